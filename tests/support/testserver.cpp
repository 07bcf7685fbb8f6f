// SPDX-License-Identifier: GPL-3.0-or-later
#include "testserver.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QUuid>

namespace cairn {

namespace {

constexpr int kStartMs = 30'000; // loading the packages takes a second, much more on a busy machine
constexpr QStringView kMemberPassword = u"member secret";

QString freshName(const QString &prefix)
{
    return prefix + QUuid::createUuid().toString(QUuid::Id128).left(16);
}

/// The sources' tests/server, from CAIRN_SOURCE or above the program.
QString serverFolder()
{
    const QString below = QStringLiteral("tests/server");
    if (const QString root = qEnvironmentVariable("CAIRN_SOURCE"); !root.isEmpty())
        return QDir(root).filePath(below);
    QDir folder(QCoreApplication::applicationDirPath());
    while (!folder.exists(below + QStringLiteral("/server.js")) && folder.cdUp()) { }
    return folder.filePath(below);
}

} // namespace

TestServer::TestServer() = default;

TestServer::~TestServer()
{
    if (m_external) {
        for (const QString &database : std::as_const(m_databases))
            m_rest.remove(u'/' + database);
        const QString user = QStringLiteral("/_users/org.couchdb.user:") + m_member;
        const QString revision = m_rest.get(user).json[u"_rev"].toString();
        if (!revision.isEmpty())
            m_rest.remove(user + QStringLiteral("?rev=") + revision);
    }
    m_process.closeWriteChannel(); // it ends by itself then
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5'000))
        m_process.kill();
    m_process.waitForFinished(1'000);
}

bool TestServer::start(const QStringList &extraArguments)
{
    const QUrl given(qEnvironmentVariable("CAIRN_COUCHDB_URL"));
    if (given.isValid() && !given.isEmpty()) {
        m_external = true;
        m_admin = given.userName(QUrl::FullyDecoded);
        m_adminPassword = given.password(QUrl::FullyDecoded);
        m_url = given.adjusted(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash);
        return prepare();
    }
    return startOwn(extraArguments);
}

bool TestServer::startOwn(const QStringList &extraArguments)
{
    const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
    const QDir folder(serverFolder());
    if (node.isEmpty() || !folder.exists(QStringLiteral("node_modules"))) {
        m_problem =
            QStringLiteral("Node or the packages of %1 are missing: run tests/run, or npm ci there")
                .arg(folder.path());
        return false;
    }
    m_process.setWorkingDirectory(folder.path());
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(
        node,
        QStringList{QStringLiteral("--no-deprecation"), QStringLiteral("server.js")}
            + extraArguments);
    QElapsedTimer since;
    since.start();
    while (!m_process.canReadLine() && m_process.state() != QProcess::NotRunning
           && since.elapsed() < kStartMs)
        m_process.waitForReadyRead(1'000);
    const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
    m_url = QUrl(line[u"url"].toString());
    m_admin = line[u"admin"].toString();
    m_adminPassword = line[u"password"].toString();
    if (m_url.isEmpty()) {
        m_problem = QStringLiteral("the test server did not start");
        return false;
    }
    return prepare();
}

bool TestServer::prepare()
{
    m_rest = RestClient(&m_network, m_url, m_admin, m_adminPassword);
    const RestReply welcome = m_rest.get(QStringLiteral("/"));
    m_expressPouchDb = welcome.json.contains(u"express-pouchdb");
    m_member = freshName(QStringLiteral("member_"));
    const RestReply user = m_rest.put(
        QStringLiteral("/_users/org.couchdb.user:") + m_member,
        {{QStringLiteral("name"), m_member},
         {QStringLiteral("password"), memberPassword()},
         {QStringLiteral("roles"), QJsonArray()},
         {QStringLiteral("type"), QStringLiteral("user")}});
    if (user.status != 201 && user.status != 202) {
        m_problem = QStringLiteral("the server at %1 made no account: %2 %3")
                        .arg(m_url.toString())
                        .arg(user.status)
                        .arg(QString::fromUtf8(user.body));
        return false;
    }
    return true;
}

QUrl TestServer::databaseUrl(const QString &database) const
{
    QUrl url = m_url;
    url.setPath(url.path() + u'/' + database);
    return url;
}

Account TestServer::adminAccount(const QString &database) const
{
    return {databaseUrl(database).toString(), m_admin};
}

Account TestServer::memberAccount(const QString &database) const
{
    return {databaseUrl(database).toString(), m_member};
}

QString TestServer::memberPassword() const { return kMemberPassword.toString(); }

QString TestServer::createDatabase()
{
    const QString name = freshName(QStringLiteral("cairn_test_"));
    const RestReply created = m_rest.put(u'/' + name);
    const QJsonObject members{{QStringLiteral("names"), QJsonArray{m_member}}};
    const RestReply opened = m_rest.put(
        u'/' + name + QStringLiteral("/_security"), {{QStringLiteral("members"), members}});
    if (created.status / 100 != 2 || opened.status != 200)
        qFatal("no database: %d %d", created.status, opened.status);
    m_databases.append(name);
    return name;
}

} // namespace cairn
