#pragma once

#include "conflictpolicy.h"
#include "error.h"
#include "revision.h"

#include <QHash>
#include <QJsonObject>

#include <optional>

namespace cairn {

struct ChangeSet;
struct StoreContext;
struct StoredDocument;

/// Decides by this device's policy what the Reconciler has left open (conflicts.md, rule 9). It
/// decides at most once: its result is marked `resolved`, and between several such results the
/// greatest revision stands, so devices whose policies contradict each other come to rest. What it
/// writes is made of the leaves alone, never of this device or its clock. Every version that goes
/// out of sight is in the note's history, and ConflictStore::undo() takes the decision back.
/// Works inside an open transaction; the caller settles the document afterwards.
class PolicyDecider {
public:
    explicit PolicyDecider(StoreContext &context);
    /// Whether one live leaf is left. `changes`: of the notes that "both" makes.
    Result<bool> decide(StoredDocument &document, ChangeSet &changes);

private:
    using Bodies = QHash<RevId, QJsonObject>;

    Result<bool> readLeaves(const StoredDocument &document, Bodies &bodies) const;
    Result<void> closeOvertaken(StoredDocument &document, const Bodies &bodies);
    Result<std::optional<RevId>>
    choose(ConflictPolicy policy, const StoredDocument &document, const Bodies &bodies) const;
    Result<bool> wasWrittenHere(const StoredDocument &document, const RevId &leaf) const;
    Result<void> tell(const QString &noteId, ConflictPolicy policy);

    StoreContext &m_context;
};

} // namespace cairn
