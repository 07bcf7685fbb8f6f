// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account.h"
#include "revision.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace cairn {

/// What was taken from a person's sight: by a change that came by sync, however it was dressed.
enum class Removal {
    None,
    Deleted, ///< the note is gone
    Trashed, ///< it is in the trash now
    Overwritten, ///< it is there, but next to nothing of its text is
    Replaced, ///< the same of a few words that others stand for: people do that, so some are listed
              ///< without a question
    Halved, ///< more than half of its text is gone: an edit as people make them, counted only
    Shortened, ///< the same, of so many notes that the person was asked
    Discarded, ///< not by sync: it was never sent, and the person gave its sending up
};

/// What people do themselves, to some notes.
inline bool isEditing(Removal kind) { return kind == Removal::Halved || kind == Removal::Replaced; }

/// How long what went can be taken back.
inline constexpr qint64 kRemovalKeptMs = 90ll * 24 * 3'600'000;

/// The notes that the server wants out of sight and that wait for the person's word: how many, and
/// a name for exactly this set. What a person agrees to is this value, as it was shown; it holds
/// for no other set.
struct HeldRemovals {
    int notes = 0;
    QString name; ///< made of the documents and the revisions that would take them away
    int overwritten = 0; ///< of the notes: they would be there, with another text
    QStringList titles{}; ///< of a few of them, each one line and cut; shown only
    int gone = 0; ///< others that went before, unasked, and are still away; shown only

    int removed() const { return notes - overwritten; } ///< they would be gone, or in the trash
    bool isEmpty() const { return notes == 0; }
    QString toString() const; ///< "60-0f3a…": one word, for a command line
    static std::optional<HeldRemovals> parse(const QString &text);
    friend bool operator==(const HeldRemovals &, const HeldRemovals &) = default;
};

/// What a person agrees to, for the next run only. Each names what it was given for, and holds for
/// nothing else: any program of the person may send one.
struct SyncConsent {
    HeldRemovals letGo; ///< these notes may go
    HeldRemovals keep; ///< these are kept, and sent to the server again
    Account takeAlong; ///< the notes of another account are moved to this one; none: they stay
                       ///< where they are
};

/// A note that sync took away, with the version that was there before.
struct RemovedNote {
    QString id;
    RevId rev; ///< what was shown before, with what was being typed about it; it is in the history
    QString title;
    Removal kind = Removal::None;
    qint64 at = 0; ///< UTC ms, when it went
};

} // namespace cairn

Q_DECLARE_METATYPE(cairn::HeldRemovals)
Q_DECLARE_METATYPE(cairn::SyncConsent)
