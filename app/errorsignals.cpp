// SPDX-License-Identifier: GPL-3.0-or-later
#include "errorsignals.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace cairn::errorsignals {

#ifdef Q_OS_UNIX

namespace {

/// Not SIG_IGN, which a program that is started would inherit.
void onSignal(int) { }

} // namespace

void becomeErrors()
{
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGPIPE, SIGXFSZ})
        sigaction(number, &action, nullptr);
}

#else

void becomeErrors() { }

#endif

} // namespace cairn::errorsignals
