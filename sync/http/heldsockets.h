// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QObject>

namespace cairn::heldsockets {

/// Resets the connections of every thread that has worked at one event for `heldMs` or longer;
/// their replies end with an error. How many there were. Any thread.
int reset(qint64 heldMs);

/// Bytes of a body that Qt handed on. What its threads read and do not hand on is measured: more
/// than `kMostSwallowed` of that, and the connections of the thread that read last are reset. (Qt
/// keeps the whole body of a 401 or 407 to itself, and has no bound for it.)
void handedOn(qint64 bytes);
void beginAnew(); ///< an answer began, or a call is over
inline constexpr qint64 kMostSwallowed = 16'000'000; ///< far above all read buffers together

/// While it lives, the thread of `receiver` is at `event`. What is known of a thread are the
/// sockets of Qt Network whose events it had.
class Handling {
public:
    Handling(QObject *receiver, const QEvent *event);
    ~Handling();
    Q_DISABLE_COPY_MOVE(Handling)

private:
    bool m_isOutermost = false;
    qintptr m_socket = -1; ///< that is to be read
    qint64 m_waiting = 0; ///< bytes there before
};

/// An application that knows what its network threads are at. Qt (6.4, QHttpNetworkConnection)
/// reads plain HTTP without a buffer of its own until nothing is left: a server that sends headers
/// without end, or a body before Qt's thread has heard of our bound, holds that thread, and fills
/// the memory, for as long as it likes. Nothing that is posted to the thread ends that.
template <class Application> class WatchingApplication : public Application {
public:
    using Application::Application;
    bool notify(QObject *receiver, QEvent *event) override
    {
        const Handling handling(receiver, event);
        return Application::notify(receiver, event);
    }
};

} // namespace cairn::heldsockets
