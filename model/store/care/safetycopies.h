// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

namespace cairn {

class Clock;
class Database;
class MetaStore;

/// Copies of a store that are made by themselves, in the folder `backups` beside it. Ordinary
/// backups (restore.h takes them). Three stay: the newest, and of the others
/// those that are a day apart from the one before, the latest first. One with damaged texts takes
/// the place of another such one only.
class SafetyCopies {
public:
    SafetyCopies(Database &database, MetaStore &meta, const Clock &clock);
    /// The file; empty when the store has no documents, or when the copy for this event is there.
    Result<QString> make(const QString &event);

    static QString folder(const QString &storeFile);
    /// The beginnings of copies, of this store or in its folder, and of restores that were killed
    /// half-way (halffiles.h).
    static void removeLeftovers(const QString &storeFile);
    static QString pattern(); ///< of their names, for QDir

private:
    void prune();

    Database &m_database;
    MetaStore &m_meta;
    const Clock &m_clock;
};

} // namespace cairn
