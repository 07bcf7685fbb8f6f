#include "activitywords.h"

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
    if (what == QLatin1String("offline"))
        return tr("Offline");
    if (what == QLatin1String("online"))
        return tr("Online again");
    return activity.detail.isEmpty() ? what : activity.detail;
}

} // namespace cairn
