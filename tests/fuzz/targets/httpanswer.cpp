// SPDX-License-Identifier: GPL-3.0-or-later
#include "cannednetwork.h"
#include "fuzzinput.h"
#include "fuzztargets.h"
#include "http/callerror.h"

#include <QUrl>

namespace cairn::fuzz {

/// Status, headers and body of one answer (see CannedNetwork).
void httpanswer(const QByteArray &input)
{
    constexpr qint64 kNow = 1'700'000'000'000;
    constexpr qint64 kWeek = 7 * 24 * 3600 * 1000LL;
    const FakeResponse response = CannedNetwork::parsed(input);
    ReplyFacts facts;
    facts.status = response.status;
    facts.host = QStringLiteral("example.org");
    facts.body = response.body;
    for (const auto &[name, value] : response.headers) {
        const QByteArray lower = name.toLower();
        if (lower == "retry-after")
            facts.retryAfter = value;
        else if (lower == "content-type")
            facts.contentType = value;
        else if (lower == "location")
            facts.redirectHost = QUrl::fromEncoded(value).host();
    }
    const qint64 wait = parseRetryAfter(facts.retryAfter, kNow);
    require(wait >= -1 && wait <= kWeek, "nobody waits for more than a week");
    for (const bool signIn : {false, true}) {
        facts.signIn = signIn;
        const auto error = classify(facts, kNow);
        if (facts.status >= 400 || facts.status == 0)
            require(error.has_value(), "no success without a status of success");
        if (!error)
            continue;
        require(!error->message.isEmpty(), "an error says why");
        require(error->retryAfterMs >= -1 && error->retryAfterMs <= kWeek, "bounded waiting");
        if (error->kind == ErrorKind::Auth)
            require(facts.status == 401, "only 401 asks for a password");
    }
}

} // namespace cairn::fuzz
