#pragma once

#include "error.h"
#include "revision.h"

#include <QHash>
#include <QPair>

namespace cairn {

struct StoreContext;
struct StoredDocument;

/// Brings a document with several live leaves to one, as far as that is safe without a person
/// (conflicts.md, rules 1 to 6 and 8). Everything it writes is derived from the leaves alone, never
/// from this device or its clock: two devices that see the same leaves write the same revisions.
/// Works inside an open transaction; the caller settles the document afterwards.
class Reconciler {
public:
    struct Outcome {
        int merged = 0; ///< pairs of leaves that became one
        bool open = false; ///< several live leaves are left: a person decides
    };
    explicit Reconciler(StoreContext &context);

    /// Merges the texts of a large document ahead of the transaction, which a merge of up to a
    /// second must not hold. What changes in between is merged by reconcile() itself.
    void prepare(qint64 documentKey);
    Result<Outcome> reconcile(StoredDocument &document);

private:
    /// Makes one of two leaves, `winner` being the greater; false when that takes a person.
    Result<bool> joinPair(StoredDocument &document, const RevId &winner, const RevId &loser);
    Result<bool> mergePair(StoredDocument &document, const RevId &winner, const RevId &loser);

    /// Nothing: not without a person.
    Result<std::optional<QJsonObject>>
    merge(const StoredDocument &document, const RevId &winner, const RevId &loser);

    StoreContext &m_context;
    QHash<QPair<RevId, RevId>, std::optional<QJsonObject>> m_prepared; ///< by winner and loser
};

} // namespace cairn
