// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/feedwitness.h"

#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/storecontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace cairn {
namespace {

struct Believed {
    qint64 key = 0; ///< 0: not here
    QList<RevId> leaves; ///< acknowledged
};

/// With one look-up for all: a feed that repeats what we sent passes here with every row.
Result<QList<Believed>> believed(Database &database, const QList<RemoteChange> &changes)
{
    QJsonArray ids;
    for (const RemoteChange &change : changes)
        ids.append(change.id);
    auto rows = database.statement(
        QStringLiteral("SELECT j.key, d.key, r.generation, r.hash FROM json_each(:ids) j"
                       " CROSS JOIN document d ON d.id = j.value"
                       " LEFT JOIN revision r ON r.document = d.key AND r.leaf = 1"
                       " AND r.acknowledged = 1"));
    rows.bind(":ids", QString::fromUtf8(QJsonDocument(ids).toJson(QJsonDocument::Compact)));
    CAIRN_TRY(rows.run());
    QList<Believed> documents(changes.size());
    while (rows.next()) {
        Believed &document = documents[qsizetype(rows.integer(0))];
        document.key = rows.integer(1);
        if (!rows.isNull(2))
            document.leaves.append(RevId{int(rows.integer(2)), rows.text(3).toUtf8()});
    }
    CAIRN_TRY(rows.status());
    return documents;
}

/// The newest revision of each line that the server acknowledged: the person may have gone on.
QList<RevId> newestAcknowledged(const StoredDocument &document)
{
    QList<RevId> newest;
    for (const RevId &leaf : document.tree.leaves()) {
        const QList<RevId> line = document.tree.path(leaf);
        const auto known = std::find_if(line.cbegin(), line.cend(), [&document](const RevId &rev) {
            return document.states.value(rev).acknowledged;
        });
        if (known != line.cend() && !newest.contains(*known))
            newest.append(*known);
    }
    return newest;
}

/// Whether one certainly did not grow from the other. A server that keeps short histories may have
/// forgotten how it did, and what could not be read may have grown from anything.
bool isApart(const RevisionTree &tree, const RevId &rev, const RevId &from)
{
    if (rev.generation <= from.generation)
        return rev != from;
    const qsizetype back = rev.generation - from.generation;
    const QList<RevId> line = tree.contiguousPath(rev, int(back) + 1);
    return line.size() > back && line.last() != from;
}

void weigh(const StoredDocument &document, const QList<RevId> &leaves, FeedWitness &witness)
{
    QSet<RevId> shown; ///< with what they grew from
    for (const RevId &leaf : leaves) {
        const QList<RevId> line = document.tree.path(leaf);
        shown.unite(QSet<RevId>(line.cbegin(), line.cend()));
    }
    const QList<RevId> newest = newestAcknowledged(document);
    bool lacks = false;
    for (const RevId &rev : newest) {
        if (shown.contains(rev))
            continue;
        lacks = true;
        const QList<RevId> line = document.tree.path(rev);
        const auto isOlder = [&](const RevId &leaf) { return line.contains(leaf); };
        const auto cannotHold = [&](const RevId &leaf) {
            return isApart(document.tree, leaf, rev);
        };
        if (std::any_of(leaves.cbegin(), leaves.cend(), isOlder)
            || std::all_of(leaves.cbegin(), leaves.cend(), cannotHold)) {
            witness.contradicted.append(document.key);
            return;
        }
    }
    if (!lacks && !newest.isEmpty())
        witness.confirmed.append(document.key);
}

} // namespace

Result<FeedWitness> hearFeed(StoreContext &context, const QList<RemoteChange> &rows)
{
    FeedWitness witness;
    if (rows.isEmpty())
        return witness;
    CAIRN_ASSIGN(const QList<Believed> documents, believed(context.database, rows));
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Believed &here = documents.at(i);
        if (here.key == 0)
            continue;
        const bool listed =
            std::all_of(here.leaves.cbegin(), here.leaves.cend(), [&](const RevId &leaf) {
                return rows.at(i).leaves.contains(leaf);
            });
        if (listed && !here.leaves.isEmpty()) {
            witness.confirmed.append(here.key);
            continue;
        }
        CAIRN_ASSIGN(
            const std::optional<StoredDocument> document, context.documents.load(here.key));
        if (document)
            weigh(*document, rows.at(i).leaves, witness);
    }
    return witness;
}

} // namespace cairn
