// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouchnetwork.h"

#include "fakecouch.h"
#include "fakecouchreply.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QPointer>
#include <QTimer>

namespace cairn {

namespace {

QByteArray methodOf(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::HeadOperation:
        return "HEAD";
    case QNetworkAccessManager::GetOperation:
        return "GET";
    case QNetworkAccessManager::PutOperation:
        return "PUT";
    case QNetworkAccessManager::PostOperation:
        return "POST";
    case QNetworkAccessManager::DeleteOperation:
        return "DELETE";
    default:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    }
}

bool automatic(const QNetworkRequest &request, QNetworkRequest::Attribute attribute)
{
    return request.attribute(attribute, QNetworkRequest::Automatic).toInt()
        == QNetworkRequest::Automatic;
}

FakeRequest seenByServer(
    const QString &device, QNetworkAccessManager::Operation operation,
    const QNetworkRequest &request)
{
    FakeRequest seen;
    seen.device = device;
    seen.method = methodOf(operation, request);
    for (const QString &segment :
         request.url().path(QUrl::FullyEncoded).split(u'/', Qt::SkipEmptyParts))
        seen.path.append(QUrl::fromPercentEncoding(segment.toLatin1()));
    seen.query = QUrlQuery(request.url());
    for (const QByteArray &name : request.rawHeaderList())
        seen.headers[name.toLower()] = request.rawHeader(name);
    return seen;
}

} // namespace

FakeNetwork::FakeNetwork(FakeCouch &server, const QString &device, QObject *parent)
    : QNetworkAccessManager(parent)
    , m_server(server)
    , m_device(device)
{
}

void FakeNetwork::breakConnections()
{
    const auto replies = findChildren<FakeReply *>(Qt::FindDirectChildrenOnly);
    for (const QPointer<FakeReply> reply : replies) { // one may take others with it
        if (reply)
            reply->breakOff(
                QNetworkReply::RemoteHostClosedError, QStringLiteral("Connection closed"));
    }
}

QNetworkReply *FakeNetwork::createRequest(
    Operation operation, const QNetworkRequest &original, QIODevice *outgoing)
{
    QNetworkRequest request = original;
    if (automatic(request, QNetworkRequest::CookieLoadControlAttribute)) {
        const QList<QNetworkCookie> cookies = cookieJar()->cookiesForUrl(request.url());
        if (!cookies.isEmpty())
            request.setHeader(QNetworkRequest::CookieHeader, QVariant::fromValue(cookies));
    }
    FakeRequest seen = seenByServer(m_device, operation, request);
    if (outgoing) {
        seen.body = outgoing->readAll();
        seen.headers["content-length"] = QByteArray::number(seen.body.size());
    }
    auto *reply = new FakeReply(operation, request, this);
    if (m_online && m_server.onSent)
        m_server.onSent(seen);
    if (automatic(request, QNetworkRequest::CookieSaveControlAttribute)) {
        connect(reply, &FakeReply::begun, this, [this, reply] {
            const auto cookies =
                reply->header(QNetworkRequest::SetCookieHeader).value<QList<QNetworkCookie>>();
            if (!cookies.isEmpty())
                cookieJar()->setCookiesFromUrl(cookies, reply->url());
        });
    }
    QTimer::singleShot(0, reply, [this, reply, seen] {
        if (m_held)
            return;
        emit reply->socketStartedConnecting(); // begun, however long it takes
        if (!m_online)
            reply->breakOff(QNetworkReply::HostNotFoundError, QStringLiteral("Host not found"));
        else if (!reply->isFinished())
            m_server.receive(reply, seen);
    });
    return reply;
}

} // namespace cairn
