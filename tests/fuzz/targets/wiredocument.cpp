// SPDX-License-Identifier: GPL-3.0-or-later
#include "canonicaljson.h"
#include "documentkind.h"
#include "fuzzinput.h"
#include "fuzztargets.h"
#include "http/wirecodec.h"

#include <QJsonDocument>

namespace cairn::fuzz {

/// One document as a server sends it.
void wiredocument(const QByteArray &input)
{
    const auto revision = wire::decode(QJsonDocument::fromJson(input).object());
    if (!revision)
        return;
    require(!revision->id.isEmpty() && !revision->rev.isNull(), "a document has id and revision");
    require(!revision->path.isEmpty() && revision->path.first() == revision->rev, "path");
    for (qsizetype i = 1; i < revision->path.size(); ++i)
        require(
            revision->path.at(i).generation == revision->path.at(i - 1).generation - 1,
            "a path has no holes");
    for (auto it = revision->body.begin(); it != revision->body.end(); ++it)
        require(!it.key().startsWith(u'_'), "the server's members stay out of the body");
    mergedRevisions(revision->body);
    kindOfId(revision->id);

    // What we understood goes out and comes back as the same.
    const QByteArray stored = QJsonDocument(revision->body).toJson(QJsonDocument::Compact);
    const QByteArray sent =
        wire::encode(revision->id, {revision->rev, revision->path, revision->deleted, stored});
    const auto again = wire::decode(QJsonDocument::fromJson(sent).object());
    require(again.has_value(), "our own document is one");
    require(again->rev == revision->rev && again->path == revision->path, "revisions come back");
    require(again->id == revision->id && again->deleted == revision->deleted, "id comes back");
    require(canonicalJson(again->body) == canonicalJson(revision->body), "the body comes back");
    require(
        makeRevId(revision->rev, false, again->body)
            == makeRevId(revision->rev, false, revision->body),
        "a child has one name");
}

} // namespace cairn::fuzz
