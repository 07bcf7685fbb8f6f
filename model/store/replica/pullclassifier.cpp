// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/pullclassifier.h"

#include "store/sqlite/database.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

namespace {

struct LocalLeaf {
    RevId rev;
    bool acknowledged = false; ///< the server has it
    bool pulled = false; ///< it came from the server as it is: acknowledged, and never sent by us
    bool usable = false; ///< a tombstone, or a leaf whose body is here
};

struct LocalDocument {
    qint64 key = 0; ///< 0: not here, or here without any revision
    QList<LocalLeaf> leaves;
};

Result<QList<LocalDocument>> readLeaves(Database &database, const QList<RemoteChange> &changes)
{
    QJsonArray ids;
    for (const RemoteChange &change : changes)
        ids.append(change.id);
    auto rows = database.statement(
        QStringLiteral("SELECT j.key, d.key, r.generation, r.hash,"
                       " r.acknowledged, r.acknowledged = 1 AND r.sending = 0,"
                       " r.deleted = 1 OR r.body IS NOT NULL FROM json_each(:ids) j"
                       " CROSS JOIN document d ON d.id = j.value"
                       " CROSS JOIN revision r ON r.document = d.key AND r.leaf = 1"));
    rows.bind(":ids", QString::fromUtf8(QJsonDocument(ids).toJson(QJsonDocument::Compact)));
    CAIRN_TRY(rows.run());
    QList<LocalDocument> documents(changes.size());
    while (rows.next()) {
        LocalDocument &document = documents[qsizetype(rows.integer(0))];
        document.key = rows.integer(1);
        document.leaves.append(
            {{int(rows.integer(2)), rows.text(3).toUtf8()},
             rows.integer(4) != 0,
             rows.integer(5) != 0,
             rows.integer(6) != 0});
    }
    CAIRN_TRY(rows.status());
    return documents;
}

/// A leaf of the server may be an ancestor of ours: we went on from it.
Result<bool> isAncestorHere(Database &database, qint64 document, const RevId &rev)
{
    auto row = database.statement(QStringLiteral(
        "SELECT 1 FROM revision WHERE document = :document AND generation = :generation"
        " AND hash = :hash AND leaf = 0"));
    row.bind(":document", document)
        .bind(":generation", rev.generation)
        .bind(":hash", QString::fromUtf8(rev.hash));
    CAIRN_TRY(row.run());
    return row.next();
}

/// What of these is not here, or without its text.
Result<QList<RevId>>
missingOf(Database &database, const LocalDocument &document, const QList<RevId> &leaves)
{
    QHash<RevId, bool> usable;
    for (const LocalLeaf &leaf : document.leaves)
        usable.insert(leaf.rev, leaf.usable);
    QList<RevId> missing;
    for (const RevId &leaf : leaves) {
        const auto ours = usable.constFind(leaf);
        bool here = ours != usable.cend() && *ours;
        if (ours == usable.cend() && document.key != 0) {
            CAIRN_ASSIGN(here, isAncestorHere(database, document.key, leaf));
        }
        if (!here)
            missing.append(leaf);
    }
    return missing;
}

/// The server lists the version that it shows first. Where many are here already no more are taken
/// for each that goes: that would have no end.
void leaveSome(PullNeed &need, qsizetype here)
{
    if (here + need.missing.size() <= kMostVersions)
        return;
    const qsizetype most = here * 2 < kMostVersions ? kMostVersions - here : 0;
    if (need.missing.size() <= most)
        return;
    need.left = int(need.missing.size() - most);
    need.missing.resize(most);
    if (most == 0)
        need.kind = PullNeed::Kind::Nothing;
}

/// The server has one leaf only, and we have ours from it, so ours is an ancestor of its leaf; one
/// generation apart, it is the parent. In every other case the ancestry has to be asked for. That
/// goes for a leaf that we sent, too: the row may have been written by the server just before our
/// leaf arrived there, and then they are siblings.
bool extendsOurs(const LocalDocument &document, const RevId &rev)
{
    if (document.leaves.isEmpty())
        return true;
    return document.leaves.size() == 1 && document.leaves.first().pulled
        && rev.generation == document.leaves.first().rev.generation + 1;
}

/// We took one of the server's leaves without its ancestry, and have another leaf that it has: that
/// the server does not list the other one any more means that they are of one line. (A server that
/// was set back shows a document's past to a device that never saw it.)
bool missesAncestry(const LocalDocument &document, const QList<RevId> &leaves)
{
    const auto listed = [&leaves](const LocalLeaf &leaf) { return leaves.contains(leaf.rev); };
    return document.leaves.size() > 1
        && std::any_of(document.leaves.cbegin(), document.leaves.cend(), listed)
        && std::any_of(
               document.leaves.cbegin(), document.leaves.cend(),
               [&](const LocalLeaf &leaf) { return leaf.acknowledged && !listed(leaf); });
}

} // namespace

Result<QList<PullNeed>> classifyChanges(Database &database, const QList<RemoteChange> &changes)
{
    CAIRN_ASSIGN(const QList<LocalDocument> documents, readLeaves(database, changes));
    QList<PullNeed> needs;
    needs.reserve(changes.size());
    for (qsizetype i = 0; i < changes.size(); ++i) {
        const QList<RevId> &leaves = changes.at(i).leaves;
        PullNeed need;
        CAIRN_ASSIGN(need.missing, missingOf(database, documents.at(i), leaves));
        if (!need.missing.isEmpty()) {
            const bool whole = leaves.size() == 1 && extendsOurs(documents.at(i), leaves.first());
            need.kind = whole ? PullNeed::Kind::Document : PullNeed::Kind::Ancestry;
            leaveSome(need, documents.at(i).leaves.size());
        } else if (missesAncestry(documents.at(i), leaves)) {
            need.kind = PullNeed::Kind::Ancestry;
            need.missing = leaves;
        }
        needs.append(need);
    }
    return needs;
}

} // namespace cairn
