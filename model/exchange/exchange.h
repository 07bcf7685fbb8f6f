// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace cairn {

/// Told how far an import or export is; answers whether to go on. `total` is 0 while it is not
/// known.
using ExchangeProgress = std::function<bool(int done, int total)>;

/// What an import took, and what it could not take and why.
struct ImportReport {
    struct Skipped {
        QString item; ///< path below the imported folder
        QString reason;
        bool partly = false; ///< the rest of the file was taken
        QString encoding = {}; ///< of a remark: what the file was taken to be written in
    };
    int notes = 0;
    int notebooks = 0;
    int tags = 0;
    int attachments = 0;
    int alreadyHere = 0; ///< notes that an earlier import brought
    QList<Skipped> skipped;
    QList<Skipped> remarks; ///< what was taken in another way than it was written (an encoding)
    QStringList noteIds; ///< the new ones: what an undo moves to the trash
};

struct ExportReport {
    struct Unread {
        QString note; ///< its id
        QString reason;
    };
    int notes = 0;
    int attachments = 0;
    QList<Unread> unread; ///< notes whose pages are damaged: they are missing in what was written
    QStringList asListed; ///< ids of notes whose text is damaged: what the list shows was written
};

} // namespace cairn
