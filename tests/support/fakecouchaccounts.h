// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecouchhttp.h"

#include <QMap>

namespace cairn {

class Clock;

/// Sessions as CouchDB 3 keeps them (CouchDB docs, api/server/authn): a cookie that expires and is
/// renewed when a tenth of its life is over, Basic, and a lock of 300 s after five wrong passwords.
class FakeAccounts {
public:
    explicit FakeAccounts(const Clock &clock);

    struct Who {
        QString name; ///< empty: anonymous
        bool admin = false;
        std::optional<FakeResponse> refused; ///< wrong credentials end the request here
        QByteArray freshCookie; ///< to be sent with any answer
    };
    Who identify(const FakeRequest &request);
    FakeResponse
    session(const FakeRequest &request, const Who &who); ///< GET, POST, DELETE /_session
    FakeResponse putUser(const FakeRequest &request, const Who &who);

    /// Also ends the sessions of that user, as CouchDB does.
    void setPassword(const QString &name, const QString &password) { m_passwords[name] = password; }
    void setSessionSeconds(int seconds) { m_sessionSeconds = seconds; }
    /// As if somebody had tried wrong passwords.
    void lockOut(const QString &name);
    void expireSessions() { ++m_secret; } ///< every cookie handed out so far is worth nothing

    static QString adminName() { return QStringLiteral("admin"); }

private:
    std::optional<FakeResponse> wrong(const QString &name, const QString &password);
    QByteArray cookieFor(const QString &name) const;
    QByteArray sign(const QString &name, qint64 second) const;

    struct Failures {
        int count = 0;
        qint64 sinceMs = 0;
    };
    const Clock &m_clock;
    QMap<QString, QString> m_passwords;
    QMap<QString, Failures> m_failures;
    int m_sessionSeconds = 600;
    int m_secret = 1;
};

} // namespace cairn
