// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/heldsockets.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QMutex>
#include <QSocketNotifier>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <ctime>
#include <memory>
#include <vector>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#endif

namespace cairn::heldsockets {
namespace {

/// How long this thread worked. Of the processor, where the system tells that to other threads: one
/// that gets no turn is not held. To be made on the thread itself.
class WorkClock {
public:
#ifdef Q_OS_LINUX
    WorkClock() { m_isKnown = ::pthread_getcpuclockid(::pthread_self(), &m_clock) == 0; }
    qint64 ms() const
    {
        timespec time{};
        if (!m_isKnown || ::clock_gettime(m_clock, &time) != 0)
            return 0; // the thread has ended
        return qint64(time.tv_sec) * 1'000 + time.tv_nsec / 1'000'000;
    }

private:
    clockid_t m_clock = 0;
    bool m_isKnown = false;
#else
    qint64 ms() const { return QDeadlineTimer::current().deadline(); }
#endif
};

/// Qt closes a socket a moment before it tells so (QNativeSocketEngine::close): should the number
/// be another's by then, this is harmless to a file, and another connection is begun again.
bool resetConnection(qintptr socket)
{
#ifdef Q_OS_WIN
    return ::shutdown(SOCKET(socket), SD_BOTH) == 0;
#else
#ifdef Q_OS_LINUX
    // What the other side goes on sending is still read there after a shutdown.
    const sockaddr nobody{AF_UNSPEC, {}};
    (void)::connect(int(socket), &nobody, sizeof(nobody));
#endif
    return ::shutdown(int(socket), SHUT_RDWR) == 0 || errno == ENOTCONN;
#endif
}

/// Of a socket that is closed: 0.
qint64 waitingBytes(qintptr socket)
{
#ifdef Q_OS_WIN
    u_long bytes = 0;
    return ::ioctlsocket(SOCKET(socket), FIONREAD, &bytes) == 0 ? qint64(bytes) : 0;
#else
    int bytes = 0;
    return ::ioctl(int(socket), FIONREAD, &bytes) == 0 ? bytes : 0;
#endif
}

std::atomic<qint64> swallowed = 0;

/// One thread and the sockets that it reads.
class NetworkThread {
public:
    /// On that thread, as `begin` and `end`. `self` is this.
    void know(const std::shared_ptr<NetworkThread> &self, const QSocketNotifier *notifier)
    {
        const qintptr socket = notifier->socket();
        const QMutexLocker lock(&m_mutex);
        if (std::find(m_sockets.cbegin(), m_sockets.cend(), socket) != m_sockets.cend())
            return;
        m_sockets.push_back(socket);
        QObject::connect(
            notifier, &QObject::destroyed, notifier, [self, socket] { self->forget(socket); });
    }
    void forget(qintptr socket)
    {
        const QMutexLocker lock(&m_mutex);
        std::erase(m_sockets, socket);
    }
    /// Whether it is not one inside of another.
    bool begin()
    {
        qint64 none = kIdle;
        return m_since.compare_exchange_strong(none, m_clock.ms());
    }
    void end() { m_since = kIdle; }

    int resetIfHeld(qint64 ms)
    {
        const qint64 since = m_since;
        return since == kIdle || m_clock.ms() - since < ms ? 0 : resetAll();
    }
    int resetAll()
    {
        const QMutexLocker lock(&m_mutex);
        return int(std::count_if(m_sockets.cbegin(), m_sockets.cend(), resetConnection));
    }

private:
    static constexpr qint64 kIdle = -1; ///< it waits for an event
    const WorkClock m_clock;
    QMutex m_mutex; ///< guards the sockets
    std::vector<qintptr> m_sockets;
    std::atomic<qint64> m_since = kIdle; ///< its clock, when the outermost event began
};

thread_local std::shared_ptr<NetworkThread> ownThread;
QMutex threadsMutex;
std::vector<std::weak_ptr<NetworkThread>> threads; // few: one for each QNetworkAccessManager

/// A notifier of the window system, of D-Bus or of our own pipes has no such parent.
bool isOfNetwork(const QObject *receiver)
{
    const QCoreApplication *application = QCoreApplication::instance();
    return application && receiver->thread() != application->thread() && receiver->parent()
        && receiver->parent()->inherits("QAbstractSocketEngine");
}

void addOwnThread()
{
    ownThread = std::make_shared<NetworkThread>();
    const QMutexLocker lock(&threadsMutex);
    std::erase_if(threads, [](const auto &thread) { return thread.expired(); });
    threads.push_back(ownThread);
}

} // namespace

int reset(qint64 heldMs)
{
    const QMutexLocker lock(&threadsMutex);
    int count = 0;
    for (const auto &weak : threads) {
        if (const auto thread = weak.lock())
            count += thread->resetIfHeld(heldMs);
    }
    return count;
}

void handedOn(qint64 bytes)
{
    if ((swallowed -= bytes) < 0)
        beginAnew();
}

void beginAnew() { swallowed = 0; }

Handling::Handling(QObject *receiver, const QEvent *event)
{
    if (event->type() == QEvent::SockAct && isOfNetwork(receiver)) {
        if (!ownThread)
            addOwnThread();
        const auto *notifier = static_cast<const QSocketNotifier *>(receiver);
        ownThread->know(ownThread, notifier);
        m_socket = notifier->socket();
        m_waiting = waitingBytes(m_socket);
    }
    m_isOutermost = ownThread && ownThread->begin();
}

Handling::~Handling()
{
    if (m_waiting > 0) {
        const qint64 taken = std::max<qint64>(m_waiting - waitingBytes(m_socket), 0);
        if ((swallowed += taken) > kMostSwallowed) {
            beginAnew();
            ownThread->resetAll();
        }
    }
    if (m_isOutermost)
        ownThread->end();
}

} // namespace cairn::heldsockets
