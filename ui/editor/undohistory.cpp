// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/undohistory.h"

#include <algorithm>
#include <numeric>

namespace cairn {

namespace {

constexpr qsizetype kMaxSteps = 2'000;
constexpr qsizetype kMaxKey = 2; // UTF-16 units that one key writes; what is pasted is a step
constexpr qsizetype kMaxGrapheme = 16; // that one key deletes
constexpr qsizetype kMaxCharacters = 20'000'000; // of texts that steps bring back

qsizetype weight(const QList<TextEdit> &step)
{
    return std::accumulate(
        step.cbegin(), step.cend(), qsizetype(0),
        [](qsizetype sum, const TextEdit &edit) { return sum + edit.inserted.size(); });
}

/// Moves the steps of a stack over an edit of the present text: the last step over it as it is, the
/// one before over what it is once the last step is taken back, and so on.
void moveOver(QList<QList<TextEdit>> &steps, QList<TextEdit> foreign)
{
    for (auto step = steps.rbegin(); step != steps.rend() && !foreign.isEmpty(); ++step) {
        const QList<TextEdit> before = *step;
        *step = movedEdits(before, foreign, Stick::Before);
        foreign = movedEdits(foreign, before, Stick::Behind);
    }
    steps.removeAll({});
}

} // namespace

void UndoHistory::clear()
{
    m_undo.clear();
    m_redo.clear();
    m_open = false;
}

bool UndoHistory::joins(const TextEdit &edit, const QString &removed) const
{
    if (!m_open || m_undo.isEmpty() || m_undo.last().size() != 1)
        return false;
    const TextEdit &back = m_undo.last().first();
    if (edit.inserted.contains(u'\n') || removed.contains(u'\n'))
        return false;
    if (removed.isEmpty() && edit.inserted.size() <= kMaxKey)
        return back.removed > 0 && edit.at == back.at + back.removed;
    if (edit.inserted.isEmpty() && removed.size() <= kMaxGrapheme && back.removed == 0)
        return edit.at == back.at || edit.at + edit.removed == back.at;
    return false;
}

void UndoHistory::record(const QString &before, const QList<TextEdit> &edits)
{
    if (edits.isEmpty())
        return;
    m_redo.clear();
    const TextEdit &edit = edits.first();
    const QString removed = before.mid(edit.at, edit.removed);
    if (edits.size() == 1 && joins(edit, removed)) {
        TextEdit &back = m_undo.last().first();
        back.removed += edit.inserted.size();
        back.inserted = edit.at < back.at ? removed + back.inserted : back.inserted + removed;
        back.at = std::min(back.at, edit.at);
        return;
    }
    m_undo.append(inverseEdits(before, edits));
    m_open = edits.size() == 1 && !edit.inserted.contains(u'\n') && !removed.contains(u'\n');
    trim();
}

void UndoHistory::stepOver(const QString &before, const QList<TextEdit> &edits)
{
    // A word that others changed is theirs as a whole: taking back what was typed leaves no piece
    // of it.
    const QList<TextEdit> words = wholeWords(before, edits);
    moveOver(m_undo, words);
    moveOver(m_redo, words);
    m_open = false;
}

QList<TextEdit> UndoHistory::step(const QString &text, QList<Step> &from, QList<Step> &to)
{
    if (from.isEmpty())
        return {};
    const Step edits = from.takeLast();
    to.append(inverseEdits(text, edits));
    return edits;
}

qsizetype UndoHistory::characters() const
{
    qsizetype sum = 0;
    for (const QList<Step> *steps : {&m_undo, &m_redo})
        for (const Step &step : *steps)
            sum += weight(step);
    return sum;
}

void UndoHistory::trim()
{
    qsizetype characters = 0;
    qsizetype kept = 0;
    while (kept < m_undo.size() && kept < kMaxSteps && characters <= kMaxCharacters)
        characters += weight(m_undo.at(m_undo.size() - ++kept));
    m_undo.remove(0, m_undo.size() - kept);
}

} // namespace cairn
