// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzclient.h"
#include "fuzztargets.h"

namespace cairn::fuzz {

/// A sign-in and two requests, answered by the parts of the input in turn.
void session(const QByteArray &input)
{
    FuzzClient fuzz(parts(input), QStringLiteral("ann"));
    QObject owner;
    int ended = 0;
    const auto count = [&ended](const CallResult<CouchReply> &reply) {
        ++ended;
        require(reply || !reply.error().message.isEmpty(), "an error says why");
    };
    fuzz.client.send({}, &owner, count);
    CouchRequest second;
    second.path = QStringLiteral("_local/x");
    fuzz.client.send(second, &owner, count);
    fuzz.run([&ended] { return ended >= 2; });
    require(ended == 2, "every request ends once");
    require(fuzz.network.asked() <= 64, "the number of requests is bounded");
    const QByteArray cookie = fuzz.client.session().cookie();
    require(cookie.isEmpty() || cookie.startsWith("AuthSession="), "only the session's cookie");
    for (const char c : cookie)
        require(c != '\r' && c != '\n' && c != '\0', "a cookie cannot add lines to a request");
}

} // namespace cairn::fuzz
