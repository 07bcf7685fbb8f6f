// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"

#include <QDialog>
#include <QHash>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace cairn {

class Clock;
class Store;
class VersionView;

/// The versions of a note: a timeline, one version to read or any two compared, and a way to bring
/// one back. It changes nothing itself. Does not block the window; `store` and `clock` outlive it.
class HistoryDialog : public QDialog {
    Q_OBJECT
public:
    HistoryDialog(Store &store, const Clock &clock, const QString &noteId, QWidget *parent);

    QString noteId() const { return m_noteId; }
    void refresh(); ///< the note may have changed: what is chosen stays chosen
    /// Shows `newer` beside `older`. Unknown ones are left out.
    void compare(const RevId &older, const RevId &newer);

signals:
    void restoreRequested(const cairn::RevId &rev);

private:
    QWidget *buildTimeline();
    QWidget *buildReader();
    void fill();
    void fillChoices();
    void onSelection();
    void showVersions();
    int chosen() const; ///< row of the version to read; -1: none
    int other(int row) const; ///< row of the one to compare with; -1: none
    int rowOf(const RevId &rev) const;
    QString heading(int row) const;
    bool sharesItsMinute(int row) const; ///< with another version

    Store &m_store;
    const Clock &m_clock;
    QString m_noteId;
    QList<NoteVersion> m_versions; ///< a row each, newest first
    QHash<qint64, int> m_perMinute; ///< how many versions were written in it
    std::optional<RevId> m_present; ///< nothing: the note was deleted for good
    QListWidget *m_timeline = nullptr;
    QComboBox *m_with = nullptr;
    VersionView *m_view = nullptr;
    QLabel *m_failure = nullptr;
    QPushButton *m_restore = nullptr;
    bool m_filling = false;
};

} // namespace cairn
