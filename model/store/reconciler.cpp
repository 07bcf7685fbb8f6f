#include "store/reconciler.h"

#include "document.h"
#include "merge/documentmerge.h"
#include "store/deletenotice.h"
#include "store/documentstore.h"
#include "store/leafwriter.h"
#include "store/storecontext.h"

#include <QSet>

namespace cairn {

namespace {

/// Below this, a merge takes a few milliseconds at most.
constexpr qsizetype kLargeCharacters = 100'000;

/// What a revision made from several leaves was made from.
QSet<RevId> sources(const StoredDocument &document, const RevId &rev)
{
    const RevisionTree::Node *node = document.tree.node(rev);
    QSet<RevId> all(node->merged.cbegin(), node->merged.cend());
    if (node->parent)
        all.insert(*node->parent);
    return all;
}

/// Two decisions about the same leaves, by two people or policies at the same time.
bool decideTheSame(
    const StoredDocument &document, const RevId &a, const QJsonObject &aBody, const RevId &b,
    const QJsonObject &bBody)
{
    return aBody.value(field::kResolved).toBool() && bBody.value(field::kResolved).toBool()
        && sources(document, a) == sources(document, b);
}

} // namespace

Reconciler::Reconciler(StoreContext &context)
    : m_context(context)
{
}

Result<Reconciler::Outcome> Reconciler::reconcile(StoredDocument &document)
{
    Outcome outcome;
    // Documents of other applications are theirs to merge.
    if (document.type.isEmpty())
        return outcome;

    // Every pair that merges leaves a leaf less, so this ends. The order of pairs is part of the
    // result: best leaves first, the same on every device.
    bool joined = true;
    while (joined) {
        joined = false;
        const QList<RevId> live = document.tree.liveLeaves();
        for (qsizetype i = 0; i < live.size() && !joined; ++i) {
            for (qsizetype j = i + 1; j < live.size() && !joined; ++j) {
                CAIRN_ASSIGN(joined, joinPair(document, live.at(i), live.at(j)));
            }
        }
        outcome.merged += joined ? 1 : 0;
    }
    outcome.open = document.tree.hasConflict();
    return outcome;
}

Result<bool> Reconciler::joinPair(StoredDocument &document, const RevId &winner, const RevId &loser)
{
    // One of them absorbed the other already, but its tombstone has not come (yet).
    if (document.tree.isAncestor(loser, winner)) {
        CAIRN_TRY(closeLeaf(m_context, document, loser));
        return true;
    }
    if (document.tree.isAncestor(winner, loser)) {
        CAIRN_TRY(closeLeaf(m_context, document, winner));
        return true;
    }
    if (!document.states.value(winner).hasBody || !document.states.value(loser).hasBody)
        return false;
    CAIRN_ASSIGN(const QJsonObject winnerBody, m_context.documents.body(document, winner));
    CAIRN_ASSIGN(const QJsonObject loserBody, m_context.documents.body(document, loser));
    if (sameContent(winnerBody, loserBody)
        || decideTheSame(document, winner, winnerBody, loser, loserBody)) {
        CAIRN_TRY(closeLeaf(m_context, document, loser));
        return true;
    }
    return mergePair(document, winner, loser);
}

Result<bool>
Reconciler::mergePair(StoredDocument &document, const RevId &winner, const RevId &loser)
{
    CAIRN_ASSIGN(const std::optional<QJsonObject> merged, merge(document, winner, loser));
    if (!merged)
        return false;
    // Who wrote it last and when comes with the merged body, from the later of the two.
    CAIRN_ASSIGN(const QJsonObject winnerBody, m_context.documents.body(document, winner));
    CAIRN_ASSIGN(const QJsonObject loserBody, m_context.documents.body(document, loser));
    CAIRN_TRY(absorbLeaves(m_context, document, winner, {loser}, *merged));
    if (document.type == kNoteType)
        CAIRN_TRY(DeleteNotice::tellMerged(m_context, document.id, winnerBody, loserBody, *merged));
    return true;
}

Result<std::optional<QJsonObject>>
Reconciler::merge(const StoredDocument &document, const RevId &winner, const RevId &loser)
{
    const auto prepared = m_prepared.constFind(qMakePair(winner, loser));
    if (prepared != m_prepared.cend())
        return *prepared;
    const std::optional<RevId> base = mergeBase(document, winner, loser);
    // Text is never merged without knowing what both sides started from. A document without text
    // has only registers: there the winner's values stand.
    if (!base && document.type == kNoteType)
        return std::optional<QJsonObject>();
    QJsonObject baseBody;
    if (base) {
        CAIRN_ASSIGN(baseBody, m_context.documents.body(document, *base));
    }
    CAIRN_ASSIGN(const QJsonObject winnerBody, m_context.documents.body(document, winner));
    CAIRN_ASSIGN(const QJsonObject loserBody, m_context.documents.body(document, loser));
    const DocumentMerge merge = mergeDocuments(baseBody, winnerBody, loserBody);
    return merge.isClean() ? std::optional(merge.body) : std::nullopt;
}

void Reconciler::prepare(qint64 documentKey)
{
    // Read without a transaction: whatever does not fit together is only not prepared.
    const auto document = m_context.documents.load(documentKey);
    if (!document || !*document || (*document)->type != kNoteType)
        return;
    const QList<RevId> live = (*document)->tree.liveLeaves();
    qsizetype characters = 0;
    for (const RevId &leaf : live) {
        if (const auto body = m_context.documents.body(**document, leaf))
            characters += body->value(field::kBody).toString().size();
    }
    if (characters < kLargeCharacters)
        return;
    for (qsizetype i = 0; i < live.size(); ++i) {
        for (qsizetype j = i + 1; j < live.size(); ++j) {
            const auto merged = merge(**document, live.at(i), live.at(j));
            if (merged)
                m_prepared.insert(qMakePair(live.at(i), live.at(j)), *merged);
            if (merged && *merged)
                return; // the first pair that merges is the one that will be merged
        }
    }
}

} // namespace cairn
