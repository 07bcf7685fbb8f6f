#pragma once

#include "error.h"
#include "note.h"

#include <QJsonObject>

namespace cairn {

struct StoreContext;

/// A note's history: versions that were synced, shown or absorbed. Written by the functions that change notes; this reads.
class VersionStore {
public:
    explicit VersionStore(StoreContext &context);
    Result<QList<NoteVersion>> history(const QString &noteId); ///< the present one first, then as they became known here, newest first
    /// From the history or the tree; NotFound when neither has it.
    Result<QJsonObject> body(const QString &noteId, const RevId &rev);

    /// Keeps a version, once a revision: a second call for the same revision changes nothing. Inside an open transaction.
    Result<void> keep(qint64 documentKey, const RevId &rev, const QJsonObject &body, const QString &kind);

private:
    Result<std::optional<NoteVersion>> presentVersion(const QString &noteId);
    StoreContext &m_context;
};

} // namespace cairn
