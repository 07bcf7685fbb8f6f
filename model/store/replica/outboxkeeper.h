// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"
#include "revision.h"

#include <QJsonObject>
#include <QList>

namespace cairn {

class Clock;
class Database;
struct StoredDocument;

/// Keeps the one outbox row of a document while it has a leaf that the server has not acknowledged.
/// Inside DocumentStore::settle only.
class OutboxKeeper {
public:
    OutboxKeeper(Database &database, const Clock &clock);

    /// The row is there and says what is to be sent. `leaves`: all of the document's, best first.
    /// `body`: of the displayed leaf, empty when it is deleted.
    Result<void> keep(
        const StoredDocument &document, const QList<RevId> &leaves, const QJsonObject &body,
        ChangeSet &changes);
    Result<void>
    drop(const StoredDocument &document, ChangeSet &changes); ///< nothing is left to send

private:
    Result<void> checkSize(const StoredDocument &document, const QJsonObject &body);
    Result<void> dependOn(const StoredDocument &document, const QJsonObject &body);

    Database &m_database;
    const Clock &m_clock;
};

} // namespace cairn
