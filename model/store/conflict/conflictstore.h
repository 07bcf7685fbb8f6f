// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict.h"
#include "error.h"

namespace cairn {

struct ConflictInput;
struct StoreContext;

/// Notes with several live leaves that could not be merged safely, and their resolution by a
/// person.
class ConflictStore {
public:
    explicit ConflictStore(StoreContext &context);

    Result<QStringList> ids(); ///< of the notes, last edited first; quick
    /// Bodies are left out; `regions` is 0 where counting would take long.
    Result<QList<ConflictSummary>> list();
    Result<int> versions(const QString &noteId); ///< live leaves; quick
    Result<ConflictDetails>
    details(const QString &noteId); ///< NotFound when there is no conflict (any more)
    /// The three-way proposal between two leaves, as details() makes it for the first two.
    Result<ConflictDetails> compare(const QString &noteId, const RevId &mine, const RevId &theirs);

    /// Writes the decision: all versions into history, a child of the winner with the result
    /// (`resolved`, `merged`), a tombstone on each other leaf; "both" makes a second note of the
    /// other version. One transaction. Conflict: the leaves are not the ones seen. With more than
    /// two leaves, `Merged` absorbs the first two of `seen` only. `unused`: texts of the review
    /// that are not in the decision; with Draft::ToHistory they take the place of what was kept of
    /// it so far, in the same transaction. Refused, the review is kept as it was.
    Result<Saved>
    resolve(const QString &noteId, const Resolution &resolution, const QStringList &unused = {});
    /// Decides what waits for review by the policy that holds now; a policy that was set later than
    /// a conflict came does not touch it by itself. False: where the policy is to ask, or a text is
    /// not at hand, it goes on waiting. One short transaction, so that whoever decides about many
    /// lets others write between two of them.
    Result<bool> decideByPolicy(const QString &noteId);
    Result<bool>
    isDecidable(const QString &noteId); ///< it would now; costs as much, writes nothing
    /// Undoes the last resolution of this note: the former displayed version comes back as a new
    /// revision, and the other as a note of its own if it is nowhere else. (History holds all of
    /// them.) Conflict: the note was written on since the decision; it stays as it is.
    Result<Saved> undo(const QString &noteId);

    Result<std::optional<QJsonObject>> draft(const QString &noteId); ///< "finish later"
    /// Until the conflict is over; then, or when it is over already, what was typed goes to the
    /// history (typeddraft.h).
    Result<void> saveDraft(const QString &noteId, const QJsonObject &draft);

private:
    Result<QList<qint64>> openConflicts();
    Result<ConflictInput>
    read(const QString &noteId, const std::optional<std::pair<RevId, RevId>> &pair);

    StoreContext &m_context;
};

} // namespace cairn
