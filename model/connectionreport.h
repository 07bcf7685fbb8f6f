// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QMetaType>

namespace cairn {

/// The outcome of trying an account, for the account dialog. ui words it.
struct ConnectionReport {
    enum class Outcome {
        Ok, ///< signed in, the database is there
        WillCreate, ///< signed in, the database is missing and may be created
        InvalidUrl, ///< not http(s), no host, or no database name
        HostNotFound,
        Unreachable, ///< refused, timed out, no network
        Tls, ///< certificate not trusted, or TLS failed; `detail` says why
        PlainHttp, ///< asked by https, and the server answers without encryption
        NotTls, ///< plain http to a host that is not this computer: refused
        NotCouchDb, ///< something answers, but no CouchDB
        CaptivePortal, ///< a network's sign-in page answers instead
        WrongPassword,
        Locked, ///< too many wrong passwords: wait
        NotAllowed, ///< signed in, but no member of the database
        CannotCreate, ///< database missing and this account may not create it
        ServerTrouble, ///< 5xx
    };
    Outcome outcome = Outcome::Unreachable;
    QString detail; ///< technical detail for "More", no secrets
};

} // namespace cairn

Q_DECLARE_METATYPE(cairn::ConnectionReport)
