// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitywords.h"

#include "shownname.h"

#include <QSet>

namespace cairn {

QString ActivityWords::of(const SyncActivity &activity)
{
    const QString &what = activity.what;
    const int n = activity.count;
    if (what == QLatin1String("pulled"))
        return tr("%Ln change(s) received", nullptr, n);
    if (what == QLatin1String("pushed"))
        return tr("%Ln change(s) sent", nullptr, n);
    if (what == QLatin1String("merged"))
        return tr("%Ln note(s) changed on two devices were put together", nullptr, n);
    if (what == QLatin1String("conflict"))
        return tr("%Ln note(s) need(s) review", nullptr, n);
    if (what == QLatin1String("decided"))
        return tr("%Ln note(s) with two versions decided as you set up", nullptr, n);
    if (what == QLatin1String("failed"))
        return tr("%Ln note(s) could not be sent", nullptr, qMax(1, n));
    if (what == QLatin1String("server-changed"))
        return tr("The server is not the one it was: everything is compared again");
    if (what == QLatin1String("server-set-back"))
        return tr("The server was set back to an older state: what it lacks is sent again");
    if (what == QLatin1String("server-created"))
        return tr("The database was made on the server");
    if (what == QLatin1String("long-absence"))
        return tr("You were away for %Ln day(s): everything is compared again", nullptr, n);
    if (what == QLatin1String("absence"))
        return tr("Back after %Ln day(s): what needs review is in one list", nullptr, n);
    if (what == QLatin1String("taken-along"))
        return tr("Your notes move to the other account");
    if (what == QLatin1String("copied"))
        return tr("A copy of another device's notes");
    if (what == QLatin1String("copy"))
        return tr("A copy of all notes was made on this computer before that");
    if (what == QLatin1String("copy-failed"))
        return tr("No copy could be made before that (is the disk full?); your notes are safe");
    if (what == QLatin1String("sent-again"))
        return tr("The server had lost %Ln note(s): sent again", nullptr, n);
    if (what == QLatin1String("unused-word"))
        return tr("The notes that you decided about do not wait for that any more");
    if (what == QLatin1String("pause-unread"))
        return tr("Whether sync is paused could not be read: it is, until you resume it");
    if (what == QLatin1String("self-check"))
        return tr("Checked: everything that was sent is on the server");
    if (what == QLatin1String("unread"))
        return tr("The server could not give %Ln note(s): asked again later", nullptr, n);
    if (what == QLatin1String("edit-kept"))
        return tr("%Ln note(s) deleted on one device and edited on another: kept", nullptr, n);
    if (what == QLatin1String("draft-kept"))
        return tr("The text that you had begun in a review is in the note’s history: the note was "
                  "decided "
                  "without it");
    if (what == QLatin1String("offline"))
        return tr("Offline");
    if (what == QLatin1String("online"))
        return tr("Online again");
    return oneLine(activity.detail.isEmpty() ? what : activity.detail, 300);
}

QString ActivityWords::detail(const SyncActivity &activity)
{
    static const QSet<QString> saidAlready{
        QStringLiteral("pulled"),          QStringLiteral("pushed"),
        QStringLiteral("merged"),          QStringLiteral("conflict"),
        QStringLiteral("server-created"),  QStringLiteral("server-changed"),
        QStringLiteral("server-set-back"), QStringLiteral("long-absence"),
        QStringLiteral("taken-along"),     QStringLiteral("sent-again"),
        QStringLiteral("self-check"),      QStringLiteral("absence"),
        QStringLiteral("online"),          QStringLiteral("unused-word")};
    return saidAlready.contains(activity.what) ? QString() : activity.detail;
}

bool ActivityWords::isNews(const SyncActivity &activity)
{
    static const QStringList news{
        QStringLiteral("server-changed"), QStringLiteral("server-set-back"),
        QStringLiteral("long-absence"),   QStringLiteral("sent-again"),
        QStringLiteral("unused-word"),    QStringLiteral("pause-unread")};
    return news.contains(activity.what);
}

} // namespace cairn
