// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "syncstatus.h"
#include "theme/icons.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace cairn {

/// The one sentence about sync: always there, never wrong. It
/// says what is saved on this computer and what has been sent as two things, and "synced" only when
/// SyncStatus::isSynced().
struct StatusSentence {
    Q_DECLARE_TR_FUNCTIONS(cairn::StatusSentence)
public:
    enum class Action {
        None,
        SetUp,
        SyncNow,
        SignIn,
        Account,
        Resume,
        Review,
        Details,
        Removals, ///< the server wants many notes gone
        OtherAccount ///< the notes belong to another account
    };

    QString text;
    Icon icon = Icon::StateSynced; ///< the shape differs with the state, not only the colour
    Tint tint = Tint::Quiet;
    Action action = Action::None;
    QString actionText; ///< label of the button; empty: no button

    /// Pure: the same status and moment (UTC ms) give the same sentence.
    static StatusSentence of(const SyncStatus &status, qint64 now);
    /// What is true of the text in the window, before anything about sync is.
    enum class Text {
        Saved, ///< all of it is on the disk
        Saving, ///< it will be in less than a second
        Failed, ///< it could not be written
        ReadOnly ///< nothing can be written, and there is nothing to write
    };
    static StatusSentence unsaved(Text text); ///< not for Saved
    /// When the sentence is to be made anew although the status stays what it is: in a second while
    /// it names a moment that comes closer, seldom while it names an age. Nothing: it stays true.
    static std::optional<qint64> changesAt(const SyncStatus &status, qint64 now);

private:
    static StatusSentence idle(const SyncStatus &status, qint64 now);
    static StatusSentence transferring(const SyncStatus &status);
    static StatusSentence away(const SyncStatus &status, qint64 now);
    static StatusSentence refused(const SyncStatus &status, qint64 now);
    static StatusSentence broken(const SyncStatus &status);
    static QString wanted(const HeldRemovals &removals);
};

} // namespace cairn
