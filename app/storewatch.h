#pragma once

#include "changeset.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace cairn {

class Database;

/// Notices what other processes (cairn-cli on the same profile) write: the write-ahead log changes,
/// and SQLite's data version says that it was not this connection. Commits of this process's own
/// sync connection look the same, so they are announced by ownCommit(); one notice follows when
/// they pause, because a foreign commit may hide among them. UI thread, with the UI's connection,
/// which must outlive this.
class StoreWatch : public QObject {
    Q_OBJECT
public:
    explicit StoreWatch(Database &database, QObject *parent = nullptr);

    void ownCommit();

signals:
    void changed(const cairn::ChangeSet &changes); ///< everything, origin Elsewhere

private:
    void watch();
    void check();

    Database &m_database;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    qint64 m_version = -1;
    bool m_own = false; ///< own commits since the last check
    bool m_hidden = false; ///< a change was seen that may have been foreign
};

} // namespace cairn
