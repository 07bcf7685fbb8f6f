// SPDX-License-Identifier: GPL-3.0-or-later
#include "damagedtext.h"

namespace cairn {

namespace {

// SQLITE_CORRUPT, as for a page that cannot be read, with an extension that SQLite does not use.
constexpr int kDamagedText = 11 | (200 << 8);

} // namespace

Failure damagedText(const QString &what)
{
    return failure(
        ErrorKind::Locked,
        QStringLiteral("this text is damaged on the disk; `cairn-cli doctor` says more"), what,
        kDamagedText);
}

bool isDamagedText(const Error &error)
{
    return error.kind == ErrorKind::Locked && error.code == kDamagedText;
}

bool isTextMissing(const Error &error)
{
    return error.kind == ErrorKind::NotFound || isDamagedText(error);
}

} // namespace cairn
