// SPDX-License-Identifier: GPL-3.0-or-later
#include "leftnotes.h"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr qsizetype kMostNotes = 50; // whose steps are kept
constexpr qsizetype kMostCharacters = 4'000'000; // of their texts

} // namespace

void LeftNotes::leave(const QString &id, const MarkdownEditor &editor)
{
    forget(id);
    m_positions.insert(id, editor.position());
    if (editor.canStep())
        m_steps.append({id, editor.steps()});
    trim();
}

void LeftNotes::comeBack(const QString &id, MarkdownEditor &editor)
{
    const auto left = std::find_if(
        m_steps.begin(), m_steps.end(), [&id](const Steps &one) { return one.id == id; });
    if (left != m_steps.end()) {
        editor.goOnFrom(std::move(left->steps));
        m_steps.erase(left);
    }
    editor.setPosition(m_positions.value(id));
}

void LeftNotes::forget(const QString &id)
{
    m_positions.remove(id);
    m_steps.removeIf([&id](const Steps &one) { return one.id == id; });
}

void LeftNotes::trim()
{
    qsizetype characters = 0;
    qsizetype kept = 0;
    for (auto one = m_steps.crbegin(); one != m_steps.crend() && kept < kMostNotes; ++one) {
        characters += one->steps.text.size() + one->steps.history.characters();
        if (characters > kMostCharacters)
            break;
        ++kept;
    }
    m_steps.remove(0, m_steps.size() - kept);
}

} // namespace cairn
