// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict.h"
#include "error.h"

namespace cairn {

struct StoreContext;
struct StoredDocument;

/// What a proposal for a person is made from: two versions against each other, and what both
/// descend from where that is known.
struct ConflictInput {
    ConflictDetails details; ///< leaves and base; the rest is up to propose()
    QJsonObject mine;
    QJsonObject theirs;
    QJsonObject base;
    bool mineWins = false;
};

/// Reads the leaves of a document, the displayed one first, then best first, and two revisions.
/// Without naming them: the first two leaves. NotFound: not two leaves, or a text is not at hand.
Result<ConflictInput> readConflict(StoreContext &context, const StoredDocument &document);
Result<ConflictInput> readConflict(
    StoreContext &context, const StoredDocument &document, const RevId &mine, const RevId &theirs);

/// Its leaves alone, also where a text is not at hand or damaged.
Result<ConflictDetails> describeConflict(StoreContext &context, const StoredDocument &document);

/// The combined text with the places to decide. May take up to a second for a very large note, so
/// not while a transaction is open. Pure.
ConflictDetails propose(ConflictInput input);

} // namespace cairn
