// SPDX-License-Identifier: GPL-3.0-or-later
#include "syncactivity.h"

#include <algorithm>

namespace cairn {

namespace {

struct ActivityName {
    Activity activity;
    QLatin1String name;
};

constexpr ActivityName kActivityNames[] = {
    {Activity::Pulled, QLatin1String("pulled")},
    {Activity::Pushed, QLatin1String("pushed")},
    {Activity::Merged, QLatin1String("merged")},
    {Activity::Conflict, QLatin1String("conflict")},
    {Activity::Decided, QLatin1String("decided")},
    {Activity::Failed, QLatin1String("failed")},
    {Activity::Refused, QLatin1String("refused")},
    {Activity::Removed, QLatin1String("removed")},
    {Activity::Asked, QLatin1String("asked")},
    {Activity::Offline, QLatin1String("offline")},
    {Activity::Online, QLatin1String("online")},
    {Activity::ServerCreated, QLatin1String("server-created")},
    {Activity::ServerChanged, QLatin1String("server-changed")},
    {Activity::ServerSetBack, QLatin1String("server-set-back")},
    {Activity::LongAbsence, QLatin1String("long-absence")},
    {Activity::Absence, QLatin1String("absence")},
    {Activity::TakenAlong, QLatin1String("taken-along")},
    {Activity::Copied, QLatin1String("copied")},
    {Activity::Copy, QLatin1String("copy")},
    {Activity::CopyFailed, QLatin1String("copy-failed")},
    {Activity::SentAgain, QLatin1String("sent-again")},
    {Activity::UnusedWord, QLatin1String("unused-word")},
    {Activity::PauseUnread, QLatin1String("pause-unread")},
    {Activity::SelfCheck, QLatin1String("self-check")},
    {Activity::Unread, QLatin1String("unread")},
    {Activity::EditKept, QLatin1String("edit-kept")},
    {Activity::EditReturned, QLatin1String("edit-returned")},
    {Activity::EditUntrashed, QLatin1String("edit-untrashed")},
    {Activity::EditStays, QLatin1String("edit-stays")},
    {Activity::DraftKept, QLatin1String("draft-kept")},
};

} // namespace

QString activityName(Activity activity)
{
    const auto *row = std::find_if(
        std::begin(kActivityNames), std::end(kActivityNames),
        [activity](const ActivityName &named) { return named.activity == activity; });
    return row == std::end(kActivityNames) ? QStringLiteral("other") : QString(row->name);
}

Activity activityNamed(const QString &name)
{
    const auto *row = std::find_if(
        std::begin(kActivityNames), std::end(kActivityNames),
        [&name](const ActivityName &named) { return named.name == name; });
    return row == std::end(kActivityNames) ? Activity::Other : row->activity;
}

} // namespace cairn
