// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/wirecodec.h"

#include "ancestry.h"
#include "attachmentstubs.h"
#include "canonicaljson.h"
#include "http/tuning.h"
#include "storabletext.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn::wire {
namespace {

/// `{"start":3,"ids":["c","b","a"]}` to 3-c, 2-b, 1-a. Stops at nonsense, and where no tree goes
/// on.
Result<QList<RevId>> pathOf(const QJsonObject &revisions)
{
    QList<RevId> path;
    const double start = revisions.value(u"start").toDouble();
    if (start < 0 || start > kMaxGeneration)
        return failure(
            ErrorKind::Protocol, QStringLiteral("its line of revisions has no usable number"));
    int generation = int(start);
    const QJsonArray ids = revisions.value(u"ids").toArray();
    const qsizetype length = std::min<qsizetype>(ids.size(), kMaxAncestors);
    path.reserve(length);
    for (qsizetype i = 0; i < length; ++i) {
        const auto rev = RevId::parse(QString::number(generation--) + u'-' + ids.at(i).toString());
        if (!rev)
            break;
        path.append(*rev);
    }
    return path;
}

/// `"start":3,"ids":["c","b","a"]`
void appendPath(QByteArray &out, const QList<RevId> &path)
{
    out += "\"start\":";
    out += QByteArray::number(path.first().generation);
    out += ",\"ids\":[";
    for (const RevId &rev : path) {
        out += canonicalJson(QString::fromLatin1(rev.hash));
        out += ',';
    }
    out.back() = ']';
}

} // namespace

QByteArray encode(const QString &id, const PushRevision &revision)
{
    QByteArray out;
    out.reserve(revision.body.size() + 200 + 40 * revision.path.size());
    out += "{\"_id\":";
    out += canonicalJson(id);
    out += ",\"_rev\":";
    out += canonicalJson(revision.rev.toString());
    if (revision.deleted)
        out += ",\"_deleted\":true";
    out += ",\"_revisions\":{";
    appendPath(out, revision.path.isEmpty() ? QList<RevId>{revision.rev} : revision.path);
    out += '}';
    if (revision.body == "{}")
        return out += '}';
    out += ',';
    return out +=
        QByteArrayView(revision.body).sliced(std::min<qsizetype>(1, revision.body.size()));
}

bool isUsableId(const QString &id)
{
    return !id.isEmpty() && id.size() <= tuning::kMaxIdLength && isStorable(id);
}

Result<DocumentRevision> decode(const QJsonObject &document)
{
    DocumentRevision revision;
    revision.id = document.value(u"_id").toString();
    const auto rev = RevId::parse(document.value(u"_rev").toString());
    if (!isUsableId(revision.id) || !rev)
        return failure(
            ErrorKind::Protocol, QStringLiteral("a document came without a usable id or revision"),
            revision.id);
    revision.rev = *rev;
    revision.deleted = document.value(u"_deleted").toBool();
    CAIRN_ASSIGN(revision.path, pathOf(document.value(u"_revisions").toObject()));
    if (revision.path.isEmpty() || revision.path.first() != revision.rev)
        revision.path = {revision.rev};
    if (revision.path.last().generation > kMaxFirstGeneration)
        return failure(
            ErrorKind::Protocol, QStringLiteral("its line of revisions has no usable number"));
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
