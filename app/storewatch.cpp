#include "storewatch.h"

#include "store/database.h"

#include <QFileInfo>

namespace cairn {

namespace {
constexpr int kSettleMs = 150; ///< a command commits a few times in a row
constexpr int kOwnPauseMs = 1'500; ///< longer than the pause between two batches of a sync
} // namespace

StoreWatch::StoreWatch(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &StoreWatch::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        watch();
        if (!m_settle.isActive())
            m_settle.start(kSettleMs);
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &StoreWatch::watch);
    m_watcher.addPath(QFileInfo(database.file()).absolutePath());
    watch();
    if (const auto version = m_database.dataVersion())
        m_version = *version;
}

void StoreWatch::ownCommit() { m_own = true; }

void StoreWatch::watch()
{
    // The log is made by the first write and may be replaced; watching it again then is a change to
    // look at, too.
    const QString log = m_database.file() + QStringLiteral("-wal");
    if (m_watcher.files().contains(log) || !QFileInfo::exists(log))
        return;
    if (m_watcher.addPath(log) && !m_settle.isActive())
        m_settle.start(kSettleMs);
}

void StoreWatch::check()
{
    const auto version = m_database.dataVersion();
    if (!version)
        return;
    const bool differs = *version != m_version;
    m_version = *version;
    m_hidden |= differs;
    if (!m_hidden)
        return;
    if (m_own) {
        m_own = false;
        m_settle.start(kOwnPauseMs);
        return;
    }
    m_hidden = false;
    ChangeSet changes;
    changes.origin = ChangeSet::Origin::Elsewhere;
    changes.everything = true;
    changes.outbox = true;
    emit changed(changes);
}

} // namespace cairn
