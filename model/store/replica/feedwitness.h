// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "remotechange.h"

#include <QList>

namespace cairn {

struct StoreContext;

/// What rows of the server's feed say about what it acknowledged. Keys of documents; one of which a
/// row says neither is in none of the lists.
struct FeedWitness {
    QList<qint64> confirmed; ///< the row shows all that was acknowledged, or what grew from it
    /// The row leaves out what was acknowledged, and shows something older of it as the newest, or
    /// nothing that could have grown from it: the server does not have it, or the row was written
    /// before it had.
    QList<qint64> contradicted;
};

/// Compares rows with the store, which has taken from them what there was to take.
Result<FeedWitness> hearFeed(StoreContext &context, const QList<RemoteChange> &rows);

} // namespace cairn
