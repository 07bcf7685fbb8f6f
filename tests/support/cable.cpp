#include "cable.h"

#include <QTcpSocket>

namespace cairn {

namespace {

/// Everything that arrives at one end goes out at the other; when one closes, both do.
void forward(QTcpSocket *from, QTcpSocket *to)
{
    QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
    QObject::connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
    QObject::connect(from, &QTcpSocket::errorOccurred, to, [to] { to->disconnectFromHost(); });
}

} // namespace

Cable::Cable(const QUrl &server, QObject *parent)
    : QObject(parent)
    , m_target(server)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &Cable::onConnection);
}

bool Cable::plugIn()
{
    if (!m_listener.isListening() && !m_listener.listen(QHostAddress::LocalHost, m_port))
        return false;
    m_port = m_listener.serverPort();
    return true;
}

void Cable::pullOut()
{
    m_listener.close();
    const auto ends = findChildren<QTcpSocket *>();
    for (QTcpSocket *end : ends)
        end->abort();
    qDeleteAll(ends);
}

QUrl Cable::url(const QString &path) const
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    url.setPath(path);
    return url;
}

void Cable::onConnection()
{
    while (QTcpSocket *device = m_listener.nextPendingConnection()) {
        auto *server = new QTcpSocket(this);
        device->setParent(this);
        forward(device, server);
        forward(server, device);
        server->connectToHost(m_target.host(), quint16(m_target.port()));
    }
}

} // namespace cairn
