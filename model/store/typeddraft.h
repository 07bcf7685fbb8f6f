#pragma once

#include "error.h"

namespace cairn {

class Database;

/// Whether somebody has typed into the review of this document (by its key) and left it for later. Such a text is nowhere
/// else: nothing but the review itself may end it.
Result<bool> hasTypedDraft(Database &database, qint64 document);

} // namespace cairn
