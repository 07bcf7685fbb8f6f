// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/syncsettings.h"

#include "store/tree/metastore.h"

namespace cairn::SyncSettings {
namespace {
constexpr QStringView kMetered = u"sync.metered";
constexpr QStringView kWait = u"wait";
} // namespace

Result<bool> waitsForUnmetered(MetaStore &meta)
{
    CAIRN_ASSIGN(const auto value, meta.value(kMetered.toString()));
    return value == kWait.toString();
}

Result<void> setWaitsForUnmetered(MetaStore &meta, bool wait)
{
    return wait ? meta.setValue(kMetered.toString(), kWait.toString())
                : meta.remove(kMetered.toString());
}

} // namespace cairn::SyncSettings
