// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/storehome.h"

#include "store/sqlite/database.h"
#include "store/tree/metastore.h"

#include <QDateTime>
#include <QFileInfo>

namespace cairn {

namespace {

constexpr QStringView kHome = u"home";

} // namespace

Result<void> StoreHome::forget(MetaStore &meta) { return meta.remove(kHome.toString()); }

Result<bool> StoreHome::settle(Database &database, MetaStore &meta, const QString &newDeviceId)
{
    const QDateTime born = QFileInfo(database.file()).birthTime();
    if (!born.isValid())
        return false;
    const QString here = QString::number(born.toMSecsSinceEpoch());
    CAIRN_ASSIGN(std::optional<QString> known, meta.value(kHome.toString()));
    if (known == here)
        return false; // the usual case takes no lock
    Transaction transaction(database);
    CAIRN_TRY(transaction.begin());
    CAIRN_ASSIGN(known, meta.value(kHome.toString())); // another process may have been first
    if (known == here)
        return false;
    if (known)
        CAIRN_TRY(meta.setDeviceId(newDeviceId));
    CAIRN_TRY(meta.setValue(kHome.toString(), here));
    CAIRN_TRY(transaction.commit());
    return known.has_value();
}

} // namespace cairn
