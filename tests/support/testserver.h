// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "restclient.h"
#include "syncstatus.h"

#include <QNetworkAccessManager>
#include <QProcess>
#include <QStringList>
#include <QUrl>

namespace cairn {

/// A real server over real HTTP for one test program: express-pouchdb from tests/server, started on
/// a free port of the loopback interface; or, when CAIRN_COUCHDB_URL (with an administrator's
/// credentials in it) is set, that server. Databases and users it made there are removed with it.
/// Main thread; its calls wait for the reply.
class TestServer {
public:
    TestServer();
    ~TestServer();
    /// False when no server could be had; problem() says why.
    bool start(const QStringList &extraArguments = {});
    bool startOwn(const QStringList &extraArguments = {}); ///< whatever the environment says
    QString problem() const { return m_problem; }
    bool isExternal() const { return m_external; } ///< CAIRN_COUCHDB_URL
    bool isExpressPouchDb() const { return m_expressPouchDb; }

    QUrl url() const { return m_url; } ///< without credentials
    QUrl databaseUrl(const QString &database) const;
    Account adminAccount(const QString &database) const;
    QString adminPassword() const { return m_adminPassword; }

    /// A new, empty database with a name nobody used before, open to the member; returns its name.
    QString createDatabase();
    /// An ordinary account, member of every database made by createDatabase().
    Account memberAccount(const QString &database) const;
    QString memberPassword() const;

    RestClient &rest() { return m_rest; } ///< asks as the administrator
    QNetworkAccessManager &network() { return m_network; }

private:
    bool prepare();

    QProcess m_process;
    QNetworkAccessManager m_network;
    RestClient m_rest;
    QUrl m_url;
    QString m_admin;
    QString m_adminPassword;
    QString m_member;
    QString m_problem;
    QStringList m_databases;
    bool m_external = false;
    bool m_expressPouchDb = false;
};

} // namespace cairn
