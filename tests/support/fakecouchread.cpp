// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouchprotocol.h"
#include "json.h"
#include "random.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn::fakeprotocol {

namespace {

struct Row {
    QString id;
    qint64 sequence = 0;
};

QJsonObject revisionsOf(const QList<RevId> &path)
{
    QJsonArray ids;
    for (const RevId &rev : path)
        ids.append(QString::fromLatin1(rev.hash));
    return {{QStringLiteral("start"), path.constFirst().generation}, {QStringLiteral("ids"), ids}};
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray changeRow(
    const FakeDatabase &database, const QString &id, const QByteArray &sequence,
    const FakeRequest &request)
{
    const FakeDocument &document = *database.document(id);
    const bool all = request.parameter(QStringLiteral("style")) == QStringLiteral("all_docs");
    QJsonArray changes;
    for (const RevId &leaf : all ? document.leaves() : QList<RevId>{document.winner()})
        changes.append(QJsonObject{
            {QStringLiteral("rev"),
             database.garbled.contains(id) ? QStringLiteral("mist") : leaf.toString()}});
    const QJsonValue seq =
        sequence.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(sequence));
    QJsonObject row{
        {QStringLiteral("seq"), seq},
        {QStringLiteral("id"), id},
        {QStringLiteral("changes"), changes}};
    if (document.isDeleted() && !database.hidesDeletions)
        row[QStringLiteral("deleted")] = true;
    if (request.flag(QStringLiteral("include_docs")))
        row[QStringLiteral("doc")] = present(id, document, document.winner(), false);
    return compact(row);
}

/// The rows after `since`, each shard in its own order.
std::array<QList<Row>, 2> rowsAfter(const FakeDatabase &database, const FakeSequence &since)
{
    std::array<QList<Row>, 2> rows;
    for (auto it = database.documents().cbegin(); it != database.documents().cend(); ++it) {
        const int shard = FakeDatabase::shardOf(it.key());
        if (it->sequence > since.shards[shard])
            rows[shard].append({it.key(), it->sequence});
    }
    for (QList<Row> &shard : rows)
        std::sort(shard.begin(), shard.end(), [](const Row &a, const Row &b) {
            return a.sequence < b.sequence;
        });
    return rows;
}

QJsonObject missing(const QString &id, const QString &rev)
{
    return {
        {QStringLiteral("error"),
         QJsonObject{
             {QStringLiteral("id"), id},
             {QStringLiteral("rev"), rev},
             {QStringLiteral("error"), QStringLiteral("not_found")},
             {QStringLiteral("reason"), QStringLiteral("missing")}}}};
}

} // namespace

std::optional<QJsonObject> object(const FakeRequest &request)
{
    QJsonParseError problem;
    const QJsonDocument json = parsedJson(request.body, &problem);
    if (problem.error != QJsonParseError::NoError || !json.isObject())
        return std::nullopt;
    return json.object();
}

FakeResponse badJson()
{
    return FakeResponse::error(
        400, QStringLiteral("bad_request"), QStringLiteral("invalid UTF-8 JSON"));
}

QJsonObject
present(const QString &id, const FakeDocument &document, const RevId &rev, bool revisions)
{
    const FakeDocument::Revision &revision = *document.find(rev);
    QJsonObject result = revision.body.value_or(QJsonObject());
    result[QStringLiteral("_id")] = id;
    result[QStringLiteral("_rev")] = rev.toString();
    if (revision.deleted)
        result[QStringLiteral("_deleted")] = true;
    if (revisions)
        result[QStringLiteral("_revisions")] = revisionsOf(document.path(rev));
    return result;
}

FakeResponse info(const FakeDatabase &database)
{
    int live = 0;
    for (const FakeDocument &document : database.documents())
        live += document.isDeleted() ? 0 : 1;
    return FakeResponse::json(
        200,
        {{QStringLiteral("db_name"), database.name()},
         {QStringLiteral("instance_start_time"), database.instanceStartTime()},
         {QStringLiteral("update_seq"), QString::fromLatin1(database.encode(database.sequence()))},
         {QStringLiteral("purge_seq"), QString::fromLatin1(database.encode({}))},
         {QStringLiteral("doc_count"), live},
         {QStringLiteral("doc_del_count"), int(database.documents().size()) - live},
         {QStringLiteral("disk_format_version"), 8},
         {QStringLiteral("compact_running"), false}});
}

FakeResponse changes(const FakeDatabase &database, const FakeRequest &request, Random &order)
{
    std::optional<FakeSequence> since = database.decode(request.parameter(QStringLiteral("since")));
    if (!since)
        return FakeResponse::error(
            400, QStringLiteral("bad_request"),
            QStringLiteral("Malformed sequence supplied in 'since' parameter."));
    for (qint64 &place : since->shards)
        place = std::max<qint64>(place - database.rewound(), 0);
    const std::array<QList<Row>, 2> rows = rowsAfter(database, *since);
    const qsizetype all = rows[0].size() + rows[1].size();
    const QString wanted = request.parameter(QStringLiteral("limit"));
    const qsizetype limit = wanted.isEmpty() ? all : std::min<qsizetype>(wanted.toLongLong(), all);
    // Counted down from the limit: with one that is a multiple, the first row has a sequence.
    const qsizetype interval =
        std::max(1, request.parameter(QStringLiteral("seq_interval")).toInt());

    FakeSequence at = *since;
    std::array<qsizetype, 2> next{};
    QByteArray body = "{\"results\":[\n";
    for (qsizetype sent = 0; sent < limit; ++sent) {
        const bool bothLeft = next[0] < rows[0].size() && next[1] < rows[1].size();
        const int shard = bothLeft ? int(order.below(2)) : next[0] < rows[0].size() ? 0 : 1;
        const Row &row = rows[shard][next[shard]++];
        at.shards[shard] = row.sequence;
        const bool tells = (wanted.toLongLong() - sent) % interval == 0;
        body += changeRow(database, row.id, tells ? database.encode(at) : QByteArray(), request)
            + (sent + 1 < limit ? ",\n" : "\n");
    }
    if (limit == all)
        at = database.sequence(); // also past what was sent: later changes of the same documents
    body += "],\n\"last_seq\":\"" + database.encode(at)
        + "\",\"pending\":" + QByteArray::number(all - limit) + "}\n";
    return {200, body, {{"Content-Type", "application/json"}}};
}

FakeResponse revsDiff(const FakeDatabase &database, const FakeRequest &request)
{
    const std::optional<QJsonObject> asked = object(request);
    if (!asked)
        return badJson();
    QJsonObject result;
    for (auto it = asked->begin(); it != asked->end(); ++it) {
        const FakeDocument *document = database.document(it.key());
        QJsonArray lacking;
        int newest = 0;
        for (const QJsonValue value : it->toArray()) {
            const std::optional<RevId> rev = RevId::parse(value.toString());
            if (rev && document && document->find(*rev))
                continue;
            lacking.append(value);
            newest = std::max(newest, rev ? rev->generation : 0);
        }
        if (lacking.isEmpty())
            continue;
        QJsonObject entry{{QStringLiteral("missing"), lacking}};
        QJsonArray ancestors;
        for (const RevId &leaf : document ? document->leaves() : QList<RevId>()) {
            if (leaf.generation < newest)
                ancestors.append(leaf.toString());
        }
        if (!ancestors.isEmpty())
            entry[QStringLiteral("possible_ancestors")] = ancestors;
        result[it.key()] = entry;
    }
    return FakeResponse::json(200, result);
}

FakeResponse allDocs(const FakeDatabase &database, const FakeRequest &request)
{
    const std::optional<QJsonObject> asked = object(request);
    if (!asked)
        return badJson();
    QJsonArray rows;
    for (const QJsonValue key : asked->value(u"keys").toArray()) {
        const FakeDocument *document = database.document(key.toString());
        if (!document) {
            rows.append(QJsonObject{
                {QStringLiteral("key"), key},
                {QStringLiteral("error"), QStringLiteral("not_found")}});
            continue;
        }
        QJsonObject value{{QStringLiteral("rev"), document->winner().toString()}};
        if (document->isDeleted())
            value[QStringLiteral("deleted")] = true;
        rows.append(QJsonObject{
            {QStringLiteral("id"), key},
            {QStringLiteral("key"), key},
            {QStringLiteral("value"), value}});
    }
    return FakeResponse::json(200, QJsonObject{{QStringLiteral("rows"), rows}});
}

FakeResponse bulkGet(const FakeDatabase &database, const FakeRequest &request)
{
    const std::optional<QJsonObject> asked = object(request);
    if (!asked)
        return badJson();
    const bool revisions = request.flag(QStringLiteral("revs"));
    const bool latest = request.flag(QStringLiteral("latest"));
    QJsonArray results;
    for (const QJsonValue value : asked->value(u"docs").toArray()) {
        const QString id = value[u"id"].toString();
        const FakeDocument *document = database.document(id);
        QList<RevId> wanted;
        if (const auto rev = RevId::parse(value[u"rev"].toString()); !document)
            wanted.clear();
        else if (!rev)
            wanted = {document->winner()};
        else
            wanted = latest ? document->leavesBelow(*rev) : QList<RevId>{*rev};
        QJsonArray docs;
        if (database.unreadable.contains(id)) {
            wanted.clear();
            docs.append(QJsonObject{
                {QStringLiteral("error"),
                 QJsonObject{
                     {QStringLiteral("id"), id},
                     {QStringLiteral("error"), QStringLiteral("internal_server_error")},
                     {QStringLiteral("reason"), QStringLiteral("a damaged file")}}}});
        }
        for (const RevId &rev : std::as_const(wanted)) {
            const FakeDocument::Revision *revision = document->find(rev);
            docs.append(
                revision && revision->body
                    ? QJsonObject{{QStringLiteral("ok"), present(id, *document, rev, revisions)}}
                    : missing(id, rev.toString()));
        }
        if (docs.isEmpty())
            docs.append(missing(id, value[u"rev"].toString(QStringLiteral("undefined"))));
        results.append(QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("docs"), docs}});
    }
    return FakeResponse::json(200, QJsonObject{{QStringLiteral("results"), results}});
}

} // namespace cairn::fakeprotocol
