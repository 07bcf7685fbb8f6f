// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict.h"
#include "error.h"

namespace cairn {

struct ChangeSet;
struct StoreContext;
struct StoredDocument;

/// Writes a person's decision about a conflict, and takes the last one back. One transaction each;
/// every version that goes out of sight is in the note's history first.
class ConflictResolver {
public:
    explicit ConflictResolver(StoreContext &context);
    /// As ConflictStore::resolve().
    Result<Saved>
    resolve(const QString &noteId, const Resolution &resolution, const QStringList &unused);
    Result<Saved> undo(const QString &noteId);

private:
    /// What the decision comes to: `body` becomes the child of `onto`, which absorbs `absorbed`.
    struct Plan {
        RevId onto;
        QList<RevId> absorbed;
        QJsonObject body;
        QList<RevId> asNotes; ///< leaves that become notes of their own
    };
    Result<Plan> plan(const StoredDocument &document, const Resolution &resolution) const;
    Result<Plan> planMerged(const StoredDocument &document, const Resolution &resolution) const;
    Result<QString> makeNote(QJsonObject body, ChangeSet &changes);
    Result<void> remember(
        const StoredDocument &document, const Plan &plan, const RevId &displayed,
        const RevId &made);

    StoreContext &m_context;
};

} // namespace cairn
