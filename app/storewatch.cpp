// SPDX-License-Identifier: GPL-3.0-or-later
#include "storewatch.h"

#include "store/store.h"

#include <QFileInfo>
#include <QLoggingCategory>

namespace cairn {

namespace {

Q_LOGGING_CATEGORY(lcWatch, "cairn.app.watch")

constexpr int kSettleMs =
    60; ///< a command commits a few times in a row; nobody sees a change later than after 200
// A commit counts only once the disk has confirmed what the log received, which nothing announces:
// a busy disk takes its time. Looked for again after twice as long each time, three seconds in all.
constexpr int kLooks = 6;
/// While this process's own sync writes: what it does not tell within such a time is of others.
constexpr int kOwnSettleMs = 250;
/// While sync goes on and on, notes that were removed for good are looked for after so many checks
/// nevertheless.
constexpr int kPatientChecks = 8;

} // namespace

StoreWatch::StoreWatch(Store &store, QObject *parent)
    : QObject(parent)
    , m_file(store.options().file)
    , m_probe(store.probe())
{
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &StoreWatch::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        watch();
        begin();
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &StoreWatch::watch);
    m_watcher.addPath(QFileInfo(m_file).absolutePath());
    watch();
}

void StoreWatch::heard(const ChangeSet &changes)
{
    m_own = true;
    if (changes.notes.isEmpty())
        return;
    // Whoever hears of these notes reads them now or later: earlier updates of them are told.
    const auto newest = m_probe.newestUpdate();
    for (const qint64 key : changes.notes)
        m_heard.insert(key, newest.value_or(0));
}

void StoreWatch::watch()
{
    // The log is made by the first write and may be replaced; watching it again then is a change to
    // look at, too.
    const QString log = m_file + QStringLiteral("-wal");
    if (m_watcher.files().contains(log) || !QFileInfo::exists(log))
        return;
    if (m_watcher.addPath(log))
        begin();
}

void StoreWatch::begin()
{
    m_looks = 0;
    const int wait = m_ownBefore ? kOwnSettleMs : kSettleMs;
    if (!m_settle.isActive() || m_settle.remainingTime() > wait)
        m_settle.start(wait);
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
    m_ownBefore = m_own;
    if (!polled->has_value() && m_unheard.isEmpty() && m_removed == 0)
        return lookAgain();
    const bool own = std::exchange(m_own, false);
    const QHash<qint64, qint64> heard = std::exchange(m_heard, {});
    const auto isHeard = [&heard](auto note) {
        return heard.value(note.key(), -1) >= note.value();
    };
    QHash<qint64, qint64> notes = std::exchange(m_unheard, {});
    notes.removeIf(isHeard);
    ChangeSet changes;
    changes.origin = ChangeSet::Origin::Elsewhere;
    if (polled->has_value()) {
        ChangeProbe::Found &found = **polled;
        found.notes.removeIf(isHeard);
        if (own)
            m_unheard = found.notes; // what sync has committed last it may be about to tell
        else
            notes.insert(found.notes);
        if (!own || found.replaced || (found.changes.everything && heard.isEmpty()))
            changes = found.changes;
        else if (found.changes.everything && m_removed == 0)
            m_removed = 1; // whether sync, which told of its part, was the only one, cannot be seen
    }
    if (m_removed > 0 && (!own || m_removed++ > kPatientChecks))
        changes.everything = true;
    if (changes.everything)
        m_removed = 0;
    if (!notes.isEmpty() || changes.everything) {
        changes.notebooks = changes.tags = changes.tallies = changes.outbox = changes.conflicts =
            true;
        changes.notes = QSet<qint64>(notes.keyBegin(), notes.keyEnd());
    }
    if (!m_unheard.isEmpty() || own)
        m_settle.start(kOwnSettleMs);
    if (!changes.isEmpty())
        emit changed(changes);
}

} // namespace cairn
