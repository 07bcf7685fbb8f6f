// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>

#include <memory>

struct sqlite3;

namespace cairn {

/// A connection to a file that is not (or not yet) a profile's store: copies, backups, files of
/// unknown origin. No schema, no pragmas of ours, nothing that Qt's driver does. One thread.
struct CloseConnection {
    void operator()(sqlite3 *handle) const;
};
using RawConnection = std::unique_ptr<sqlite3, CloseConnection>;

namespace raw {

/// `flags` as sqlite3_open_v2 takes them. Waits up to ten seconds for locks.
Result<RawConnection> connect(const QString &file, int flags);
/// What the file says about itself is not obeyed: no triggers, no views, no functions or virtual
/// tables that its schema names, no writes into its schema.
Result<void> distrust(sqlite3 *handle);
Result<void> run(sqlite3 *handle, const char *sql);
/// The first column of the first row.
Result<QByteArray> value(sqlite3 *handle, const char *sql);
Failure failed(sqlite3 *handle, const QString &doing);

} // namespace raw
} // namespace cairn
