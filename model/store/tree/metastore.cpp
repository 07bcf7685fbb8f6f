// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tree/metastore.h"

#include "store/sqlite/database.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cairn {

namespace {

constexpr QStringView kDeviceIdName = u"device_id";
constexpr QStringView kDeviceNameName = u"device_name";
constexpr QStringView kAccountName = u"account";
constexpr qsizetype kFormerIds = 16; ///< the last ones

} // namespace

MetaStore::MetaStore(Database &database)
    : m_database(database)
{
}

Result<std::optional<QString>> MetaStore::value(const QString &name)
{
    Statement query =
        m_database.statement(QStringLiteral("SELECT value FROM meta WHERE name = :name"));
    query.bind(":name", name);
    CAIRN_TRY(query.run());
    if (!query.next()) {
        CAIRN_TRY(query.status());
        return std::optional<QString>();
    }
    return std::optional<QString>(query.text(0));
}

Result<void> MetaStore::setValue(const QString &name, const QString &value)
{
    Statement query = m_database.statement(
        QStringLiteral("INSERT INTO meta (name, value) VALUES (:name, :value)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
    query.bind(":name", name).bind(":value", value);
    return query.run();
}

Result<void> MetaStore::remove(const QString &name)
{
    Statement query = m_database.statement(QStringLiteral("DELETE FROM meta WHERE name = :name"));
    query.bind(":name", name);
    return query.run();
}

Result<void> MetaStore::setDeviceId(const QString &id)
{
    CAIRN_TRY(setValue(kDeviceIdName.toString(), id));
    m_deviceId = id;
    return {};
}

QString MetaStore::formerIdsName() { return QStringLiteral("former_devices"); }

Result<void> MetaStore::setFormerIds(const QStringList &ids)
{
    m_formerIds = ids.mid(std::max<qsizetype>(0, ids.size() - kFormerIds));
    return setValue(formerIdsName(), m_formerIds.join(u' '));
}

Result<void> MetaStore::setDeviceName(const QString &name)
{
    CAIRN_TRY(setValue(kDeviceNameName.toString(), name));
    m_deviceName = name;
    return {};
}

Result<void> MetaStore::refresh()
{
    CAIRN_ASSIGN(const auto id, value(kDeviceIdName.toString()));
    CAIRN_ASSIGN(const auto name, value(kDeviceNameName.toString()));
    m_deviceId = id.value_or(m_deviceId);
    m_deviceName = name.value_or(m_deviceName);
    return readFormerIds();
}

Result<void> MetaStore::readFormerIds()
{
    CAIRN_ASSIGN(const auto ids, value(formerIdsName()));
    m_formerIds = ids.value_or(QString()).split(u' ', Qt::SkipEmptyParts);
    return {};
}

Result<Account> MetaStore::account()
{
    CAIRN_ASSIGN(const std::optional<QString> text, value(kAccountName.toString()));
    const QJsonObject object = QJsonDocument::fromJson(text.value_or(QString()).toUtf8()).object();
    // Of an older version, or written by somebody else: a password in it is not shown.
    return Account{
        addressWithoutUser(object.value(u"url").toString()), object.value(u"user").toString()};
}

Result<void> MetaStore::setAccount(const Account &account)
{
    if (!account.isValid())
        return remove(kAccountName.toString());
    const QJsonObject object{
        {QStringLiteral("url"), addressWithoutUser(account.url)},
        {QStringLiteral("user"), account.user}};
    return setValue(
        kAccountName.toString(),
        QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

Result<void> MetaStore::initialize(const QString &newDeviceId, const QString &newDeviceName)
{
    // The first connection on a new profile decides, also when two processes open it at once.
    const auto keepOrSet = [this](QStringView view, const QString &fresh) -> Result<QString> {
        const QString name = view.toString();
        CAIRN_ASSIGN(const std::optional<QString> known, value(name));
        if (known)
            return *known;
        Statement insert = m_database.statement(
            QStringLiteral("INSERT OR IGNORE INTO meta (name, value) VALUES (:name, :value)"));
        insert.bind(":name", name).bind(":value", fresh);
        CAIRN_TRY(insert.run());
        CAIRN_ASSIGN(const std::optional<QString> kept, value(name));
        return kept.value_or(fresh);
    };
    CAIRN_ASSIGN(m_deviceId, keepOrSet(kDeviceIdName, newDeviceId));
    CAIRN_ASSIGN(m_deviceName, keepOrSet(kDeviceNameName, newDeviceName));
    return readFormerIds();
}

} // namespace cairn
