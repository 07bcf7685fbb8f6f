// SPDX-License-Identifier: GPL-3.0-or-later
#include "cable.h"

#include "cableline.h"
#include "random.h"

#include <QTcpSocket>

namespace cairn {

LineFault randomLineFault(Random &random)
{
    using Kind = LineFault::Kind;
    constexpr Kind kKinds[] = {
        Kind::Reset, Kind::Truncate, Kind::Stall, Kind::SlowClose, Kind::Refuse};
    LineFault fault;
    if (random.below(2) == 0)
        return fault;
    if (random.below(3) > 0)
        fault.kind = kKinds[random.below(std::size(kKinds))];
    fault.towardsServer = random.below(2) == 0;
    // From within the first request to far into what a sync exchanges; small ones more often.
    fault.afterBytes = qint64(random.below(quint64(1) << (6 + random.below(10))));
    if (random.below(3) == 0)
        fault.latencyMs = int(random.below(120));
    if (random.below(4) == 0)
        fault.bytesPerSecond = 4'000 + qint64(random.below(60'000));
    return fault;
}

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
    qDeleteAll(findChildren<CableLine *>());
}

void Cable::disturb(Random *random)
{
    m_random = random;
    m_fault = {};
    if (random)
        return;
    const auto lines = findChildren<CableLine *>();
    for (CableLine *line : lines) {
        if (!line->isHealthy())
            line->cut();
    }
}

void Cable::disturb(const LineFault &fault)
{
    m_random = nullptr;
    m_fault = fault;
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
        const LineFault fault = m_random ? randomLineFault(*m_random) : m_fault;
        auto *line = new CableLine(device, m_target, fault, this);
        ++m_connections;
        m_disturbed += line->isHealthy() ? 0 : 1;
        if (fault.kind == LineFault::Kind::Refuse)
            line->cut();
    }
}

} // namespace cairn
