// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/textpatch.h"

namespace cairn {

/// What the person can take back in one text, and do again. It knows edits, not widgets: somebody
/// else applies them. Edits from elsewhere are no steps of it: stepOver() moves the steps so that
/// each still takes back exactly what the person wrote, wherever that is now, and never a word of
/// others. Bounded: the oldest steps go first.
class UndoHistory {
public:
    void clear();
    /// An edit of the person. `before` is the text that it was made in. Characters typed or deleted
    /// one after the other are one step.
    void record(const QString &before, const QList<TextEdit> &edits);
    /// An edit from elsewhere, made in the text as it is now.
    void stepOver(const QString &before, const QList<TextEdit> &edits);
    /// The next edit is a step of its own.
    void closeStep() { m_open = false; }

    bool canUndo() const { return !m_undo.isEmpty(); }
    bool canRedo() const { return !m_redo.isEmpty(); }
    qsizetype characters() const; ///< that its steps bring back
    int undoSteps() const { return int(m_undo.size()); }
    /// What to apply to `text`, the text as it is now, to take the last step back; it is one to do
    /// again then. Nothing: no step is left.
    QList<TextEdit> undo(const QString &text) { return step(text, m_undo, m_redo); }
    QList<TextEdit> redo(const QString &text) { return step(text, m_redo, m_undo); }

private:
    using Step = QList<TextEdit>; ///< applied to the text as it is once all later steps are undone
    static QList<TextEdit> step(const QString &text, QList<Step> &from, QList<Step> &to);
    bool joins(const TextEdit &edit, const QString &removed) const;
    void trim();

    QList<Step> m_undo; ///< the last one first to go
    QList<Step> m_redo;
    bool m_open = false; ///< the last step may go on
};

} // namespace cairn
