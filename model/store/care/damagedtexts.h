// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QStringList>

struct sqlite3;

namespace cairn {

/// Texts of a file of notes that are missing, cannot be read (json.h) or were altered on the disk
/// (isAltered() in noterow.h). SQLite finds the pages of such a file sound.
struct DamagedTexts {
    int count = 0;
    QStringList titles; ///< of a few, as the list has them

    /// Of what every document has to show, and of versions beside that. Reads only; any store file
    /// of ours, of any version.
    static Result<DamagedTexts> find(sqlite3 *file);
};

} // namespace cairn
