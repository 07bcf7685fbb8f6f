// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

class Database;
class MetaStore;

/// Whether a store is where it was opened last, or a copy of that: then it is another device, for
/// two under one identity would take each other's edits for their own. What tells is when its file
/// came to be, which a file system says of every file anew; where it does not say it, nothing is
/// noticed. A file that is moved stays what it is.
class StoreHome {
public:
    /// Inside or outside a transaction; on the thread of the store. Gives a copy `newDeviceId`,
    /// before anybody asks for the identity. Answers whether it did.
    static Result<bool> settle(Database &database, MetaStore &meta, const QString &newDeviceId);
    /// The store is about to be moved by us and stays the device that it is.
    static Result<void> forget(MetaStore &meta);
};

} // namespace cairn
