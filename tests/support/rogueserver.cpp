// SPDX-License-Identifier: GPL-3.0-or-later
#include "rogueserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>

namespace cairn {

namespace {

constexpr qint64 kUnsent = 1'000'000; ///< bytes that wait for the other side before more are made

QByteArray headOf(const FakeResponse &response, bool endless)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + " X\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    if (!endless)
        head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    return head + "Connection: close\r\n\r\n";
}

/// Nothing: it is not whole yet.
std::optional<FakeRequest> parsed(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    const QList<QByteArray> lines = bytes.first(end).split('\n');
    const QList<QByteArray> first = lines.constFirst().split(' ');
    FakeRequest request;
    request.method = first.constFirst();
    const QUrl url = QUrl::fromEncoded(first.value(1));
    request.query = QUrlQuery(url);
    const QStringList segments = url.path(QUrl::FullyEncoded).split(u'/', Qt::SkipEmptyParts);
    for (const QString &segment : segments)
        request.path.append(QUrl::fromPercentEncoding(segment.toLatin1()));
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(
            line.first(std::max<qsizetype>(colon, 0)).trimmed().toLower(),
            line.sliced(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (bytes.size() - end - 4 < length)
        return std::nullopt;
    request.body = bytes.sliced(end + 4, length);
    return request;
}

} // namespace

/// What happens on the server's thread.
class RogueServer::Desk : public QObject {
public:
    Desk()
        : m_listener(new QTcpServer(this)) // moves with this
    {
        connect(m_listener, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_listener->nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { hear(socket); });
        });
    }

    quint16 listen()
    {
        if (!m_listener->listen(QHostAddress::LocalHost))
            qFatal("no port: %s", qPrintable(m_listener->errorString()));
        return m_listener->serverPort();
    }

    FakeCouch &couch() { return *m_couch; }
    void setTrick(const Trick &trick) { m_trick = trick; }
    void setBend(const Bend &bend) { m_bend = bend; }
    void reset()
    {
        m_trick = nullptr;
        m_bend = nullptr;
        m_heard.clear();
        m_couch = std::make_unique<FakeCouch>();
        m_couch->accounts().setPassword(QString::fromLatin1(kUser), QString::fromLatin1(kPassword));
        m_couch->create(QString::fromLatin1(kDatabase));
    }
    int count(const QByteArray &method, const QString &targetContains) const
    {
        return int(std::count_if(m_heard.cbegin(), m_heard.cend(), [&](const auto &one) {
            return one.first == method && one.second.contains(targetContains);
        }));
    }

private:
    void hear(QTcpSocket *socket)
    {
        const QByteArray bytes = m_input[socket] += socket->readAll();
        auto request = parsed(bytes);
        if (!request)
            return;
        m_input.remove(socket);
        m_heard.append({request->method, request->target()});
        if (const auto rogue = m_trick ? m_trick(*request) : std::nullopt) {
            answer(socket, *rogue);
            return;
        }
        FakeResponse response = m_couch->handle(*request);
        if (m_bend)
            m_bend(*request, response);
        answer(socket, {response, {}, false});
    }

    void answer(QTcpSocket *socket, const RogueAnswer &answer)
    {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (!answer.naked)
            socket->write(headOf(answer.response, bool(answer.more)) + answer.response.body);
        if (!answer.more) {
            socket->disconnectFromHost();
            return;
        }
        auto sent = std::make_shared<qint64>(0);
        const auto goOn = [socket, sent, more = answer.more] {
            while (socket->bytesToWrite() < kUnsent) {
                const QByteArray piece = more(*sent);
                if (piece.isEmpty()) {
                    socket->disconnectFromHost();
                    return;
                }
                *sent += piece.size();
                socket->write(piece);
            }
        };
        connect(socket, &QTcpSocket::bytesWritten, socket, goOn);
        goOn();
    }

    QTcpServer *m_listener;
    std::unique_ptr<FakeCouch> m_couch;
    Trick m_trick;
    Bend m_bend;
    QHash<QTcpSocket *, QByteArray> m_input;
    QList<std::pair<QByteArray, QString>> m_heard;
};

RogueServer::RogueServer()
    : m_desk(new Desk)
{
    m_desk->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_desk, [this] { m_port = m_desk->listen(); }, Qt::BlockingQueuedConnection);
    reset();
}

RogueServer::~RogueServer()
{
    m_thread.quit();
    m_thread.wait();
}

Account RogueServer::account() const
{
    return {
        QStringLiteral("http://127.0.0.1:%1/%2").arg(m_port).arg(QLatin1String(kDatabase)),
        QString::fromLatin1(kUser)};
}

void RogueServer::play(const Trick &trick)
{
    QMetaObject::invokeMethod(
        m_desk, [&] { m_desk->setTrick(trick); }, Qt::BlockingQueuedConnection);
}

void RogueServer::bend(const Bend &bend)
{
    QMetaObject::invokeMethod(
        m_desk, [&] { m_desk->setBend(bend); }, Qt::BlockingQueuedConnection);
}

void RogueServer::visit(const std::function<void(FakeCouch &)> &act)
{
    QMetaObject::invokeMethod(
        m_desk, [&] { act(m_desk->couch()); }, Qt::BlockingQueuedConnection);
}

void RogueServer::put(const QString &id, const QJsonObject &body)
{
    visit([&](FakeCouch &couch) {
        FakeDatabase &database = *couch.database(QString::fromLatin1(kDatabase));
        const FakeDocument *known = database.document(id);
        const auto parent = known ? std::optional(known->winner()) : std::nullopt;
        if (!database.edit(id, parent, false, body))
            qFatal("%s is no leaf", qPrintable(id));
    });
}

int RogueServer::count(const QByteArray &method, const QString &targetContains)
{
    int found = 0;
    QMetaObject::invokeMethod(
        m_desk, [&] { found = m_desk->count(method, targetContains); },
        Qt::BlockingQueuedConnection);
    return found;
}

void RogueServer::reset()
{
    QMetaObject::invokeMethod(
        m_desk, [this] { m_desk->reset(); }, Qt::BlockingQueuedConnection);
}

} // namespace cairn
