// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace cairn {

/// What a line of the activity log says. `ui` has the words for it.
enum class Activity {
    Other, ///< of a newer version
    Pulled,
    Pushed,
    Merged,
    Conflict,
    Decided, ///< by a policy
    Failed, ///< a run; the detail is why
    Refused, ///< documents, by the server
    Removed, ///< notes, elsewhere: few enough not to ask
    Asked, ///< the person, whether so many notes may go
    Offline,
    Online,
    ServerCreated,
    ServerChanged,
    ServerSetBack,
    LongAbsence, ///< of `count` days: everything is compared
    Absence, ///< of `count` days
    TakenAlong, ///< the notes, to another account
    Copied, ///< these notes are a copy of another device's
    Copy, ///< of all notes was made; the detail is its file
    CopyFailed,
    SentAgain, ///< the server had lost them
    UnusedWord, ///< of a person about removals that do not wait any more; the detail is its name
    PauseUnread, ///< whether there is a pause; the detail is why
    SelfCheck,
    Unread,
    EditKept, ///< deleted on one device, edited on another: an earlier version did not say which
    EditReturned, ///< deleted here, edited elsewhere
    EditUntrashed, ///< put into the trash here, edited elsewhere
    EditStays, ///< edited here, deleted elsewhere
    DraftKept, ///< a text begun in a review is in the history
};

/// The stable name that the store keeps ("sent-again").
QString activityName(Activity activity);
Activity activityNamed(const QString &name);

/// A note that somebody deleted lives, because somebody else edited it.
constexpr bool isEditKept(Activity activity)
{
    return activity == Activity::EditKept || activity == Activity::EditReturned
        || activity == Activity::EditUntrashed || activity == Activity::EditStays;
}

/// So many notes removed elsewhere are told at once; fewer are what people do all day.
inline constexpr int kManyRemoved = 5;

/// A line of the activity log.
struct SyncActivity {
    enum class Level { Info, Warning, Error };
    qint64 at = 0;
    Level level = Level::Info;
    Activity what = Activity::Other;
    QString documentId; ///< empty: concerns no single document
    int count = 0;
    QString detail; ///< of some: a file, names, or why in plain English; no note text, no secrets
};

} // namespace cairn

Q_DECLARE_METATYPE(cairn::SyncActivity)
