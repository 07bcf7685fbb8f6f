// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/missingbases.h"

#include "conflict.h"
#include "merge/documentmerge.h"
#include "store/history/versionstore.h"
#include "store/tree/documentstore.h"
#include "store/tree/storebatch.h"

#include <QSet>

namespace cairn {

namespace {

Result<QList<qint64>> toReconcile(Database &database, qint64 after, int limit)
{
    auto rows = database.statement(
        QStringLiteral("SELECT key FROM document WHERE reconcile = 1 AND key > :after"
                       " ORDER BY key LIMIT :limit"));
    rows.bind(":after", after).bind(":limit", limit);
    CAIRN_TRY(rows.run());
    QList<qint64> keys;
    while (rows.next())
        keys.append(rows.integer(0));
    CAIRN_TRY(rows.status());
    return keys;
}

/// The ancestor that a merge of two leaves should start from, if its text is not here. Nothing too
/// when they need no merge.
Result<std::optional<RevId>>
missingBase(StoreContext &context, const StoredDocument &document, const RevId &a, const RevId &b)
{
    const RevisionTree &tree = document.tree;
    const auto hasBody = [&document](const RevId &rev) {
        return document.states.value(rev).hasBody;
    };
    if (!hasBody(a) || !hasBody(b) || tree.isAncestor(a, b) || tree.isAncestor(b, a))
        return std::optional<RevId>();
    const std::optional<RevId> base =
        tree.mergeBase(a, b, [&tree](const RevId &rev) { return !tree.node(rev)->deleted; });
    if (!base || hasBody(*base))
        return std::optional<RevId>();
    CAIRN_ASSIGN(const QJsonObject aBody, context.documents.body(document, a));
    CAIRN_ASSIGN(const QJsonObject bBody, context.documents.body(document, b));
    return sameContent(aBody, bBody) ? std::nullopt : base;
}

Result<void> collect(StoreContext &context, qint64 key, QList<MissingBases::Wanted> &wanted)
{
    CAIRN_ASSIGN(const std::optional<StoredDocument> document, context.documents.load(key));
    if (!document || !document->kind().isText())
        return {};
    const QList<RevId> live = document->tree.liveLeaves().mid(0, kMaxVersionsAtOnce);
    QSet<RevId> found;
    for (qsizetype i = 0; i < live.size(); ++i) {
        for (qsizetype j = i + 1; j < live.size(); ++j) {
            CAIRN_ASSIGN(
                const std::optional<RevId> base,
                missingBase(context, *document, live.at(i), live.at(j)));
            if (!base || found.contains(*base))
                continue;
            found.insert(*base);
            wanted.append({document->id, *base});
        }
    }
    return {};
}

bool isWanted(const StoredDocument &document, const DocumentRevision &revision)
{
    return document.kind().isText() && !revision.deleted && document.tree.contains(revision.rev)
        && !document.tree.isLeaf(revision.rev) && !document.states.value(revision.rev).hasBody;
}

} // namespace

Result<MissingBases> findMissingBases(StoreContext &context, qint64 after, int limit)
{
    Transaction transaction(context.database); // one state of each tree and its texts
    CAIRN_TRY(transaction.begin());
    CAIRN_ASSIGN(QList<qint64> keys, toReconcile(context.database, after, limit + 1));
    MissingBases missing;
    missing.more = keys.size() > limit;
    keys.resize(std::min<qsizetype>(keys.size(), limit));
    for (const qint64 key : std::as_const(keys)) {
        CAIRN_TRY(collect(context, key, missing.wanted));
        missing.last = key;
    }
    CAIRN_TRY(transaction.commit());
    return missing;
}

Result<void> keepBases(StoreContext &context, const QList<DocumentRevision> &revisions)
{
    StoreBatch batch(context);
    CAIRN_TRY(batch.begin());
    for (const DocumentRevision &revision : revisions) {
        CAIRN_ASSIGN(
            const std::optional<StoredDocument> document, context.documents.load(revision.id));
        if (document && isWanted(*document, revision))
            CAIRN_TRY(
                VersionStore(context).keepAncestor(document->key, revision.rev, revision.body));
    }
    return batch.commit();
}

} // namespace cairn
