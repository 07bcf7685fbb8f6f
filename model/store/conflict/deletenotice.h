// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

#include <optional>

namespace cairn {

struct StoreContext;
struct StoredDocument;

/// A note that was deleted, or put into the trash, on one device and edited on another lives on;
/// the person is told so in the activity log. Made before revisions from the server are added,
/// asked after.
class DeleteNotice {
public:
    explicit DeleteNotice(const StoredDocument &before);
    Result<void> tell(StoreContext &context, const StoredDocument &after) const;
    /// The same for what this device merges itself.
    static Result<void> tellMerged(
        StoreContext &context, const QString &id, const QJsonObject &a, const QJsonObject &b,
        const QJsonObject &merged);

private:
    Result<bool> wasTrashedHere(StoreContext &context, const StoredDocument &after) const;
    Result<bool> wasDeletedElsewhere(StoreContext &context, const StoredDocument &after) const;
    Result<bool> wasDeletedHere(StoreContext &context, const StoredDocument &after) const;

    QList<RevId> m_leaves;
    std::optional<RevId> m_displayed;
    std::optional<RevId> m_live; ///< the one live leaf; nothing: none, or several
    std::optional<RevId> m_deleted; ///< the displayed tombstone of a deleted note
};

} // namespace cairn
