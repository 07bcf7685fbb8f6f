#include "wirecodec.h"

#include "attachmentstubs.h"

#include <QJsonArray>

namespace cairn::wire {
namespace {

/// `{"start":3,"ids":["c","b","a"]}` to 3-c, 2-b, 1-a. Stops at nonsense.
QList<RevId> pathOf(const QJsonObject &revisions)
{
    QList<RevId> path;
    int generation = revisions.value(u"start").toInt();
    const QJsonArray ids = revisions.value(u"ids").toArray();
    path.reserve(ids.size());
    for (const QJsonValue &id : ids) {
        const QByteArray hash = id.toString().toLatin1();
        if (generation < 1 || hash.isEmpty())
            break;
        path.append(RevId{generation--, hash});
    }
    return path;
}

QJsonObject revisionsOf(const QList<RevId> &path)
{
    QJsonArray ids;
    for (const RevId &rev : path)
        ids.append(QString::fromLatin1(rev.hash));
    return {{QStringLiteral("start"), path.first().generation}, {QStringLiteral("ids"), ids}};
}

} // namespace

QJsonObject encode(const DocumentRevision &revision)
{
    QJsonObject document = revision.body;
    document.insert(u"_id", revision.id);
    document.insert(u"_rev", revision.rev.toString());
    if (revision.deleted)
        document.insert(u"_deleted", true);
    const QList<RevId> self{revision.rev};
    document.insert(u"_revisions", revisionsOf(revision.path.isEmpty() ? self : revision.path));
    return document;
}

Result<DocumentRevision> decode(const QJsonObject &document)
{
    DocumentRevision revision;
    revision.id = document.value(u"_id").toString();
    const auto rev = RevId::parse(document.value(u"_rev").toString());
    if (revision.id.isEmpty() || !rev)
        return failure(
            ErrorKind::Protocol, QStringLiteral("a document came without a usable id or revision"),
            revision.id);
    revision.rev = *rev;
    revision.deleted = document.value(u"_deleted").toBool();
    revision.path = pathOf(document.value(u"_revisions").toObject());
    if (revision.path.isEmpty() || revision.path.first() != revision.rev)
        revision.path = {revision.rev};
    revision.body = document;
    const QJsonObject stubs = revision.deleted ? QJsonObject() : attachments::stubsOf(document);
    // Members with an underscore belong to the server.
    for (auto it = revision.body.begin(); it != revision.body.end();) {
        if (it.key().startsWith(u'_'))
            it = revision.body.erase(it);
        else
            ++it;
    }
    attachments::set(revision.body, stubs);
    return revision;
}

} // namespace cairn::wire
