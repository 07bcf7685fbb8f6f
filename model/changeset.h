// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QSet>

namespace cairn {

/// What one committed transaction changed; published after the commit, never before. A value that
/// crosses threads.
struct ChangeSet {
    enum class Origin {
        Person,
        Sync,
        Elsewhere
    }; ///< Elsewhere: another process on the same profile
    Origin origin = Origin::Person;
    QSet<qint64> notes; ///< keys of notes whose row changed, appeared or went away
    bool notebooks = false; ///< names, nesting or existence of notebooks
    bool templates = false;
    bool tags = false; ///< the set of tags or their numbers
    bool tallies = false;
    bool outbox = false; ///< there may be something new to send, or something was sent
    bool conflicts = false;
    bool everything = false; ///< too much to list: read again

    bool isEmpty() const
    {
        return notes.isEmpty() && !notebooks && !templates && !tags && !tallies && !outbox
            && !conflicts && !everything;
    }
    void unite(const ChangeSet &other)
    {
        notes.unite(other.notes);
        notebooks |= other.notebooks;
        templates |= other.templates;
        tags |= other.tags;
        tallies |= other.tallies;
        outbox |= other.outbox;
        conflicts |= other.conflicts;
        everything |= other.everything;
    }
};

} // namespace cairn

Q_DECLARE_METATYPE(cairn::ChangeSet)
