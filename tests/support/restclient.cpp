// SPDX-License-Identifier: GPL-3.0-or-later
#include "restclient.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QSignalSpy>

namespace cairn {

namespace {
constexpr int kReplyMs = 30'000;
}

QByteArray RestReply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

RestClient::RestClient(
    QNetworkAccessManager *network, const QUrl &base, const QString &user, const QString &password)
    : m_network(network)
    , m_base(base)
{
    if (!user.isEmpty())
        m_authorization = "Basic " + (user + u':' + password).toUtf8().toBase64();
}

std::unique_ptr<QNetworkReply> RestClient::start(
    const QByteArray &method, const QString &path, const QByteArray &body,
    const Headers &headers) const
{
    QNetworkRequest request(QUrl(m_base.toString() + path));
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!m_authorization.isEmpty())
        request.setRawHeader("Authorization", m_authorization);
    request.setRawHeader("Accept", "application/json");
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    if (method == "HEAD") // as a custom request it would wait for a body
        return std::unique_ptr<QNetworkReply>(m_network->head(request));
    return std::unique_ptr<QNetworkReply>(m_network->sendCustomRequest(request, method, body));
}

RestReply RestClient::finish(QNetworkReply &reply)
{
    QSignalSpy finished(
        &reply, &QNetworkReply::finished); // its wait() does not slow uploads, as qWaitFor() would
    if (!reply.isFinished() && !finished.wait(kReplyMs))
        return {};
    RestReply result;
    result.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    result.error = reply.error();
    result.body = reply.readAll();
    const QJsonDocument json = QJsonDocument::fromJson(result.body);
    result.json = json.object();
    result.array = json.array();
    result.headers = reply.rawHeaderPairs();
    return result;
}

RestReply RestClient::request(
    const QByteArray &method, const QString &path, const QByteArray &body,
    const Headers &headers) const
{
    const auto reply = start(method, path, body, headers);
    return finish(*reply);
}

RestReply RestClient::put(const QString &path, const QJsonObject &body) const
{
    return request(
        "PUT", path,
        body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact));
}

RestReply RestClient::post(const QString &path, const QJsonObject &body) const
{
    return request("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace cairn
