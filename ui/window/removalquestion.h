// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "removal.h"

#include <QObject>
#include <QPointer>

class QAbstractButton;
class QMessageBox;
class QWidget;

namespace cairn {

/// Asks whether the notes that wait for the person's word may go. An answer is about what is shown:
/// when that becomes another set while the question is open, the words follow, and the buttons rest
/// until these can have been read. UI thread.
class RemovalQuestion : public QObject {
    Q_OBJECT
public:
    explicit RemovalQuestion(QWidget *window);

    void ask(const HeldRemovals &removals);
    /// What waits now, should the question be open. Empty: nothing does, and it closes.
    void update(const HeldRemovals &removals);

signals:
    void allowed(const cairn::HeldRemovals &removals);
    void refused(const cairn::HeldRemovals &removals);

private:
    static QString whatIsWanted(const HeldRemovals &removals);
    static QString consequence(const HeldRemovals &removals);
    void rest();

    QWidget *m_window;
    QPointer<QMessageBox> m_box;
    QAbstractButton *m_remove = nullptr; ///< of the box
    QAbstractButton *m_keep = nullptr;
    HeldRemovals m_shown;
};

} // namespace cairn
