// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/tree/followers.h"

namespace cairn {

class Clock;
class Database;
struct StoredDocument;

/// Keeps the one outbox row of a document while it has a leaf that the server has not acknowledged.
/// Inside DocumentStore::settle only.
class OutboxKeeper : public SendQueue {
public:
    OutboxKeeper(Database &database, const Clock &clock);

    Result<void> keep(
        const StoredDocument &document, const QList<RevId> &leaves, const QJsonObject &body,
        ChangeSet &changes) override;
    Result<void> drop(const StoredDocument &document, ChangeSet &changes) override;
    Result<void> acknowledged(const StoredDocument &document) override;

    /// Takes out what dependencies are left of rows that are gone; for the doctor.
    static Result<void> dropOrphans(Database &database);

private:
    Result<void> checkSize(const StoredDocument &document, const QJsonObject &body);
    Result<void> dependOn(const StoredDocument &document, const QJsonObject &body);

    Database &m_database;
    const Clock &m_clock;
};

} // namespace cairn
