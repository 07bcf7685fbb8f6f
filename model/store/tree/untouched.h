// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

namespace cairn {

struct StoredDocument;

/// Whoever takes an act of the person back asks here, inside the transaction that does it: whether
/// the document still shows what that act made of it. Conflict: it was written on since, here or
/// elsewhere, and that is not part of the act. NotFound: it is gone.
Result<void> checkUntouched(const StoredDocument &document, const RevId &made);

} // namespace cairn
