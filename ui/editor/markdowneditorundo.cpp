// SPDX-License-Identifier: GPL-3.0-or-later
// MarkdownEditor: taking back and doing again what the person wrote.
#include "editor/editorcommands.h"
#include "editor/markdowneditor.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QScopedValueRollback>

namespace cairn {

// QTextDocument's own undo is off: it knows one line of changes and would take back what came from
// elsewhere. UndoHistory needs the text before each change, so a copy of it is kept.

void MarkdownEditor::onContentsChange(int position, int, int added)
{
    // What Qt says was removed and added may reach too far (the mark behind the last paragraph, all
    // that lies between two edits of a block), so it is worked out from the lengths.
    const int length = document()->characterCount() - 1;
    const int end = qBound(position, position + added, length);
    const qsizetype removed = m_shown.size() - position - (length - end);
    if (removed < 0) { // not a change of the text that is known here
        m_history.clear();
        m_shown = documentText();
        return;
    }
    QTextCursor range(document());
    range.setPosition(position);
    range.setPosition(end, QTextCursor::KeepAnchor);
    const QString before = m_shown.mid(position, removed);
    const QString after = range.selectedText().replace(QChar::ParagraphSeparator, u'\n');
    if (before == after) // only the look changed
        return;
    if (!m_keepsHistory && !m_quiet) {
        QList<TextEdit> edits{{0, removed, after}};
        if (!before.isEmpty() && !after.isEmpty()) // there may be untouched text between
            edits = wholeWords(before, minimalEdits(before, after));
        for (TextEdit &edit : edits)
            edit.at += position;
        m_history.record(m_shown, edits);
    }
    m_shown.replace(position, removed, after);
}

QString MarkdownEditor::documentText() const
{
    return document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void MarkdownEditor::undo() { step(&UndoHistory::undo); }
void MarkdownEditor::redo() { step(&UndoHistory::redo); }

void MarkdownEditor::step(QList<TextEdit> (UndoHistory::*take)(const QString &))
{
    if (isReadOnly())
        return;
    const QList<TextEdit> edits = (m_history.*take)(m_shown);
    if (edits.isEmpty())
        return;
    const QScopedValueRollback keeps(m_keepsHistory, true);
    editorcommands::apply(document(), edits);
    QTextCursor cursor = textCursor();
    const TextEdit &last = edits.last();
    const qsizetype place = mappedPosition(edits, last.at + last.removed, Stick::Behind);
    cursor.setPosition(int(qBound<qsizetype>(0, place, m_shown.size())));
    setTextCursor(cursor);
    ensureCursorVisible();
    m_history.closeStep();
}

void MarkdownEditor::goOnFrom(Steps steps)
{
    if (isTooLarge())
        return;
    steps.history.stepOver(steps.text, minimalEdits(steps.text, m_shown));
    m_history = std::move(steps.history);
}

void MarkdownEditor::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // What Qt does with these itself comes to nothing: the document keeps no steps.
    const auto use = [this, menu](const char *name, bool enabled, auto slot) {
        if (auto *action = menu->findChild<QAction *>(QLatin1String(name))) {
            action->setEnabled(enabled);
            connect(action, &QAction::triggered, this, slot);
        }
    };
    use("edit-undo", m_history.canUndo(), &MarkdownEditor::undo);
    use("edit-redo", m_history.canRedo(), &MarkdownEditor::redo);
    menu->popup(event->globalPos());
}

} // namespace cairn
