// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/reconciler.h"

#include "conflict.h"
#include "document.h"
#include "merge/documentmerge.h"
#include "store/conflict/deletenotice.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/storecontext.h"

#include <QSet>

namespace cairn {

namespace {

/// Characters that are compared in search of two leaves that merge, where there are more than two.
/// By characters and not by time, for every device must find the same.
constexpr qint64 kMaxCompared = 4'000'000;

/// What a revision made from several leaves was made from.
QSet<RevId> sources(const StoredDocument &document, const RevId &rev)
{
    const RevisionTree::Node *node = document.tree.node(rev);
    QSet<RevId> all(node->merged.cbegin(), node->merged.cend());
    if (node->parent)
        all.insert(*node->parent);
    return all;
}

/// Two choices between the same leaves, by two people or policies at the same time. What somebody
/// typed is never dropped for another decision: it is merged, or asked about.
bool decideTheSame(
    const StoredDocument &document, const RevId &a, const QJsonObject &aBody, const RevId &b,
    const QJsonObject &bBody)
{
    const auto isChoice = [](const QJsonObject &body) {
        return body.value(field::kResolved).toBool() && body.value(field::kChosen).toBool();
    };
    return isChoice(aBody) && isChoice(bBody) && sources(document, a) == sources(document, b);
}

} // namespace

Reconciler::Reconciler(StoreContext &context)
    : m_context(context)
{
}

Result<void> Reconciler::plan(const StoredDocument &document)
{
    m_step.reset();
    m_seen = document.tree.liveLeaves();
    // Documents of other applications are theirs to merge.
    if (document.kind().merging == DocumentKind::Merging::Theirs)
        return {};
    // The order of pairs is part of the result: best leaves first, the same on every device.
    const QList<RevId> live = m_seen.mid(0, kMaxVersionsAtOnce);
    qint64 compared = 0;
    for (qsizetype i = 0; i < live.size() && !m_step; ++i) {
        for (qsizetype j = i + 1; j < live.size() && !m_step; ++j) {
            CAIRN_TRY(planPair(document, live.at(i), live.at(j), compared));
        }
    }
    return {};
}

/// Sets the step if one of two leaves, `winner` being the greater, can go without a person.
Result<void> Reconciler::planPair(
    const StoredDocument &document, const RevId &winner, const RevId &loser, qint64 &compared)
{
    // One of them absorbed the other already, but its tombstone has not come (yet).
    if (document.tree.isAncestor(loser, winner)) {
        m_step = Step{winner, loser, std::nullopt};
        return {};
    }
    if (document.tree.isAncestor(winner, loser)) {
        m_step = Step{loser, winner, std::nullopt};
        return {};
    }
    if (!document.states.value(winner).hasBody || !document.states.value(loser).hasBody
        || m_apart.contains({winner, loser}))
        return {};
    CAIRN_ASSIGN(const QJsonObject winnerBody, m_context.documents.body(document, winner));
    CAIRN_ASSIGN(const QJsonObject loserBody, m_context.documents.body(document, loser));
    if (sameContent(winnerBody, loserBody)
        || decideTheSame(document, winner, winnerBody, loser, loserBody)) {
        m_step = Step{winner, loser, std::nullopt};
        return {};
    }
    compared += winnerBody.value(field::kBody).toString().size()
        + loserBody.value(field::kBody).toString().size();
    if (compared > kMaxCompared && m_seen.size() > 2)
        return {};
    CAIRN_ASSIGN(
        const std::optional<QJsonObject> merged,
        merge(document, winner, winnerBody, loser, loserBody));
    if (merged)
        m_step = Step{winner, loser, *merged};
    else
        m_apart.insert({winner, loser});
    return {};
}

Result<Reconciler::Outcome> Reconciler::carryOut(StoredDocument &document)
{
    Outcome outcome;
    outcome.moved = document.tree.liveLeaves() != m_seen;
    if (outcome.moved)
        return outcome;
    if (m_step && m_step->merged) {
        // Who wrote it last and when comes with the merged body, from the later of the two.
        CAIRN_ASSIGN(
            const QJsonObject winnerBody, m_context.documents.body(document, m_step->winner));
        CAIRN_ASSIGN(
            const QJsonObject loserBody, m_context.documents.body(document, m_step->loser));
        CAIRN_TRY(
            absorbLeaves(m_context, document, m_step->winner, {m_step->loser}, *m_step->merged));
        if (document.kind().isText())
            CAIRN_TRY(DeleteNotice::tellMerged(
                m_context, document.id, winnerBody, loserBody, *m_step->merged));
    } else if (m_step) {
        CAIRN_TRY(closeLeaf(m_context, document, m_step->loser));
    }
    outcome.joined = m_step.has_value();
    outcome.several =
        document.tree.hasConflict() && document.kind().merging != DocumentKind::Merging::Theirs;
    return outcome;
}

Result<std::optional<QJsonObject>> Reconciler::merge(
    const StoredDocument &document, const RevId &winner, const QJsonObject &winnerBody,
    const RevId &loser, const QJsonObject &loserBody)
{
    const std::optional<RevId> base = mergeBase(document, winner, loser);
    // Text is never merged without knowing what both sides started from. A document without text
    // has only registers: there the winner's values stand.
    if (!base && document.kind().isText())
        return std::optional<QJsonObject>();
    QJsonObject baseBody;
    if (base) {
        CAIRN_ASSIGN(const auto read, readBase(m_context, document, *base));
        if (!read && document.kind().isText())
            return std::optional<QJsonObject>();
        baseBody = read.value_or(QJsonObject());
    }
    const DocumentMerge merge =
        mergeDocuments(baseBody, winnerBody, loserBody, document.kind().merging);
    return merge.isClean() ? std::optional(merge.body) : std::nullopt;
}

} // namespace cairn
