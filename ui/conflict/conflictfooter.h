// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace cairn {

class ConflictDraft;

/// The bottom row of the conflict dialog: whole versions, undo, how much is decided, the way to the
/// next open place, finish later, save. Follows the draft by itself.
class ConflictFooter : public QWidget {
    Q_OBJECT
public:
    explicit ConflictFooter(ConflictDraft *draft, QWidget *parent = nullptr);

    void refresh();
    void setNotesWaiting(int notes);
    void setOver(bool over); ///< settled elsewhere: nothing to decide any more
    bool isWholeOpen() const;
    void closeWhole();
    bool canSave() const;
    void focusSave();

signals:
    void wholeToggled(bool open);
    void stepped(int direction); ///< 1: next open place, -1: the one before
    void later();
    void saved();

private:
    QToolButton *tool(const char *name, const QIcon &symbol, const QString &what);
    QPushButton *button(const char *name, const QString &text);

    ConflictDraft *m_draft;
    int m_notesWaiting = 0;
    bool m_over = false;
    QToolButton *m_whole;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QLabel *m_counter;
    QToolButton *m_previous;
    QToolButton *m_next;
    QPushButton *m_later;
    QPushButton *m_save;
};

} // namespace cairn
