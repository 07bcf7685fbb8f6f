#include "storewatch.h"

#include "store/database.h"

#include <QFileInfo>
#include <QLoggingCategory>

namespace cairn {

namespace {

Q_LOGGING_CATEGORY(lcWatch, "cairn.app.watch")

constexpr int kSettleMs = 60; ///< a command commits a few times in a row; nobody sees a change later than after 200
// A commit counts only once the disk has confirmed what the log received, which nothing announces: a
// busy disk takes its time. Looked for again after twice as long each time, three seconds in all.
constexpr int kLooks = 6;
// Telling the window twice about a few notes costs nothing; twice about a whole first sync does.
constexpr qsizetype kFewNotes = 200;

} // namespace

StoreWatch::StoreWatch(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_probe(database)
{
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &StoreWatch::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        watch();
        begin();
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &StoreWatch::watch);
    m_watcher.addPath(QFileInfo(database.file()).absolutePath());
    watch();
}

void StoreWatch::heard(const ChangeSet &changes)
{
    m_own = true;
    m_heard.unite(changes.notes);
}

void StoreWatch::watch()
{
    // The log is made by the first write and may be replaced; watching it again then is a change to
    // look at, too.
    const QString log = m_database.file() + QStringLiteral("-wal");
    if (m_watcher.files().contains(log) || !QFileInfo::exists(log))
        return;
    if (m_watcher.addPath(log))
        begin();
}

void StoreWatch::begin()
{
    m_looks = 0;
    if (!m_settle.isActive() || m_settle.remainingTime() > kSettleMs)
        m_settle.start(kSettleMs);
}

void StoreWatch::lookAgain()
{
    if (++m_looks < kLooks)
        m_settle.start(kSettleMs << m_looks);
}

void StoreWatch::check()
{
    auto polled = m_probe.poll();
    if (!polled) {
        qCWarning(lcWatch) << "cannot look for changes:" << polled.error().message;
        return lookAgain();
    }
    if (!polled->has_value())
        return lookAgain();
    const bool own = std::exchange(m_own, false);
    const QSet<qint64> told = std::exchange(m_heard, {});
    ChangeSet changes = **polled;
    if (own) {
        if (changes.notes.size() > kFewNotes)
            changes.notes.subtract(told);
        changes.everything = changes.everything && told.isEmpty();
        if (changes.notes.isEmpty() && !changes.everything)
            return;
    }
    emit changed(changes);
}

} // namespace cairn
