// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "store/changeprobe.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

namespace cairn {

class Store;

/// Notices what other processes (cairn-cli on the same profile) write: the write-ahead log changes,
/// and the store says what is new. This process's own sync connection looks the same from here;
/// what it has told already by itself is announced by heard(). UI thread, with the UI's connection,
/// which must outlive this.
class StoreWatch : public QObject {
    Q_OBJECT
public:
    explicit StoreWatch(Store &store, QObject *parent = nullptr);

    void heard(const ChangeSet &changes);

signals:
    void changed(const cairn::ChangeSet &changes); ///< origin Elsewhere

private:
    void watch();
    void begin(); ///< something happened to the log
    void check();
    void lookAgain();

    const QString m_file; ///< of the store
    ChangeProbe m_probe;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    int m_looks = 0; ///< without an answer, since the log changed
    /// Notes that sync told about since the last check, and up to which update.
    QHash<qint64, qint64> m_heard;
    QHash<qint64, qint64> m_unheard; ///< found before and not told by sync yet
    int m_removed =
        0; ///< checks since notes went away for good that nobody could name; 0: none did
    bool m_ownBefore = false; ///< the same before that check
    bool m_own = false; ///< sync told something since the last check
};

} // namespace cairn
