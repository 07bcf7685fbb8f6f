// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/couchclient.h"

namespace cairn {

/// Asks a server that is in doubt whether it works, without signing in: `GET /_up`. Anything a
/// working server may answer counts as yes, because `_up` does not exist everywhere. One use; sync
/// thread; `done` comes once, unless the object is destroyed before.
class HealthProbe : public QObject {
public:
    using Done = std::function<void(std::optional<Error>)>; ///< nothing: it works
    explicit HealthProbe(CouchClient &client, QObject *parent = nullptr);
    void start(Done done);

private:
    CouchClient &m_client;
};

} // namespace cairn
