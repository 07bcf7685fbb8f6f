// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/identitydocument.h"

#include "ids.h"

#include <QJsonDocument>

namespace cairn {
namespace {

constexpr QStringView kMember = u"server";
constexpr QStringView kRenewed = u"renewed";
constexpr QStringView kRevision = u"_rev";

} // namespace

QString IdentityDocument::path() { return QStringLiteral("_local/cairn-identity"); }

/// As much of what a server says as goes into our own tables.
QString IdentityDocument::idIn(const QJsonObject &document)
{
    return document.value(kMember).toVariant().toString().left(100);
}

bool IdentityDocument::isRenewed(const QJsonObject &document)
{
    return document.value(kRenewed).toBool();
}

IdentityDocument::IdentityDocument(CouchClient &client, Random &random, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_random(random)
{
}

void IdentityDocument::renew(const QJsonObject &before, Done done)
{
    m_done = std::move(done);
    QJsonObject document{{kMember.toString(), makeUlid(m_client.clock(), m_random)}};
    if (!idIn(before).isEmpty())
        document.insert(kRenewed, true);
    // CouchDB checks no revision here, PouchDB does.
    if (const QJsonValue revision = before.value(kRevision); revision.isString())
        document.insert(kRevision, revision);
    CouchRequest request;
    request.verb = CouchRequest::Verb::Put;
    request.path = path();
    request.body = QJsonDocument(document).toJson(QJsonDocument::Compact);
    m_client.send(std::move(request), this, [this](CallResult<CouchReply> reply) {
        if (!reply && reply.error().cause != Cause::Conflict)
            finish(tl::unexpected<Error>(reply.error()));
        else
            read();
    });
}

void IdentityDocument::read()
{
    CouchRequest request;
    request.path = path();
    m_client.send(std::move(request), this, [this](CallResult<CouchReply> reply) {
        if (reply)
            finish(idIn(reply->object));
        else
            finish(tl::unexpected<Error>(reply.error()));
    });
}

void IdentityDocument::finish(Result<QString> id)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(id));
}

} // namespace cairn
