// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkReply>
#include <QUrl>

#include <memory>

namespace cairn {

/// What came back from one request.
struct RestReply {
    int status = 0; ///< 0: no HTTP answer at all
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QByteArray body;
    QJsonObject json; ///< empty when the body is no JSON object
    QJsonArray array; ///< empty when the body is no JSON array
    QList<QNetworkReply::RawHeaderPair> headers;

    QByteArray header(const QByteArray &name) const;
};

/// Plain requests for tests, waiting for each answer, over a real or a fake network. Cookies are
/// not kept: who asks is what this client was made with, or a header.
class RestClient {
public:
    using Headers = QList<QNetworkReply::RawHeaderPair>;

    RestClient() = default;
    /// `network` is not owned. An empty user asks as nobody.
    RestClient(
        QNetworkAccessManager *network, const QUrl &base, const QString &user = {},
        const QString &password = {});

    RestReply request(
        const QByteArray &method, const QString &path, const QByteArray &body = {},
        const Headers &headers = {}) const;
    RestReply get(const QString &path) const { return request("GET", path); }
    RestReply put(const QString &path, const QJsonObject &body = {}) const;
    RestReply post(const QString &path, const QJsonObject &body) const;
    RestReply remove(const QString &path) const { return request("DELETE", path); }

    /// Starts a request and does not wait for it.
    std::unique_ptr<QNetworkReply> start(
        const QByteArray &method, const QString &path, const QByteArray &body = {},
        const Headers &headers = {}) const;
    static RestReply finish(QNetworkReply &reply); ///< waits until it is over

    QUrl base() const { return m_base; }

private:
    QNetworkAccessManager *m_network = nullptr;
    QUrl m_base;
    QByteArray m_authorization;
};

} // namespace cairn
