// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

/// Looks at what stands under the names that SQLite uses for `database`: the file, its logs and
/// their index. SQLite opens whatever is there, and would wait for the other end of a pipe for
/// ever. Storage: one of them is no file (checkNoDevice()); its name is in the words. Any thread.
Result<void> checkSqliteFiles(const QString &database);

} // namespace cairn
