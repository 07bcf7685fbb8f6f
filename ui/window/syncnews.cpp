// SPDX-License-Identifier: GPL-3.0-or-later
#include "syncnews.h"

#include "clock.h"
#include "notename.h"
#include "status/activitywords.h"
#include "status/alertwords.h"
#include "status/toast.h"
#include "store/care/metricsstore.h"
#include "store/history/activitystore.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "uisettings.h"

#include <utility>

namespace cairn {

namespace {

constexpr int kRecentLines = 50; ///< of the activity log; a commit writes few
constexpr qint64 kAlertIntervalMs = 24ll * 3'600'000;
constexpr qint64 kLongAbsenceMs =
    7ll * 24 * 3'600'000; ///< after so long the first sync is told about
const QString kTold = QStringLiteral("told/keptNotes");

} // namespace

SyncNews::SyncNews(const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void SyncNews::setStatus(const SyncStatus &status, const SyncStatus &before)
{
    tellConnection(status);
    tellReturn(status, before);
    m_isKnown = true;
    tellAlerts(status);
}

void SyncNews::tellConnection(const SyncStatus &status)
{
    const bool isOffline = status.phase == SyncStatus::Phase::Offline;
    if (isOffline && !std::exchange(m_isOffline, true) && m_isKnown)
        m_parts.toast.show(tr("You are offline. Keep writing: everything is saved here."));
    else if (status.isAnswered() && std::exchange(m_isOffline, false))
        m_parts.toast.show(
            status.pending > 0 ? tr("Back online, sending %Ln change(s)", nullptr, status.pending)
                               : tr("Back online"));
}

/// After a long time away there may be much to review at once. It is offered, not opened.
void SyncNews::tellReturn(const SyncStatus &status, const SyncStatus &before)
{
    if (!before.lastSyncAt || !status.lastSyncAt || status.conflicts == 0
        || *status.lastSyncAt - *before.lastSyncAt < kLongAbsenceMs)
        return;
    m_parts.toast.show(
        tr("You were offline for long: %Ln note(s) need(s) review", nullptr, status.conflicts),
        tr("Show"), [this] { emit reviewsWanted(); });
}

void SyncNews::tellActivity(const SyncActivity &activity)
{
    if (ActivityWords::isNews(activity))
        m_parts.toast.show(
            ActivityWords::of(activity), tr("Show"), [this] { emit activityWanted(); });
}

/// Once a day at most: something waits for so long that the person should know.
void SyncNews::tellAlerts(const SyncStatus &status)
{
    const qint64 now = m_parts.clock.nowMs();
    if (status.phase == SyncStatus::Phase::NoAccount || status.pending == 0
        || qAbs(now - m_alertsToldAt) < kAlertIntervalMs)
        return;
    const auto alerts = m_parts.store.metrics().alerts().value_or(QList<SyncAlert>());
    for (const SyncAlert &alert : alerts) {
        if (alert.kind != SyncAlert::Kind::Unsent)
            continue;
        m_alertsToldAt = now;
        m_parts.toast.show(AlertWords::of(alert), tr("Show"), [this] { emit detailsWanted(); });
    }
}

/// Their order says what is new, not their times: the clock may have been set back.
QStringList SyncNews::keptSince(qint64 at, qint64 &newest) const
{
    const QList<SyncActivity> lines =
        m_parts.store.activity().list(kRecentLines).value_or(QList<SyncActivity>());
    QStringList ids;
    newest = lines.isEmpty() ? at : lines.first().at;
    for (const SyncActivity &line : lines) {
        if (line.at == at)
            break;
        if (isEditKept(line.what) && !ids.contains(line.documentId))
            ids.append(line.documentId);
    }
    return ids;
}

void SyncNews::tellKeptNotes()
{
    if (m_keptToldAt == 0)
        m_keptToldAt = m_parts.settings.text(kTold).toLongLong();
    qint64 newest = 0;
    QStringList ids = keptSince(m_keptToldAt, newest);
    if (newest == m_keptToldAt)
        return;
    m_keptToldAt = newest;
    m_parts.settings.setText(kTold, QString::number(newest));
    if (ids.isEmpty())
        return;
    if (m_parts.toast.text() != m_keptWords)
        m_kept.clear(); // what was told before has been read, or had its time
    ids += m_kept;
    ids.removeDuplicates();
    m_kept = ids;
    const QString id = ids.first();
    const auto titles = m_parts.store.notes().titles({id}).value_or(QHash<QString, QString>());
    const QString name = NoteName::of(titles.value(id));
    const auto others = static_cast<int>(ids.size()) - 1;
    m_keptWords = others == 0
        ? tr("“%1” is kept: it was deleted on one device, but edited on another").arg(name)
        : tr("“%1” and %Ln other note(s) are kept: deleted on one device, but edited on another",
             nullptr, others)
              .arg(name);
    m_parts.toast.show(m_keptWords, tr("Show"), [this, id] { emit noteWanted(id); });
}

} // namespace cairn
