// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"

#include <QHash>

#include <optional>

namespace cairn {

class Database;

/// Finds out what other connections, of this process or another one, have committed since the last
/// time. Costs by the number of changed notes. On the thread of its connection.
class ChangeProbe {
public:
    struct Found {
        ChangeSet changes; ///< without `notes`
        QHash<qint64, qint64> notes; ///< key, number of the update: the later, the greater
        bool replaced = false; ///< a backup was restored
    };
    explicit ChangeProbe(Database &database);

    /// Nothing when nobody else wrote. Notes by key; changes of this connection may be among them.
    /// Notes that went away for good are not named: then `everything` is set. All that is cheap to
    /// read again is always marked.
    Result<std::optional<Found>> poll();
    /// The number of the newest update of a note there is now.
    Result<qint64> newestUpdate();

private:
    struct Mark {
        qint64 row = 0; ///< greatest in the order of updates
        qint64 document = 0; ///< greatest key of a note
        qint64 notes = 0;
        QString generation; ///< of the store (storegeneration.h)
    };
    Result<Mark> mark(qint64 *newNotes);
    Result<QHash<qint64, qint64>> changedAfter(qint64 row);

    Database &m_database;
    qint64 m_version = -1;
    Mark m_mark;
};

} // namespace cairn
