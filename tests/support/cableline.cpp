// SPDX-License-Identifier: GPL-3.0-or-later
#include "cableline.h"

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace cairn {

namespace {

constexpr int kSlowCloseMs = 1'500;

/// Closed without a farewell: the other end reads "connection reset".
void reset(QTcpSocket &socket)
{
    const linger atOnce{1, 0};
    if (socket.socketDescriptor() >= 0)
        ::setsockopt(
            socket.socketDescriptor(), SOL_SOCKET, SO_LINGER,
            reinterpret_cast<const char *>(&atOnce), sizeof atOnce);
    socket.abort();
}

} // namespace

CableLine::CableLine(
    QTcpSocket *device, const QUrl &server, const LineFault &fault, QObject *parent)
    : QObject(parent)
    , m_fault(fault)
    , m_device(device)
    , m_server(new QTcpSocket(this))
{
    m_clock.start();
    device->setParent(this);
    setUp(m_up, m_device, m_server, fault.towardsServer);
    setUp(m_down, m_server, m_device, !fault.towardsServer);
    m_server->connectToHost(server.host(), quint16(server.port()));
}

void CableLine::setUp(Way &way, QTcpSocket *from, QTcpSocket *to, bool counts)
{
    way.from = from;
    way.to = to;
    way.counts = counts;
    way.timer = std::make_unique<QTimer>();
    way.timer->setSingleShot(true);
    connect(way.timer.get(), &QTimer::timeout, this, [this, &way] { deliver(way); });
    connect(from, &QTcpSocket::readyRead, this, [this, &way] { onBytes(way); });
    connect(from, &QTcpSocket::disconnected, this, [this, &way] { onEnd(way); });
    connect(from, &QTcpSocket::errorOccurred, this, [this, &way] { onEnd(way); });
}

bool CableLine::isHealthy() const
{
    return m_fault.kind == LineFault::Kind::None && m_fault.latencyMs == 0
        && m_fault.bytesPerSecond == 0;
}

void CableLine::onBytes(Way &way)
{
    QByteArray bytes = way.from->readAll();
    if (m_struck)
        return; // stalled: swallowed
    const bool ends = way.counts
        && (m_fault.kind == LineFault::Kind::Reset || m_fault.kind == LineFault::Kind::Truncate
            || m_fault.kind == LineFault::Kind::Stall)
        && way.passed + bytes.size() >= m_fault.afterBytes;
    if (ends)
        bytes.truncate(std::max<qint64>(0, m_fault.afterBytes - way.passed));
    way.passed += bytes.size();
    const qint64 now = m_clock.elapsed();
    way.freeAt = std::max(way.freeAt, now);
    if (m_fault.bytesPerSecond > 0)
        way.freeAt += bytes.size() * 1'000 / m_fault.bytesPerSecond;
    way.pieces.enqueue({way.freeAt + m_fault.latencyMs, bytes});
    deliver(way);
    if (ends)
        strike();
}

void CableLine::onEnd(Way &way)
{
    if (way.ended)
        return;
    way.ended = true;
    if (m_struck && m_fault.kind == LineFault::Kind::Stall && way.from == m_server)
        return; // the device is not told
    if (m_fault.kind == LineFault::Kind::SlowClose)
        way.freeAt = std::max(way.freeAt, m_clock.elapsed() + kSlowCloseMs);
    way.pieces.enqueue({way.freeAt + m_fault.latencyMs, {}});
    deliver(way);
}

void CableLine::deliver(Way &way)
{
    while (!way.pieces.isEmpty() && way.pieces.head().due <= m_clock.elapsed())
        way.to->write(way.pieces.dequeue().bytes);
    if (!way.pieces.isEmpty()) {
        way.timer->start(int(way.pieces.head().due - m_clock.elapsed()));
        return;
    }
    if (!way.ended)
        return;
    way.to->disconnectFromHost();
    if (m_up.ended && m_down.ended)
        deleteLater();
}

void CableLine::strike()
{
    if (m_fault.kind == LineFault::Kind::Reset) {
        cut();
        return;
    }
    m_struck = true;
    if (m_fault.kind == LineFault::Kind::Truncate) {
        m_device->disconnectFromHost();
        m_server->disconnectFromHost();
    }
}

void CableLine::cut()
{
    m_struck = true;
    m_up.ended = m_down.ended = true;
    reset(*m_device);
    reset(*m_server);
    deleteLater();
}

} // namespace cairn
