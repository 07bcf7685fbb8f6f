// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/notebooktwins.h"

#include "document.h"
#include "store/projection/notebooktree.h"
#include "store/tree/documentstore.h"
#include "store/tree/storebatch.h"

#include <QMap>

#include <map>

namespace cairn {

namespace {

constexpr int kMaxJoined = 200; ///< in one transaction, some 30 ms: a server may invent any number
                                ///< of twins, and each time all notebooks are looked through

struct NotebookRow {
    QString name;
    QString parent;
    QString mergedInto;
};
using NotebookRows = QMap<QString, NotebookRow>; // by id, smallest first

Result<NotebookRows> readNotebooks(Database &database)
{
    auto statement =
        database.statement(QStringLiteral("SELECT id, name, parent, merged_into FROM notebook"));
    CAIRN_TRY(statement.run());
    NotebookRows rows;
    while (statement.next())
        rows.insert(statement.text(0), {statement.text(1), statement.text(2), statement.text(3)});
    CAIRN_TRY(statement.status());
    return rows;
}

/// Where the pointers lead. A parent that is not here keeps its own id: it may only not have come
/// yet, and its notebooks are no twins of those at the top.
QString follow(const NotebookRows &rows, QString id)
{
    for (int steps = 0; steps <= kMaxTwinSteps; ++steps) {
        const auto row = rows.constFind(id);
        if (row == rows.cend() || row->mergedInto.isEmpty())
            break;
        id = row->mergedInto;
    }
    return id;
}

Result<bool>
pointTo(StoreContext &context, const QString &id, const QString &target, ChangeSet &changes)
{
    CAIRN_ASSIGN(std::optional<StoredDocument> document, context.documents.load(id));
    if (!document)
        return false;
    const QList<RevId> live = document->tree.liveLeaves();
    if (live.size() != 1) // not reconciled yet: different devices would extend different leaves
        return false;
    if (!document->states.value(live.first()).hasBody) // nothing is made of what cannot be read
        return false;
    CAIRN_ASSIGN(QJsonObject body, context.documents.body(*document, live.first()));
    body.remove(field::kMerged);
    body.remove(field::kResolved);
    body.remove(field::kChosen);
    body.insert(field::kMergedInto, target);
    CAIRN_TRY(context.documents.writeChild(*document, live.first(), false, body));
    CAIRN_TRY(context.documents.settle(*document, changes));
    return true;
}

struct Twin {
    QString id;
    QString target;
};

/// The notebooks that are still to be joined, each to the smallest id of its name and place.
QList<Twin> findTwins(const NotebookRows &rows)
{
    std::map<std::pair<QString, QString>, QString> first; // parent and name -> smallest id
    QList<Twin> twins;
    for (auto it = rows.cbegin(); it != rows.cend(); ++it) {
        if (!it->mergedInto.isEmpty())
            continue;
        const auto [place, isFirst] =
            first.emplace(std::pair(follow(rows, it->parent), it->name), it.key());
        if (!isFirst)
            twins.append({it.key(), place->second});
    }
    return twins;
}

} // namespace

Result<TwinOutcome> joinNotebookTwins(StoreContext &context)
{
    CAIRN_ASSIGN(const NotebookRows seen, readNotebooks(context.database));
    if (findTwins(seen).isEmpty())
        return TwinOutcome();
    StoreBatch batch(context);
    CAIRN_TRY(batch.begin());
    TwinOutcome outcome;
    int round = 0;
    // Joining two parents can make twins of what is in them. Every round joins at least one.
    do {
        round = 0;
        CAIRN_ASSIGN(const NotebookRows rows, readNotebooks(context.database));
        const QList<Twin> twins = findTwins(rows);
        for (const Twin &twin : twins) {
            outcome.more = outcome.joined + round == kMaxJoined;
            if (outcome.more)
                break;
            CAIRN_ASSIGN(const bool done, pointTo(context, twin.id, twin.target, batch.changes()));
            round += done ? 1 : 0;
        }
        outcome.joined += round;
    } while (round > 0 && !outcome.more);
    CAIRN_TRY(batch.commit());
    return outcome;
}

} // namespace cairn
