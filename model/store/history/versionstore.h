// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "store/tree/followers.h"

namespace cairn {

class MetaStore;
class Database;
struct StoreContext;
struct StoredDocument;

/// What the history calls a revision: "received" (as it came from the server), "resolved",
/// "merged", or "written" here.
QString versionKind(const QJsonObject &body, bool received, const MetaStore &meta);

/// A note's history: versions that were replaced or absorbed, those of an open conflict, and the
/// present one, whose text is in the tree only. Written by the functions that change notes; this
/// reads.
class VersionStore : public History {
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
    struct Kept {
        qint64 key = 0;
        QString kind;
        QJsonObject body;
    };
    Result<std::optional<Kept>> newest(qint64 documentKey); ///< the last that was kept
    Result<void> remove(qint64 key); ///< another one has its words

    Result<QSet<RevId>> revisions(qint64 documentKey) override;
    Result<bool> has(qint64 documentKey, const RevId &rev) override;
    Result<std::optional<QJsonObject>> text(qint64 documentKey, const RevId &rev) override;
    Result<std::optional<qint64>> newestAt(qint64 documentKey) override;
    Result<bool> touch(qint64 documentKey, const RevId &rev) override;
    Result<void>
    keepText(qint64 documentKey, const RevId &rev, const QJsonObject &body, bool received) override;

private:
    struct Side;
    enum class Turn { Next, Late }; ///< Late: see keepAncestor()
    Result<qint64> seenAt(); ///< what to remember as now
    Result<void> insert(
        qint64 documentKey, const RevId &rev, const QJsonObject &body, const QString &kind,
        Turn turn);
    Result<std::optional<NoteVersion>> presentVersion(const QString &noteId);
    Result<std::optional<Side>> side(const QString &noteId, const RevId &rev);
    StoreContext &m_context;
};

} // namespace cairn
