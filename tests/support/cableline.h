// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cable.h"

#include <QElapsedTimer>
#include <QObject>
#include <QQueue>
#include <QTcpSocket>
#include <QTimer>

#include <memory>

namespace cairn {

/// One connection through a Cable, with what it suffers. Deletes itself once both ends are closed.
class CableLine : public QObject {
    Q_OBJECT
public:
    CableLine(QTcpSocket *device, const QUrl &server, const LineFault &fault, QObject *parent);

    bool isHealthy() const;
    void cut(); ///< at once, with a reset at both ends

private:
    struct Piece {
        qint64 due;
        QByteArray bytes;
    };
    struct Way {
        QTcpSocket *from = nullptr;
        QTcpSocket *to = nullptr;
        QQueue<Piece> pieces;
        qint64 passed = 0;
        qint64 freeAt = 0; ///< when the line has carried what was given to it
        bool ended = false; ///< `from` is closed: so will be `to`, when all is delivered
        bool counts = false;
        std::unique_ptr<QTimer> timer;
    };
    void setUp(Way &way, QTcpSocket *from, QTcpSocket *to, bool counts);
    void onBytes(Way &way);
    void onEnd(Way &way);
    void deliver(Way &way);
    void strike();

    LineFault m_fault;
    QElapsedTimer m_clock;
    QTcpSocket *m_device;
    QTcpSocket *m_server;
    Way m_up;
    Way m_down;
    bool m_struck = false;
};

} // namespace cairn
