// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

#include <QJsonObject>
#include <QVariant>

namespace cairn {

class Database;
struct StoreContext;
struct StoredDocument;

/// What the history calls a revision: "received" (as it came from the server), "resolved",
/// "merged", or "written" here.
QString versionKind(const QJsonObject &body, bool received, const QString &ownDevice);

/// A note's history: versions that were replaced or absorbed, those of an open conflict, and the
/// present one, whose text is in the tree only. Written by the functions that change notes; this
/// reads.
class VersionStore {
public:
    explicit VersionStore(StoreContext &context);
    /// The present one first, then as they became known here, newest first. Also of a note that was
    /// deleted for good.
    Result<QList<NoteVersion>> history(const QString &noteId);
    /// From the history or the tree; NotFound when neither has it.
    Result<QJsonObject> body(const QString &noteId, const RevId &rev);
    /// Notes deleted for good of which the history still has words, last deleted first.
    Result<QList<DeletedNote>> deletedNotes(int limit);
    /// The latest merge, made without asking, of something written here with something written on
    /// another device, among the last revisions of the note.
    Result<std::optional<MergeMark>> lastMerge(const QString &noteId);
    Result<HistorySize> size();

    /// Keeps a version, once a revision: a second call for the same revision only notes that it was
    /// still there. Inside an open transaction.
    Result<void>
    keep(qint64 documentKey, const RevId &rev, const QJsonObject &body, const QString &kind);
    /// Keeps an ancestor whose text came later than what was made of it: in history() it stands
    /// behind those. Inside an open transaction.
    Result<void> keepAncestor(qint64 documentKey, const RevId &rev, const QJsonObject &body);
    /// What was typed into the review of a document that is no longer in conflict; see
    /// typeddraft.h.
    Result<void> keepTyped(const StoredDocument &document, const RevId &shown);
    /// As keep() does for one that is known already; false: it is not.
    Result<qint64> seenAt();
    Result<bool> touch(qint64 documentKey, const RevId &rev);

private:
    struct Side;
    Result<void> insert(
        qint64 documentKey, const RevId &rev, const QJsonObject &body, const QString &kind,
        const QVariant &key);
    Result<std::optional<NoteVersion>> presentVersion(const QString &noteId);
    Result<std::optional<Side>> side(const QString &noteId, const RevId &rev);
    StoreContext &m_context;
};

} // namespace cairn
