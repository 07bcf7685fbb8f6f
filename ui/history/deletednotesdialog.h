// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "removal.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace cairn {

class Clock;
class Store;
class VersionView;

/// Notes that went and are in the history still: deleted for good, or taken out of sight by sync in
/// another way. To read, to bring back, and to take back at once what sync took lately. It
/// changes nothing itself. Does not block the window; `store` and `clock` outlive it.
class DeletedNotesDialog : public QDialog {
    Q_OBJECT
public:
    DeletedNotesDialog(Store &store, const Clock &clock, QWidget *parent);
    void refresh();

signals:
    void restoreRequested(const QString &noteId, const cairn::RevId &rev);
    void takeBackRequested(const QList<cairn::RemovedNote> &notes);

private:
    void filter(const QString &text);
    void showNote();
    void showBanner();
    Result<void> readNotes();
    struct Entry {
        DeletedNote note;
        Removal how = Removal::None; ///< None: by the person, or not lately
    };
    const DeletedNote *chosen() const;
    QString fact(const Entry &entry) const;

    Store &m_store;
    const Clock &m_clock;
    QList<Entry> m_notes; ///< a row each
    QList<RemovedNote> m_removed; ///< by sync, lately
    QWidget *m_banner;
    QLabel *m_bannerText;
    QLineEdit *m_search;
    QListWidget *m_list;
    VersionView *m_view;
    QLabel *m_words;
    QPushButton *m_restore;
};

} // namespace cairn
