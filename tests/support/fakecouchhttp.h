// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrlQuery>

namespace cairn {

/// An HTTP request as the in-memory server sees it.
struct FakeRequest {
    int number = 0; ///< counted by the server, from 1
    QString device; ///< which network sent it
    QByteArray method;
    QStringList path; ///< decoded segments: "notes", "_local", "x"
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    QString parameter(const QString &name) const
    {
        return query.queryItemValue(name, QUrl::FullyDecoded);
    }
    bool flag(const QString &name) const { return parameter(name) == QStringLiteral("true"); }
    QString target() const { return u'/' + path.join(u'/'); }
};

/// The answer to it.
struct FakeResponse {
    int status = 200;
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;

    static FakeResponse json(int status, const QJsonObject &object)
    {
        return {
            status,
            QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n',
            {{"Content-Type", "application/json"}}};
    }
    static FakeResponse json(int status, const QJsonArray &array)
    {
        return {
            status,
            QJsonDocument(array).toJson(QJsonDocument::Compact) + '\n',
            {{"Content-Type", "application/json"}}};
    }
    static FakeResponse error(int status, const QString &error, const QString &reason)
    {
        return json(status, {{QStringLiteral("error"), error}, {QStringLiteral("reason"), reason}});
    }
};

} // namespace cairn
