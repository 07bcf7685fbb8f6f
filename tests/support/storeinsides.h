// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

namespace cairn {

class StoreInsides {
public:
    static Database &database(Store &store) { return store.database(); }
};

/// The connection of a store, which the product does not show: for looking at what it has, and for
/// harming it.
inline Database &databaseOf(Store &store) { return StoreInsides::database(store); }

/// Without migrations 14 and later, as migration 13 left it, for tests that go back further by
/// themselves.
inline Result<void> backToMigration13(Database &database)
{
    return database.execute(
        QStringLiteral("DROP INDEX version_by_turn; ALTER TABLE version DROP COLUMN late;"
                       " CREATE INDEX version_by_document ON version(document, key);"
                       " ALTER TABLE revision RENAME COLUMN sending TO attempted;"
                       " DROP TABLE first_shown; PRAGMA user_version = 13"));
}

} // namespace cairn
