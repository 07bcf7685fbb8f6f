// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace cairn {

class Random;

/// What one connection through a Cable suffers. Bytes count what passed in that direction since the
/// connection began; all that comes before them passes.
struct LineFault {
    enum class Kind {
        None,
        Reset, ///< both ends get a reset, as from a router that forgot the connection
        Truncate, ///< both ends are closed in good order, in the middle of what was said
        Stall, ///< nothing passes any more, and nobody is told
        SlowClose, ///< whatever ends the connection is told to the other end late
        Refuse, ///< reset as soon as it is made
    };
    Kind kind = Kind::None;
    bool towardsServer = false; ///< the direction whose bytes count
    qint64 afterBytes = 0;
    int latencyMs = 0; ///< each way, for every piece; besides the kind
    qint64 bytesPerSecond = 0; ///< each way; 0: as fast as it goes
};

/// One to three things wrong, or nothing: about half of the connections pass as they should.
LineFault randomLineFault(Random &random);

/// A device's line to the server: a port of its own on the loopback interface, forwarded to the
/// server, that can be pulled out and disturbed. Pulled out, its connections break at once and new
/// ones are refused, as with a real cable. Lives on a thread with an event loop.
class Cable : public QObject {
    Q_OBJECT
public:
    explicit Cable(const QUrl &server, QObject *parent = nullptr);

    bool plugIn(); ///< false: the port could not be had
    void pullOut();
    bool isPluggedIn() const { return m_listener.isListening(); }
    /// Every new connection gets faults of its own; not owned. Null: none do, and those that are
    /// stalled or slow are cut.
    void disturb(Random *random);
    /// New connections suffer just this.
    void disturb(const LineFault &fault);
    int connections() const { return m_connections; } ///< so far
    int disturbed() const { return m_disturbed; } ///< those of them with a fault

    /// `path` on the server, through this cable.
    QUrl url(const QString &path) const;

private:
    void onConnection();

    QUrl m_target;
    QTcpServer m_listener;
    quint16 m_port = 0; ///< stays the same over pulls
    Random *m_random = nullptr;
    LineFault m_fault;
    int m_connections = 0;
    int m_disturbed = 0;
};

} // namespace cairn
