// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

#include <QJsonObject>
#include <QPair>
#include <QSet>

#include <optional>

namespace cairn {

struct StoreContext;
struct StoredDocument;

/// Brings a document with several live leaves to one, as far as that is safe without a person
/// (model/README.md, rules 1 to 6, 8 and 11). Everything it writes is derived from the leaves
/// alone, never from this device or its clock: two devices that see the same leaves write the same
/// revisions. One step after the other: plan() finds the next one, which may take a second and so
/// is done while no transaction is open; carryOut() does it, if the leaves are still the same.
class Reconciler {
public:
    struct Outcome {
        bool moved = false; ///< nothing was done: the leaves are others by now, to be planned again
        bool joined = false; ///< two leaves became one
        bool several =
            false; ///< several live leaves are left; when nothing was joined: a person decides
    };
    explicit Reconciler(StoreContext &context);

    /// Looks at the best kMaxVersionsAtOnce leaves.
    Result<void> plan(const StoredDocument &document);
    bool joins() const { return m_step.has_value(); } ///< the plan makes one of two leaves
    /// Inside an open transaction; the caller settles the document afterwards.
    Result<Outcome> carryOut(StoredDocument &document);

private:
    struct Step {
        RevId winner;
        RevId loser; ///< goes
        std::optional<QJsonObject> merged; ///< nothing: the loser says nothing that is not said
    };
    Result<void> planPair(
        const StoredDocument &document, const RevId &winner, const RevId &loser, qint64 &compared);
    /// Nothing: not without a person.
    Result<std::optional<QJsonObject>> merge(
        const StoredDocument &document, const RevId &winner, const QJsonObject &winnerBody,
        const RevId &loser, const QJsonObject &loserBody);

    StoreContext &m_context;
    QList<RevId> m_seen; ///< the live leaves that the plan is for
    std::optional<Step> m_step;
    QSet<QPair<RevId, RevId>> m_apart; ///< pairs that do not merge; they never will
};

} // namespace cairn
