// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouchaccounts.h"

#include "clock.h"
#include "fakecouchprotocol.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace cairn {

namespace {

constexpr int kLockAfter = 5;
constexpr qint64 kLockMs = 300'000;

FakeResponse unauthorized(const QString &reason)
{
    return FakeResponse::error(401, QStringLiteral("unauthorized"), reason);
}

QByteArray sessionCookie(const FakeRequest &request)
{
    for (const QByteArray &part : request.headers.value("cookie").split(';')) {
        if (part.trimmed().startsWith("AuthSession="))
            return part.trimmed().mid(12);
    }
    return {};
}

} // namespace

FakeAccounts::FakeAccounts(const Clock &clock)
    : m_clock(clock)
{
    setPassword(adminName(), QStringLiteral("secret"));
}

std::optional<FakeResponse> FakeAccounts::wrong(const QString &name, const QString &password)
{
    Failures &failures = m_failures[name];
    if (failures.count >= kLockAfter && m_clock.nowMs() - failures.sinceMs < kLockMs)
        return FakeResponse::error(
            403, QStringLiteral("forbidden"),
            QStringLiteral(
                "Account is temporarily locked due to multiple authentication failures"));
    if (m_passwords.contains(name) && m_passwords[name] == password) {
        failures = {};
        return std::nullopt;
    }
    failures = {failures.count + 1, m_clock.nowMs()};
    return unauthorized(QStringLiteral("Name or password is incorrect."));
}

void FakeAccounts::lockOut(const QString &name)
{
    m_failures[name] = {kLockAfter, m_clock.nowMs()};
}

QByteArray FakeAccounts::sign(const QString &name, qint64 second) const
{
    const QString text = QStringLiteral("%1:%2:%3:%4")
                             .arg(name)
                             .arg(second)
                             .arg(m_secret)
                             .arg(m_passwords.value(name));
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex();
}

QByteArray FakeAccounts::cookieFor(const QString &name) const
{
    const qint64 now = m_clock.nowMs() / 1000;
    const QByteArray value =
        name.toUtf8() + ':' + QByteArray::number(now, 16).toUpper() + ':' + sign(name, now);
    return "AuthSession="
        + value.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        + "; Version=1; Max-Age=" + QByteArray::number(m_sessionSeconds) + "; Path=/; HttpOnly";
}

FakeAccounts::Who FakeAccounts::identify(const FakeRequest &request)
{
    Who who;
    if (const QByteArray cookie = sessionCookie(request); !cookie.isEmpty()) {
        const QList<QByteArray> parts =
            QByteArray::fromBase64(cookie, QByteArray::Base64UrlEncoding).split(':');
        if (parts.size() != 3) {
            who.refused = FakeResponse::error(
                400, QStringLiteral("bad_request"),
                QStringLiteral("Malformed AuthSession cookie. Please clear your cookies."));
            return who;
        }
        const QString name = QString::fromUtf8(parts[0]);
        const qint64 second = parts[1].toLongLong(nullptr, 16);
        const double left = double(second + m_sessionSeconds) - double(m_clock.nowMs()) / 1000;
        if (left > 0 && parts[2] == sign(name, second)) {
            who.name = name;
            if (left < m_sessionSeconds * 0.9)
                who.freshCookie = cookieFor(name);
        }
    } else if (request.headers.value("authorization").startsWith("Basic ")) {
        const QByteArray pair =
            QByteArray::fromBase64(request.headers.value("authorization").mid(6));
        const QString name = QString::fromUtf8(pair.left(pair.indexOf(':')));
        who.refused = wrong(name, QString::fromUtf8(pair.mid(pair.indexOf(':') + 1)));
        who.name = who.refused ? QString() : name;
    }
    who.admin = who.name == adminName();
    return who;
}

FakeResponse FakeAccounts::session(const FakeRequest &request, const Who &who)
{
    const auto roles = [](bool admin) {
        return admin ? QJsonArray{QStringLiteral("_admin")} : QJsonArray();
    };
    if (request.method == "POST") {
        const QJsonObject asked = fakeprotocol::object(request).value_or(QJsonObject());
        const QString name = asked[u"name"].toString();
        if (const auto refused = wrong(name, asked[u"password"].toString()))
            return *refused;
        FakeResponse response = FakeResponse::json(
            200,
            {{QStringLiteral("ok"), true},
             {QStringLiteral("name"), name},
             {QStringLiteral("roles"), roles(name == adminName())}});
        response.headers.emplaceBack("Set-Cookie", cookieFor(name));
        return response;
    }
    if (request.method == "DELETE") {
        FakeResponse response = FakeResponse::json(200, QJsonObject{{QStringLiteral("ok"), true}});
        response.headers.emplaceBack("Set-Cookie", "AuthSession=; Version=1; Path=/; HttpOnly");
        return response;
    }
    const QJsonValue name =
        who.name.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(who.name);
    return FakeResponse::json(
        200,
        {{QStringLiteral("ok"), true},
         {QStringLiteral("userCtx"),
          QJsonObject{
              {QStringLiteral("name"), name}, {QStringLiteral("roles"), roles(who.admin)}}}});
}

FakeResponse FakeAccounts::putUser(const FakeRequest &request, const Who &who)
{
    if (!who.admin)
        return unauthorized(QStringLiteral("You are not a server admin."));
    const QJsonObject asked = fakeprotocol::object(request).value_or(QJsonObject());
    setPassword(asked[u"name"].toString(), asked[u"password"].toString());
    return FakeResponse::json(
        201,
        {{QStringLiteral("ok"), true},
         {QStringLiteral("id"), request.path.value(1)},
         {QStringLiteral("rev"), QStringLiteral("1-00000000000000000000000000000000")}});
}

} // namespace cairn
