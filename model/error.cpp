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

namespace {

struct ReasonName {
    ErrorReason reason;
    QLatin1String name;
};

constexpr ReasonName kReasonNames[] = {
    {ErrorReason::StoreReplaced, QLatin1String("store-replaced")},
    {ErrorReason::RemovalsHeld, QLatin1String("mass-removal")},
    {ErrorReason::OtherAccount, QLatin1String("account-changed")},
    {ErrorReason::AccountLocked, QLatin1String("account-locked")},
    {ErrorReason::NoDatabase, QLatin1String("create-database")},
};

} // namespace

QString errorReasonName(ErrorReason reason)
{
    for (const ReasonName &named : kReasonNames) {
        if (named.reason == reason)
            return named.name;
    }
    return {};
}

ErrorReason errorReasonNamed(const QString &name)
{
    for (const ReasonName &named : kReasonNames) {
        if (named.name == name)
            return named.reason;
    }
    return ErrorReason::None;
}

} // namespace cairn
