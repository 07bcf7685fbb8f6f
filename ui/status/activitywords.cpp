// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitywords.h"

#include "shownname.h"

namespace cairn {

QString ActivityWords::of(const SyncActivity &activity)
{
    const int n = activity.count;
    switch (activity.what) {
    case Activity::Pulled:
        return tr("%Ln change(s) received", nullptr, n);
    case Activity::Pushed:
        return tr("%Ln change(s) sent", nullptr, n);
    case Activity::Merged:
        return tr("%Ln note(s) changed on two devices were put together", nullptr, n);
    case Activity::Conflict:
        return tr("%Ln note(s) need(s) review", nullptr, n);
    case Activity::Decided:
        return tr("%Ln note(s) with two versions decided as you set up", nullptr, n);
    case Activity::Failed:
        return n > 0 ? refused(n) : tr("Syncing did not work");
    case Activity::Refused:
        return refused(n);
    case Activity::Removed:
        return tr(
            "%Ln note(s) removed or replaced elsewhere: “Deleted notes…” has them", nullptr, n);
    case Activity::Asked:
        return tr(
            "The server wants %Ln note(s) removed or replaced: they stay until you agree", nullptr,
            n);
    case Activity::EditKept:
    case Activity::EditReturned:
    case Activity::EditUntrashed:
    case Activity::EditStays:
    case Activity::DraftKept:
        return ofOneNote(activity);
    case Activity::Offline:
        return tr("Offline");
    case Activity::Online:
        return tr("Online again");
    default:
        return ofServer(activity);
    }
}

/// By the server; earlier versions called that "failed".
QString ActivityWords::refused(int notes)
{
    return tr("%Ln note(s) could not be sent", nullptr, notes);
}

QString ActivityWords::ofOneNote(const SyncActivity &activity)
{
    switch (activity.what) {
    case Activity::EditKept:
        return tr("Deleted on one device, but edited on another: the edited note is kept");
    case Activity::EditReturned:
        return tr("Deleted here, but edited on another device: the edited note is back");
    case Activity::EditUntrashed:
        return tr("Put into the trash here, but edited on another device: the edited note is back");
    case Activity::EditStays:
        return tr("Deleted on another device, but edited here: the edited note stays");
    default:
        return tr("The text that you had begun in a review is in the note’s history: the note was "
                  "decided without it");
    }
}

QString ActivityWords::ofServer(const SyncActivity &activity)
{
    const int n = activity.count;
    switch (activity.what) {
    case Activity::ServerChanged:
        return tr("The server is not the one it was: everything is compared again");
    case Activity::ServerSetBack:
        return tr("The server was set back to an older state: what it lacks is sent again");
    case Activity::ServerCreated:
        return tr("The database was made on the server");
    case Activity::LongAbsence:
        return tr("You were away for %Ln day(s): everything is compared again", nullptr, n);
    case Activity::Absence:
        return tr("Back after %Ln day(s): what needs review is in one list", nullptr, n);
    case Activity::TakenAlong:
        return tr("Your notes move to the other account");
    case Activity::Copied:
        return tr("A copy of another device's notes: from now on a device of its own");
    case Activity::Copy:
        return tr("A copy of all notes was made on this computer before that");
    case Activity::CopyFailed:
        return tr("No copy could be made before that (is the disk full?); your notes are safe");
    case Activity::SentAgain:
        return tr("The server had lost %Ln note(s): sent again", nullptr, n);
    case Activity::UnusedWord:
        return tr("The notes that you decided about do not wait for that any more");
    case Activity::PauseUnread:
        return tr("Whether sync is paused could not be read: it is, until you resume it");
    case Activity::SelfCheck:
        return tr("Checked: everything that was sent is on the server");
    case Activity::Unread:
        return tr("The server could not give %Ln note(s): asked again later", nullptr, n);
    default:
        return oneLine(activity.detail, 300); // of a newer version
    }
}

/// Some lines of earlier versions have one that says the same again, in English.
QString ActivityWords::detail(const SyncActivity &activity)
{
    switch (activity.what) {
    case Activity::Failed:
    case Activity::Offline:
    case Activity::Copy:
    case Activity::CopyFailed:
    case Activity::PauseUnread:
    case Activity::Unread:
        return activity.detail;
    default:
        return {};
    }
}

bool ActivityWords::isNews(const SyncActivity &activity)
{
    switch (activity.what) {
    case Activity::Removed:
        return activity.count >= kManyRemoved;
    case Activity::ServerChanged:
    case Activity::ServerSetBack:
    case Activity::LongAbsence:
    case Activity::SentAgain:
    case Activity::PauseUnread:
    case Activity::UnusedWord:
        return true;
    default:
        return false;
    }
}

} // namespace cairn
