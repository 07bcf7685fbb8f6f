// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace cairn {

/// What went wrong, in the only words that decisions are taken from. Wording for people is made in
/// ui.
enum class ErrorKind {
    Offline, ///< no network, name or route; wait for the network
    Transient, ///< the server or a proxy is busy or broken for now; try again later
    Auth, ///< sign in (again): wrong or expired credentials
    Forbidden, ///< signed in, but not allowed (no member, account locked for a while)
    Rejected, ///< the server refuses this document (too large, validation …)
    Conflict, ///< the thing changed meanwhile (stale check, 409)
    Protocol, ///< the answer is not what a CouchDB server sends (captive portal, proxy page,
              ///< nonsense)
    Storage, ///< the local disk or database failed
    DiskFull, ///< the local disk is full
    TooNew, ///< written by a newer version of Cairn
    Cancelled, ///< stopped on request
    NotFound, ///< no such note, notebook, revision, database …
    Invalid, ///< the caller's input cannot be accepted (empty name, 5 MB title, invalid UTF-8 …)
    Locked, ///< the profile is in use in a way that forbids this, or damaged
};

/// What a decision, or a sentence for people, needs to know beyond the kind.
enum class ErrorReason {
    None,
    StoreReplaced, ///< a backup was restored: what was meant belongs to a store that is gone
    RemovalsHeld, ///< so many notes would go that a person is asked first
    OtherAccount, ///< the notes here belong to another one, and nothing was sent to this
    AccountLocked, ///< for a while, after wrong passwords
    NoDatabase, ///< there is none, and this account may not make it
};
inline constexpr ErrorReason kErrorReasons[] = {
    ErrorReason::None,         ErrorReason::StoreReplaced, ErrorReason::RemovalsHeld,
    ErrorReason::OtherAccount, ErrorReason::AccountLocked, ErrorReason::NoDatabase};

/// A failure as a value. `message` is one plain English line for logs and the command line; `code`
/// is an HTTP status or SQLite result where there is one; `context` names what was being done or to
/// which document.
struct Error {
    ErrorKind kind = ErrorKind::Storage;
    int code = 0;
    QString message;
    QString context;
    qint64 retryAfterMs = -1; ///< what the server asked for by Retry-After; -1 when it did not
    ErrorReason reason = ErrorReason::None;

    /// Trying the same again later, unchanged, may succeed.
    bool isTransient() const
    {
        return kind == ErrorKind::Offline || kind == ErrorKind::Transient
            || kind == ErrorKind::Protocol;
    }
    /// A change of reachability is worth an immediate retry.
    bool waitsForNetwork() const
    {
        return kind == ErrorKind::Offline || kind == ErrorKind::Protocol;
    }
};

/// The stable lower-case name of a kind ("offline", "not-found"), as the command line prints it.
QString errorKindName(ErrorKind kind);
/// The stable name of a reason ("store-replaced"); empty for None.
QString errorReasonName(ErrorReason reason);
/// The reason of that name; None for any other text.
ErrorReason errorReasonNamed(const QString &name);

template <typename T> using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;

inline Failure failure(ErrorKind kind, QString message, QString context = {}, int code = 0)
{
    return Failure(Error{kind, code, std::move(message), std::move(context)});
}
inline Failure failure(ErrorKind kind, QString message, ErrorReason reason)
{
    return Failure(Error{kind, 0, std::move(message), {}, -1, reason});
}

} // namespace cairn

/// Returns the error of a Result-valued expression from the current function, or goes on.
#define CAIRN_TRY(expression)                                                                      \
    do {                                                                                           \
        if (auto tried_ = (expression); !tried_)                                                   \
            return tl::unexpected(std::move(tried_).error());                                      \
    } while (false)

#define CAIRN_CONCAT2(a, b) a##b
#define CAIRN_CONCAT(a, b) CAIRN_CONCAT2(a, b)
#define CAIRN_ASSIGN_IMPL(temporary, declaration, expression)                                      \
    auto temporary = (expression);                                                                 \
    if (!temporary)                                                                                \
        return tl::unexpected(std::move(temporary).error());                                       \
    declaration = std::move(temporary).value()
/// CAIRN_ASSIGN(auto x, f()): x is the value of a Result, or the error is returned.
#define CAIRN_ASSIGN(declaration, expression)                                                      \
    CAIRN_ASSIGN_IMPL(CAIRN_CONCAT(result_, __LINE__), declaration, expression)
