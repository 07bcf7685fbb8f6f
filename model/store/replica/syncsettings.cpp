// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/syncsettings.h"

#include "store/tree/metastore.h"

namespace cairn::SyncSettings {
namespace {
constexpr QStringView kMetered = u"sync.metered";
constexpr QStringView kWait = u"wait";
constexpr QStringView kPause = u"sync.pause"; ///< "since until"
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

Result<std::optional<Pause>> pause(MetaStore &meta, qint64 nowMs)
{
    CAIRN_ASSIGN(const auto value, meta.value(kPause.toString()));
    const QStringList parts = value.value_or(QString()).split(u' ');
    bool understood = parts.size() == 2;
    Pause pause;
    for (const auto &[part, moment] : {std::pair(0, &pause.since), std::pair(1, &pause.until)}) {
        bool number = false;
        if (understood)
            *moment = parts.at(part).toLongLong(&number);
        understood = understood && number;
    }
    if (!understood)
        return std::nullopt;
    if (pause.until == 0)
        return pause;
    if (nowMs < pause.since)
        pause = {nowMs, nowMs + (pause.until - pause.since)};
    return nowMs < pause.until ? std::optional(pause) : std::nullopt;
}

QString pauseName() { return kPause.toString(); }

Result<void> setPause(MetaStore &meta, const std::optional<Pause> &pause)
{
    return pause ? meta.setValue(
               kPause.toString(), QStringLiteral("%1 %2").arg(pause->since).arg(pause->until))
                 : meta.remove(kPause.toString());
}

} // namespace cairn::SyncSettings
