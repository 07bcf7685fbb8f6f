// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflictpolicy.h"
#include "error.h"
#include "revision.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace cairn {

struct ChangeSet;
struct StoreContext;
struct StoredDocument;

/// Decides by this device's policy what the Reconciler has left open (model/README.md, rule 9). It
/// decides at most once: its result is marked `resolved`, and between several such results the
/// greatest revision stands, so devices whose policies contradict each other come to rest. What it
/// writes is made of the leaves alone, never of this device or its clock. Every version that goes
/// out of sight is in the note's history, and ConflictStore::undo() takes the decision back.
/// plan() reads and compares while no transaction is open, for that may take long; carryOut() only
/// writes, if the leaves are still the same.
class PolicyDecider {
public:
    explicit PolicyDecider(StoreContext &context);

    /// Whether there is something to carry out. Not where the policy is to ask, or a text is not at
    /// hand.
    Result<bool> plan(const StoredDocument &document);
    /// Inside an open transaction; the caller settles the document afterwards. Whether one live
    /// leaf is left. `changes`: of the notes that "both" makes.
    Result<bool> carryOut(StoredDocument &document, ChangeSet &changes);

private:
    using Bodies = QHash<RevId, QJsonObject>;
    struct Plan {
        QList<RevId> seen; ///< the live leaves that it is for
        Bodies bodies; ///< theirs
        ConflictPolicy policy = ConflictPolicy::Ask;
        RevId standing; ///< the greatest of several choices, if there are such leaves
        QList<RevId> overtaken; ///< the others of them
        QList<RevId> live; ///< what is left without them, best first
        std::optional<RevId> kept; ///< nothing: this device leaves it to others
    };

    Result<bool> readLeaves(const StoredDocument &document, Bodies &bodies) const;
    static void findOvertaken(Plan &plan);
    Result<std::optional<RevId>> choose(const Plan &plan, const StoredDocument &document) const;
    Result<bool>
    wasWrittenHere(const StoredDocument &document, const RevId &leaf, QList<RevId> others) const;
    Result<void> closeOvertaken(StoredDocument &document);
    Result<void> tell(const QString &noteId, ConflictPolicy policy);

    StoreContext &m_context;
    std::optional<Plan> m_plan;
};

} // namespace cairn
