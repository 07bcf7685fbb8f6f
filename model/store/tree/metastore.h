// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "syncstatus.h"

#include <QString>
#include <QStringList>

namespace cairn {

class Database;

/// Small facts about this store. Only the device's id and name are cached (refresh()).
class MetaStore {
public:
    explicit MetaStore(Database &database);

    Result<std::optional<QString>> value(const QString &name);
    Result<void> setValue(const QString &name, const QString &value);
    Result<void> remove(const QString &name);

    QString deviceId() const { return m_deviceId; } ///< `device:<ULID>`, made with the store
    QString deviceName() const { return m_deviceName; }
    /// Whether an id is this device's, now or before a backup was restored here: for what is shown
    /// to the person. It proves nothing about what came from elsewhere.
    bool isThisDevice(const QString &id) const { return id == m_deviceId || wasThisDevice(id); }
    bool wasThisDevice(const QString &id) const { return m_formerIds.contains(id); }
    /// What a restored store is told of the one in whose place it comes.
    Result<void> setFormerIds(const QStringList &ids);
    static QString formerIdsName();
    /// Of a store that became a device of its own; before initialize().
    Result<void> setDeviceId(const QString &id);
    Result<void> setDeviceName(const QString &name);
    Result<void> refresh(); ///< another connection may have set the name, or restored a backup
    Result<Account> account();
    Result<void> setAccount(const Account &account); ///< an invalid account signs out
    /// Reads or makes the device identity. Called once while opening.
    Result<void> initialize(const QString &newDeviceId, const QString &newDeviceName);

private:
    Result<void> readFormerIds();

    Database &m_database;
    QString m_deviceId;
    QString m_deviceName;
    QStringList m_formerIds;
};

} // namespace cairn
