// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cairn {

/// Where one person's data lives: everything is below one directory, by its real name: a profile
/// that is reached through a link has the same locks, sockets and passwords. A value; nothing is
/// created by asking.
class Profile {
public:
    /// The platform's data directory (XDG_DATA_HOME/cairn, AppData, Application Support).
    static Profile standard();
    explicit Profile(QString directory);

    QString directory() const { return m_directory; }
    QString databaseFile() const; ///< notes, trees, outbox, search index
    QString settingsFile() const; ///< window and editor settings, INI
    QString lockFile() const; ///< held by the running application
    QString serverName() const; ///< of the local socket by which a second start reaches the first
    QString
    leaderFile() const; ///< locked by the process that syncs; its note says where it listens
    QString leaderName() const; ///< of the local socket by which the others reach it
    QString logFile() const;
    QStringList witnesses() const; ///< that a store was opened here before, see storetraces.h

private:
    QString m_directory;
};

} // namespace cairn
