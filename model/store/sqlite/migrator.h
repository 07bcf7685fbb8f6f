// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace cairn {

class Database;

/// One step of the schema: `NNNN_name.sql`. Steps only go forward and are never changed once
/// released.
struct Migration {
    int version = 0;
    QString name;
    QByteArray sql; ///< any number of statements, without BEGIN, COMMIT or PRAGMA user_version
};

/// The migrations that were built in (:/cairn/migrations), by version.
QList<Migration> bundledMigrations();
QList<Migration> migrationsIn(const QString &folder);

Result<int> schemaVersion(Database &database);
/// Of a file with `schema`, where this program knows the schemas up to `newest`.
Failure tooNew(int schema, int newest, const QString &file);

/// Brings the schema to the last of `migrations`, each in one transaction together with PRAGMA
/// user_version. Before the first step of an upgrade a copy of the file is kept beside it
/// (`<file>.v<old version>`). TooNew: the file is further than we are. Foreign keys must be
/// switched off while it runs.
Result<void> migrate(Database &database, const QList<Migration> &migrations);

} // namespace cairn
