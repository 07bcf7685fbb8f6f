#pragma once

#include "conflict.h"
#include "error.h"

namespace cairn {

struct StoreContext;
struct StoredDocument;

/// What a person is shown of a conflict: its leaves, and the combined text of two of them with the
/// places to decide. Reads only.
class ConflictProposal {
public:
    ConflictProposal(StoreContext &context, const StoredDocument &document);

    /// The live leaves, the displayed one first, then best first.
    Result<QList<ConflictLeaf>> leaves() const;
    /// Fills in everything about `mine` against `theirs`, two revisions with their bodies at hand.
    Result<void> propose(ConflictDetails &details, const RevId &mine, const RevId &theirs) const;

private:
    StoreContext &m_context;
    const StoredDocument &m_document;
};

} // namespace cairn
