// SPDX-License-Identifier: GPL-3.0-or-later
#include "error.h"

namespace cairn {

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Offline:
        return QStringLiteral("offline");
    case ErrorKind::Transient:
        return QStringLiteral("transient");
    case ErrorKind::Auth:
        return QStringLiteral("auth");
    case ErrorKind::Forbidden:
        return QStringLiteral("forbidden");
    case ErrorKind::Rejected:
        return QStringLiteral("rejected");
    case ErrorKind::Conflict:
        return QStringLiteral("conflict");
    case ErrorKind::Protocol:
        return QStringLiteral("protocol");
    case ErrorKind::Storage:
        return QStringLiteral("storage");
    case ErrorKind::DiskFull:
        return QStringLiteral("disk-full");
    case ErrorKind::TooNew:
        return QStringLiteral("too-new");
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::NotFound:
        return QStringLiteral("not-found");
    case ErrorKind::Invalid:
        return QStringLiteral("invalid");
    case ErrorKind::Locked:
        return QStringLiteral("locked");
    }
    return QStringLiteral("unknown");
}

QString errorReasonName(ErrorReason reason)
{
    switch (reason) {
    case ErrorReason::None:
        break;
    case ErrorReason::StoreReplaced:
        return QStringLiteral("store-replaced");
    case ErrorReason::RemovalsHeld:
        return QStringLiteral("removals-held");
    case ErrorReason::OtherAccount:
        return QStringLiteral("other-account");
    case ErrorReason::AccountLocked:
        return QStringLiteral("account-locked");
    case ErrorReason::NoDatabase:
        return QStringLiteral("no-database");
    }
    return {};
}

ErrorReason errorReasonNamed(const QString &name)
{
    for (const ErrorReason reason : kErrorReasons) {
        if (errorReasonName(reason) == name)
            return reason;
    }
    return ErrorReason::None;
}

} // namespace cairn
