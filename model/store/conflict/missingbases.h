// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document.h"
#include "error.h"

#include <QList>

namespace cairn {

struct StoreContext;
struct StoredDocument;

/// Common ancestors that merges start from and whose text never came here, because this device
/// joined later or was away while they were written (model/README.md, rule 1). The server may still
/// have them. Called on the thread of its store.
struct MissingBases {
    struct Wanted {
        QString id;
        RevId rev;
    };
    QList<Wanted> wanted;
    qint64 last = 0; ///< the document that was looked at last: where to go on
    bool more = false; ///< documents are left to look at
};

/// Of notes that the reconciler has yet to look at, at most `limit` of them, behind `after`.
Result<MissingBases> findMissingBases(StoreContext &context, qint64 after, int limit);

/// Puts what the server still had into the histories of its notes, from where merges and people
/// read it. What is no ancestor here, or is here already, is left out.
Result<void> keepBases(StoreContext &context, const QList<DocumentRevision> &revisions);

} // namespace cairn
