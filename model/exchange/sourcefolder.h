// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchange.h"
#include "files.h"

namespace cairn {

/// A file that an import may take.
struct SourceFile {
    QString path; ///< absolute
    QString relative; ///< below the root, with '/'
};

/// The Markdown and text files below a folder, by their names; every other entry is reported:
/// links, pipes and devices, names that are no text, folders that cannot be read. Only other
/// programs' own files (a leading dot) are passed over. No link is followed. Cancelled when `goOn`
/// said so.
Result<QList<SourceFile>>
sourceFiles(const QString &root, ImportReport &report, const GoOn &goOn = {});

} // namespace cairn
