// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace cairn {

/// What Cairn does with documents of one kind. Kinds are the rows of one table (documentkind.cpp):
/// rooms ask the kind what is to be done, and no document for the name of its kind. Documents of
/// other applications, and of kinds that a newer Cairn has, are of the kind without a name: kept
/// and synced as they are.
struct DocumentKind {
    /// Where lists and the sidebar read it.
    enum class Shown {
        Nowhere,
        AsNote,
        AsNotebook,
        AsTemplate ///< from the tree itself: there are few
    };
    /// How two versions become one.
    enum class Merging {
        Theirs, ///< not by us
        Registers, ///< member by member; where both changed one, the winning leaf's value
        Text ///< a person's words: from a common ancestor only, and no word is dropped
    };
    /// What is done with versions that do not merge.
    enum class Apart {
        Stay, ///< nothing
        BothStay, ///< each becomes a document of its own
        Asked ///< by the person's rule, or shown to the person
    };
    /// Where the body of a revision is that is no leaf any more.
    enum class Past { Dropped, InTree, InHistory };

    QStringView name = {}; ///< the word before the colon of its ids, and `type` in its bodies
    Shown shown = Shown::Nowhere;
    Merging merging = Merging::Theirs;
    Apart apart = Apart::Stay;
    Past past = Past::Dropped;
    /// What takes it from the person's sight is counted, may have to be agreed to, and can be taken
    /// back.
    bool guarded = false;
    bool isOfDevice = false; ///< written by the device itself; no person changes it
    bool canBeUrgent = false; ///< `emergency` sends it before everything else
    int priority = 0; ///< in the outbox, higher first, as long as it is not urgent
    qint64 maxBytes = 0; ///< of its JSON; more is not sent
    QStringView dependsOn = {}; ///< the member with the id of what the server should have before it

    bool isText() const { return merging == Merging::Text; }
};

/// By its name; the one without a name for any other word. The reference stays valid for ever.
const DocumentKind &kindOf(QStringView name);

/// By the id of a document alone (`note:…`). What a body says of itself does not count: else a note
/// would be gone for everybody who is sent another word.
const DocumentKind &kindOfId(QStringView id);

} // namespace cairn
