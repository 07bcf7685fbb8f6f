// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"

#include <QMap>
#include <QString>

namespace cairn {

class Database;

/// Collects how numbers of notes change, so that the ones that stay the same cost nothing. For one
/// projection.
class TallyKeeper {
public:
    explicit TallyKeeper(Database &database);
    void add(QStringView kind, const QString &name, int notes);
    void add(QStringView kind, int notes) { add(kind, QStringLiteral(""), notes); }
    Result<void> write(ChangeSet &changes);

private:
    Database &m_database;
    QMap<std::pair<QString, QString>, int> m_changes;
};

} // namespace cairn
