#pragma once

#include "note.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace cairn {

class Clock;
class Store;
class VersionView;

/// Notes that were deleted for good and are in the history still: to read, and to bring back. It
/// changes nothing itself. Does not block the window; `store` and `clock` outlive it.
class DeletedNotesDialog : public QDialog {
    Q_OBJECT
public:
    DeletedNotesDialog(Store &store, const Clock &clock, QWidget *parent);
    void refresh();

signals:
    void restoreRequested(const QString &noteId, const cairn::RevId &rev);

private:
    void filter(const QString &text);
    void showNote();
    const DeletedNote *chosen() const;

    Store &m_store;
    const Clock &m_clock;
    QList<DeletedNote> m_notes; ///< a row each
    QLineEdit *m_search;
    QListWidget *m_list;
    VersionView *m_view;
    QLabel *m_words;
    QPushButton *m_restore;
};

} // namespace cairn
