// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cliprofile.h"
#include "testserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <functional>

namespace cairn {

inline QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '));
}

/// Between the processes and the server: counts sign-ins (each process that syncs signs in once),
/// and can be pulled out.
class Line : public QObject {
public:
    explicit Line(const QUrl &server)
        : m_server(server)
    {
        connect(&m_listener, &QTcpServer::newConnection, this, [this] { forward(); });
        plugIn();
    }
    void plugIn()
    {
        m_listener.listen(QHostAddress::LocalHost, m_port);
        m_port = m_listener.serverPort();
    }
    void pullOut()
    {
        m_listener.close();
        for (QTcpSocket *socket : m_listener.findChildren<QTcpSocket *>())
            socket->abort();
    }
    QString url(const QString &database) const
    {
        return QStringLiteral("http://127.0.0.1:%1/%2").arg(m_port).arg(database);
    }
    int signIns = 0;

private:
    void forward()
    {
        while (QTcpSocket *client = m_listener.nextPendingConnection()) {
            auto *server = new QTcpSocket(client);
            server->connectToHost(m_server.host(), quint16(m_server.port()));
            connect(client, &QTcpSocket::readyRead, server, [this, client, server] {
                const QByteArray bytes = client->readAll();
                signIns += int(bytes.count("POST /_session"));
                server->write(bytes);
            });
            connect(server, &QTcpSocket::readyRead, client, [client, server] {
                client->write(server->readAll());
            });
            connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        }
    }
    QUrl m_server;
    QTcpServer m_listener;
    quint16 m_port = 0;
};

/// `cairn-cli sync --watch`, and what it said.
struct Watcher {
    explicit Watcher(const CliProfile &profile)
    {
        profile.start(process, words("--json sync --watch"));
    }
    ~Watcher()
    {
        process.kill();
        process.waitForFinished();
    }
    void read()
    {
        while (process.canReadLine())
            events.append(QJsonDocument::fromJson(process.readLine()).object());
    }
    /// An event from `from` on.
    bool
    has(const char *event, const std::function<bool(const QJsonObject &)> &fits = {},
        qsizetype from = 0)
    {
        read();
        for (qsizetype i = from; i < events.size(); ++i) {
            const QJsonObject &json = events.at(i);
            if (json.value(QLatin1String("event")).toString() == QLatin1String(event)
                && (!fits || fits(json)))
                return true;
        }
        return false;
    }
    bool leads()
    {
        return has(
            "leading", [](const QJsonObject &json) { return json.value(u"leading").toBool(); });
    }
    bool says(const char *state, qsizetype from = 0)
    {
        return has(
            "status",
            [state](const QJsonObject &json) {
                return json.value(u"state").toString() == QLatin1String(state);
            },
            from);
    }
    qsizetype seen()
    {
        read();
        return events.size();
    }
    QProcess process;
    QList<QJsonObject> events;
};

/// What several processes on one profile and a real server need. The line to the server is in this
/// process, so its event loop runs while commands do.
class SharedProfile {
public:
    SharedProfile(TestServer &server)
        : line(server.url())
        , profile(server.memberPassword())
        , m_server(server)
        , m_database(server.createDatabase())
    {
        profile.json(
            {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"),
             line.url(m_database), QStringLiteral("--user"), account().user});
    }
    Account account() const
    {
        return {line.url(m_database), m_server.memberAccount(m_database).user};
    }
    CliProfile::Run run(const char *command)
    {
        QProcess process;
        profile.start(process, QStringList{QStringLiteral("--json")} + words(command));
        process.closeWriteChannel();
        CliProfile::Run result;
        if (QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000)
            && process.exitStatus() == QProcess::NormalExit)
            result.exitCode = process.exitCode();
        result.out = process.readAllStandardOutput();
        result.err = process.readAllStandardError();
        return result;
    }
    bool serverHas(const QString &id)
    {
        return m_server.rest().get(u'/' + m_database + u'/' + id).status == 200;
    }
    Line line;
    CliProfile profile;

private:
    TestServer &m_server;
    QString m_database;
};

} // namespace cairn
