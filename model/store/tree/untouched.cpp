// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tree/untouched.h"

#include "store/tree/documentstore.h"

namespace cairn {

Result<void> checkUntouched(const StoredDocument &document, const RevId &made)
{
    if (!document.displayed || document.tree.node(*document.displayed)->deleted)
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), document.id);
    if (*document.displayed == made)
        return {};
    return failure(
        ErrorKind::Conflict, QStringLiteral("the note was written on since"), document.id);
}

} // namespace cairn
