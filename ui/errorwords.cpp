// SPDX-License-Identifier: GPL-3.0-or-later
#include "errorwords.h"

#include "damagedtext.h"

namespace cairn {

namespace {

/// SQLite's words for a file or folder that may not be written: PERM, READONLY, CANTOPEN.
bool isProtected(const Error &error)
{
    const int code = error.code & 0xff;
    return code == 3 || code == 8 || code == 14;
}

} // namespace

QString ErrorWords::reason(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::DiskFull:
        return tr("the disk is full");
    case ErrorKind::Transient:
        return tr("the notes are in use by another program for a moment");
    case ErrorKind::TooNew:
        return tr("a newer Cairn has changed these notes");
    case ErrorKind::Locked:
        if (isDamagedText(error))
            return tr("the text of this note is damaged on the disk; the command "
                      "“cairn-cli doctor” says more");
        return tr("the notes on this computer are locked or damaged");
    case ErrorKind::NotFound:
        return tr("it is not there any more");
    case ErrorKind::Invalid:
        return tr("it is too large or contains something that cannot be stored");
    case ErrorKind::Conflict:
        return tr("it has changed in the meantime");
    default:
        return error.kind == ErrorKind::Storage && isProtected(error)
            ? tr("the folder of your notes cannot be written")
            : tr("the disk reports an error");
    }
}

QString ErrorWords::refusal(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Auth:
        return tr("The server wants you to sign in again.");
    case ErrorKind::Forbidden:
        return tr("This account may not change this on the server.");
    case ErrorKind::Offline:
        return tr("There was no connection.");
    case ErrorKind::Transient:
    case ErrorKind::Protocol:
        return tr("The server was busy or unreachable.");
    case ErrorKind::Rejected:
        break;
    default:
        return tr("It could not be sent: %1.").arg(reason(error));
    }
    if (error.code == 413)
        return tr("It is too large for the server.");
    if (error.code == 412)
        return tr("A file that belongs to it is not on the server any more.");
    if (error.code == 401 || error.code == 403)
        return tr("This account may not change this on the server.");
    return tr("The server does not accept it.");
}

} // namespace cairn
