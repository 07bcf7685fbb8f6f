// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouchprotocol.h"

#include <QJsonArray>

namespace cairn::fakeprotocol {

namespace {

/// A document as it was sent, taken apart.
struct Incoming {
    QString id;
    QList<RevId> path; ///< empty: neither `_rev` nor `_revisions`
    bool deleted = false;
    QJsonObject body;
};

FakeResponse conflict()
{
    return FakeResponse::error(
        409, QStringLiteral("conflict"), QStringLiteral("Document update conflict."));
}

FakeResponse notFound(const QString &reason = QStringLiteral("missing"))
{
    return FakeResponse::error(404, QStringLiteral("not_found"), reason);
}

FakeResponse stored(int status, const QString &id, const QString &rev)
{
    return FakeResponse::json(
        status,
        {{QStringLiteral("ok"), true}, {QStringLiteral("id"), id}, {QStringLiteral("rev"), rev}});
}

QList<RevId> pathOf(const QJsonObject &document)
{
    const std::optional<RevId> rev = RevId::parse(document[u"_rev"].toString());
    const QJsonObject revisions = document[u"_revisions"].toObject();
    int generation = revisions[u"start"].toInt();
    QList<RevId> path;
    for (const QJsonValue hash : revisions[u"ids"].toArray())
        path.append({generation--, hash.toString().toLatin1()});
    if (path.isEmpty() && rev)
        path.append(*rev);
    return path;
}

/// Everything the whole request is refused for; an empty body of the answer means it is fine.
std::optional<FakeResponse> refusal(const QJsonValue &value, bool newEdits, const Limits &limits)
{
    if (!value.isObject())
        return FakeResponse::error(
            400, QStringLiteral("bad_request"), QStringLiteral("Document must be a JSON object"));
    const QJsonObject document = value.toObject();
    if (document[u"_id"].toString().startsWith(u'_')
        && !document[u"_id"].toString().startsWith(QStringLiteral("_design/")))
        return FakeResponse::error(
            400, QStringLiteral("illegal_docid"),
            QStringLiteral("Only reserved document ids may start with underscore."));
    static const QStringList special{QStringLiteral("_id"),          QStringLiteral("_rev"),
                                     QStringLiteral("_revisions"),   QStringLiteral("_deleted"),
                                     QStringLiteral("_attachments"), QStringLiteral("_conflicts"),
                                     QStringLiteral("_revs_info"),   QStringLiteral("_local_seq")};
    for (const QString &key : document.keys()) {
        if (key.startsWith(u'_') && !special.contains(key))
            return FakeResponse::error(
                400, QStringLiteral("doc_validation"),
                QStringLiteral("Bad special document member: ") + key);
    }
    if (!newEdits && pathOf(document).isEmpty())
        return FakeResponse::error(
            400, QStringLiteral("bad_request"),
            QStringLiteral(
                "When `new_edits: false`, the document needs `_rev` or `_revisions` specified"));
    if (QJsonDocument(document).toJson(QJsonDocument::Compact).size() > limits.documentBytes)
        return FakeResponse::error(
            413, QStringLiteral("document_too_large"), document[u"_id"].toString());
    return std::nullopt;
}

Incoming takeApart(const QJsonObject &document)
{
    Incoming result;
    result.id = document[u"_id"].toString();
    result.path = pathOf(document);
    result.deleted = document[u"_deleted"].toBool();
    for (auto it = document.begin(); it != document.end(); ++it) {
        if (!it.key().startsWith(u'_') || it.key() == QStringLiteral("_attachments"))
            result.body.insert(it.key(), it.value());
    }
    return result;
}

QJsonObject edited(FakeDatabase &database, const Incoming &incoming)
{
    const auto parent =
        incoming.path.isEmpty() ? std::nullopt : std::optional(incoming.path.constFirst());
    const auto rev = database.edit(incoming.id, parent, incoming.deleted, incoming.body);
    if (!rev)
        return {
            {QStringLiteral("id"), incoming.id},
            {QStringLiteral("error"), QStringLiteral("conflict")},
            {QStringLiteral("reason"), QStringLiteral("Document update conflict.")}};
    return {
        {QStringLiteral("ok"), true},
        {QStringLiteral("id"), incoming.id},
        {QStringLiteral("rev"), rev->toString()}};
}

FakeResponse missingStub(const QString &id, const QString &name)
{
    return FakeResponse::error(
        412, QStringLiteral("missing_stub"),
        QStringLiteral("Invalid attachment stub in %1 for %2").arg(id, name));
}

/// `attachments=true`.
QJsonObject withBytes(const FakeDatabase &database, QJsonObject document)
{
    const QString member = QStringLiteral("_attachments");
    QJsonObject files = document.value(member).toObject();
    for (const QString &name : files.keys()) {
        QJsonObject file = files.value(name).toObject();
        file.remove(u"stub");
        file.remove(u"length");
        file[QStringLiteral("data")] =
            QString::fromLatin1(database.attachment(file.value(u"digest").toString()).toBase64());
        files[name] = file;
    }
    if (!files.isEmpty())
        document[member] = files;
    return document;
}

FakeResponse
readDocument(const FakeDatabase &database, const QString &id, const FakeRequest &request)
{
    const FakeDocument *document = database.document(id);
    if (!document)
        return notFound();
    const bool revisions = request.flag(QStringLiteral("revs"));
    if (request.parameter(QStringLiteral("open_revs")) == QStringLiteral("all")) {
        QJsonArray all;
        for (const RevId &leaf : document->leaves()) {
            const QJsonObject found = present(id, *document, leaf, revisions);
            const bool bytes = request.flag(QStringLiteral("attachments"));
            all.append(
                QJsonObject{{QStringLiteral("ok"), bytes ? withBytes(database, found) : found}});
        }
        return FakeResponse::json(200, all);
    }
    const std::optional<RevId> rev = RevId::parse(request.parameter(QStringLiteral("rev")));
    if (!rev && document->isDeleted())
        return notFound(QStringLiteral("deleted"));
    const RevId wanted = rev.value_or(document->winner());
    if (!document->find(wanted) || !document->find(wanted)->body)
        return notFound();
    QJsonObject result = present(id, *document, wanted, revisions);
    if (request.flag(QStringLiteral("conflicts"))) {
        QJsonArray others;
        for (const RevId &leaf : document->leaves().mid(1)) {
            if (!document->find(leaf)->deleted)
                others.append(leaf.toString());
        }
        if (!others.isEmpty())
            result[QStringLiteral("_conflicts")] = others;
    }
    return FakeResponse::json(200, result);
}

} // namespace

FakeResponse bulkDocs(FakeDatabase &database, const FakeRequest &request, const Limits &limits)
{
    if (request.body.size() > limits.requestBytes)
        return FakeResponse::error(
            413, QStringLiteral("too_large"), QStringLiteral("the request entity is too large"));
    const std::optional<QJsonObject> asked = object(request);
    if (!asked)
        return badJson();
    if (!asked->value(u"docs").isArray())
        return FakeResponse::error(
            400, QStringLiteral("bad_request"),
            QStringLiteral("POST body must include `docs` parameter."));
    const bool newEdits = asked->value(u"new_edits").toBool(true);
    const QJsonArray documents = asked->value(u"docs").toArray();
    for (const QJsonValue value : documents) {
        if (const auto refused = refusal(value, newEdits, limits))
            return *refused; // nothing of the request is stored
    }
    QList<Incoming> all;
    for (const QJsonValue value : documents) {
        Incoming incoming = takeApart(value.toObject());
        const QString stub = database.takeAttachments(incoming.id, incoming.path, incoming.body);
        if (!stub.isEmpty())
            return missingStub(incoming.id, stub);
        all.append(incoming);
    }
    QJsonArray rows;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QJsonValue value = documents.at(i);
        const Incoming &incoming = all.at(i);
        const QString reason = limits.validate ? limits.validate(value.toObject()) : QString();
        if (!reason.isEmpty()) {
            QJsonObject row{
                {QStringLiteral("id"), incoming.id},
                {QStringLiteral("error"), QStringLiteral("forbidden")},
                {QStringLiteral("reason"), reason}};
            if (!newEdits)
                row[QStringLiteral("rev")] = incoming.path.constFirst().toString();
            rows.append(row);
        } else if (limits.stumbles && limits.stumbles(value.toObject())) {
            rows.append(QJsonObject{
                {QStringLiteral("id"), incoming.id},
                {QStringLiteral("error"), QStringLiteral("internal_server_error")},
                {QStringLiteral("reason"), QStringLiteral("No DB shards could be opened.")}});
        } else if (newEdits) {
            rows.append(edited(database, incoming));
        } else {
            database.insert(incoming.id, incoming.path, incoming.deleted, incoming.body);
        }
    }
    return FakeResponse::json(201, rows);
}

FakeResponse local(FakeDatabase &database, const FakeRequest &request)
{
    const QString id = request.path.mid(1).join(u'/');
    const auto known = database.locals.constFind(id);
    if (request.method == "PUT") {
        const std::optional<QJsonObject> asked = object(request);
        if (!asked)
            return badJson();
        // CouchDB checks nothing here: it counts on from the revision it is given, not from the one
        // it has.
        const int revision = asked->value(u"_rev").toString().mid(2).toInt() + 1;
        QJsonObject document = *asked;
        document[QStringLiteral("_id")] = id;
        document[QStringLiteral("_rev")] = QStringLiteral("0-%1").arg(revision);
        database.locals[id] = document;
        ++database.localWrites;
        return stored(201, id, document[u"_rev"].toString());
    }
    if (known == database.locals.cend())
        return notFound();
    if (request.method == "DELETE") {
        database.locals.remove(id);
        ++database.localWrites;
        return stored(200, id, QStringLiteral("0-0"));
    }
    return FakeResponse::json(200, *known);
}

FakeResponse document(FakeDatabase &database, const FakeRequest &request)
{
    const QString id = request.path.mid(1).join(u'/');
    if (request.method == "GET" || request.method == "HEAD")
        return readDocument(database, id, request);
    Incoming incoming;
    if (request.method == "PUT") {
        const std::optional<QJsonObject> asked = object(request);
        if (!asked)
            return badJson();
        incoming = takeApart(*asked);
    }
    incoming.id = id;
    if (const auto rev = RevId::parse(request.parameter(QStringLiteral("rev"))))
        incoming.path = {*rev};
    if (request.method == "DELETE") {
        incoming.deleted = true;
        if (!database.document(id))
            return notFound();
    }
    const QString stub = database.takeAttachments(
        id,
        request.parameter(QStringLiteral("new_edits")) == QStringLiteral("false")
            ? incoming.path
            : QList<RevId>{RevId{}} + incoming.path,
        incoming.body);
    if (!stub.isEmpty())
        return missingStub(id, stub);
    if (request.parameter(QStringLiteral("new_edits")) == QStringLiteral("false")) {
        database.insert(id, incoming.path, incoming.deleted, incoming.body);
        return stored(201, id, incoming.path.constFirst().toString());
    }
    const QJsonObject row = edited(database, incoming);
    if (!row.contains(u"ok"))
        return conflict();
    return stored(request.method == "DELETE" ? 200 : 201, id, row[u"rev"].toString());
}

} // namespace cairn::fakeprotocol
