// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cannednetwork.h"
#include "fuzzinput.h"
#include "http/couchclient.h"
#include "virtualtimers.h"

namespace cairn::fuzz {

/// A CouchClient with a server that says what the fuzzer wants, in virtual time.
struct FuzzClient {
    explicit FuzzClient(const QList<QByteArray> &answers, const QString &user = {})
        : network(answers)
        , client(
              {*DatabaseUrl::parse(QStringLiteral("http://127.0.0.1:5984/notes")), user,
               user.isEmpty() ? QString() : QStringLiteral("secret")},
              network, timers, clock)
    {
    }
    ~FuzzClient() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    /// Until `done`, for at most a day of virtual time. Real time is libFuzzer's business: it says
    /// so when one input takes too long, and a run that was held up for a while is no finding.
    template <typename Done> void run(const Done &done)
    {
        require(runUntil(timers, done, 24 * 3600 * 1000, 15 * 60 * 1000), "every operation ends");
        // A second ending would come now.
        int turns = 0;
        runUntil(timers, [&turns] { return ++turns > 3; });
    }

    TestClock clock;
    VirtualTimers timers{&clock};
    CannedNetwork network;
    CouchClient client;
};

} // namespace cairn::fuzz
