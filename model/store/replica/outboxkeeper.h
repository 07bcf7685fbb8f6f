// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outboxitem.h"
#include "store/tree/followers.h"

namespace cairn {

class Clock;
class Database;
struct StoredDocument;

/// What makes a row of the outbox forget the attempts that failed.
inline constexpr char kAsGoodAsNew[] =
    "attempts = 0, dead = 0, next_attempt_at = 0, error_kind = NULL, error_code = NULL,"
    " error_message = NULL";

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

    /// Every document that shows anything, or was deleted, waits to be sent as if it was new.
    Result<void> keepEverything();
    /// For the doctor, once texts are mended: dependencies of rows that are gone, flags that are
    /// none, and what was set aside because its text was damaged.
    static Result<void> straighten(Database &database);

private:
    enum class Attempts { Keep, Afresh };
    Result<void>
    put(const StoredDocument &document, OutboxItem::Operation operation, bool emergency,
        Attempts attempts);
    Result<void> checkSize(const StoredDocument &document, const QJsonObject &body);
    Result<void> dependOn(const StoredDocument &document, const QString &target);

    Database &m_database;
    const Clock &m_clock;
};

} // namespace cairn
