// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminationsignals.h"

#include "consoleevents.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace cairn {

#ifdef Q_OS_UNIX

namespace {

// A signal handler may do little more than write to a descriptor that it finds in a global.
std::atomic<int> g_write = -1; // NOLINT
constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};

void onSignal(int)
{
    const int saved = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_write, &byte, 1);
    errno = saved;
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    for (const int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
    g_write = ends[1];
    m_notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this, end = ends[0]] {
        char byte = 0;
        if (::read(end, &byte, 1) > 0)
            emit received();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : kSignals) {
        struct sigaction before = {};
        sigaction(number, nullptr, &before);
        if (before.sa_handler != SIG_IGN) // as nohup wants it
            sigaction(number, &action, nullptr);
    }
}

TerminationSignals::~TerminationSignals()
{
    if (!m_notifier)
        return;
    for (const int number : kSignals) {
        if (std::signal(number, SIG_DFL) == SIG_IGN)
            std::signal(number, SIG_IGN);
    }
    const int readEnd = int(m_notifier->socket());
    delete m_notifier;
    ::close(readEnd);
    ::close(g_write.exchange(-1));
}

#else

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
    , m_console(std::make_unique<ConsoleEvents>([this] {
        return QMetaObject::invokeMethod(this, &TerminationSignals::received, Qt::QueuedConnection);
    }))
{
}

TerminationSignals::~TerminationSignals() = default;

#endif

} // namespace cairn
