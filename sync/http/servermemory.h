// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace cairn {

class Clock;
class MetaStore;

/// What a server asked for that outlives a process: a pause (Retry-After, a locked account), and
/// how often it refused a sign-in of late. Kept in the store, so that a script that starts a sync
/// every second asks no sooner, and cannot lock the account by repeating a wrong password. No
/// password is kept, nor anything made of one. Forgotten with the first good run. Sync thread;
/// failures to write are logged: they must not end a sync.
class ServerMemory {
public:
    /// `account`: whose memory it is; that of another one does not count.
    ServerMemory(MetaStore &meta, const Clock &clock, const QString &account);

    /// Why nobody should ask now, with the time that is left in `retryAfterMs`. Auth: another wrong
    /// password could lock the account.
    std::optional<Error> rest() const;
    void remember(const Error &error); ///< when it asks for a pause
    void signInRefused();
    /// The person gave another password.
    static Result<void> forgetSignIns(MetaStore &meta);
    void forget(); ///< the server answered as it should

private:
    std::optional<Error> pause(qint64 now) const;
    std::optional<Error> signIns(qint64 now) const;
    void save();

    MetaStore &m_meta;
    const Clock &m_clock;
    QJsonObject m_facts;
};

} // namespace cairn
