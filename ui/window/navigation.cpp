// SPDX-License-Identifier: GPL-3.0-or-later
#include "navigation.h"

namespace cairn {

namespace {
constexpr qsizetype kMaxVisited = 200;
}

void Navigation::visit(const QString &noteId)
{
    if (noteId.isEmpty() || current() == noteId)
        return;
    m_visited.resize(m_position + 1);
    m_visited.append(noteId);
    if (m_visited.size() > kMaxVisited)
        m_visited.removeFirst();
    m_position = m_visited.size() - 1;
}

QString Navigation::step(int by, const std::function<bool(const QString &)> &isThere)
{
    for (qsizetype i = m_position + by; i >= 0 && i < m_visited.size(); i += by) {
        if (m_visited.at(i) == current() || !isThere(m_visited.at(i)))
            continue;
        m_position = i;
        return current();
    }
    return {};
}

} // namespace cairn
