// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <optional>

namespace cairn {

class MetaStore;

/// What the person chose about syncing on this device. Read by the engine and the command line,
/// changed by the settings.
namespace SyncSettings {

/// Wait for another network while the present one is metered. Off by default: notes are small.
Result<bool> waitsForUnmetered(MetaStore &meta);
Result<void> setWaitsForUnmetered(MetaStore &meta, bool wait);

/// "Do not sync for a while": it holds over restarts, for whichever process syncs.
struct Pause {
    qint64 since = 0; ///< UTC ms, by the clock that it was asked for
    qint64 until = 0; ///< UTC ms; 0: until resumed
    bool operator==(const Pause &) const = default;
};
/// The pause that is in force. Of a clock that was put back since, the rest of it begins anew now:
/// whoever syncs keeps it so (setPause), and it is never longer than what was asked for.
Result<std::optional<Pause>> pause(MetaStore &meta, qint64 nowMs);
QString pauseName(); ///< where it stands in `meta`, for who takes it along
Result<void> setPause(MetaStore &meta, const std::optional<Pause> &pause);

} // namespace SyncSettings
} // namespace cairn
