// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/healthprobe.h"

namespace cairn {

HealthProbe::HealthProbe(CouchClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void HealthProbe::start(Done done)
{
    CouchRequest request;
    request.path = QStringLiteral("_up");
    request.onServer = true;
    request.signedIn = false;
    request.deadlineMs = tuning::kProbeDeadlineMs;
    m_client.send(std::move(request), this, [done = std::move(done)](CallResult<CouchReply> reply) {
        if (reply) {
            done(std::nullopt);
            return;
        }
        const CallError &error = reply.error();
        switch (error.cause) {
        case Cause::SignIn: // wants an account even for this
        case Cause::NotAllowed:
            done(std::nullopt);
            return;
        case Cause::NotFound:
        case Cause::NotCouchDb: // no `_up` here, or a proxy hides it; the run will find out
            if (error.code != 404 || error.said.contains(u"maintenance"))
                break;
            done(std::nullopt);
            return;
        default:
            break;
        }
        done(Error(error));
    });
}

} // namespace cairn
