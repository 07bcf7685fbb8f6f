// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "syncactivity.h"
#include "syncstatus.h"
#include "windowparts.h"

#include <QObject>
#include <QStringList>

namespace cairn {

/// What a person hears of sync without having asked: that the network went or came, that notes were
/// kept although they were deleted, that something waits too long. UI thread.
class SyncNews : public QObject {
    Q_OBJECT
public:
    SyncNews(const WindowParts &parts, QObject *parent);

    /// `before`: as it was until now.
    void setStatus(const SyncStatus &status, const SyncStatus &before);
    void tellActivity(const SyncActivity &activity); ///< if it is news
    /// A note that comes back although it was deleted is no riddle: the person hears why, also of
    /// what came while no window was open.
    void tellKeptNotes();

signals:
    void reviewsWanted();
    void detailsWanted(); ///< of what waits
    void activityWanted();
    void noteWanted(const QString &noteId);

private:
    void tellConnection(const SyncStatus &status);
    void tellReturn(const SyncStatus &status, const SyncStatus &before);
    void tellAlerts(const SyncStatus &status);
    QStringList keptSince(qint64 at, qint64 &newest) const;

    const WindowParts m_parts;
    bool m_isKnown = false; ///< the first status came
    bool m_isOffline = false; ///< the person knows of it
    qint64 m_alertsToldAt = 0;
    qint64 m_keptToldAt = 0;
    QStringList m_kept; ///< the notes that the message about kept notes speaks of
    QString m_keptWords; ///< that message
};

} // namespace cairn
