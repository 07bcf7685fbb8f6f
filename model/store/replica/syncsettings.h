// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

class MetaStore;

/// What the person chose about syncing on this device. Read by the engine and the command line,
/// changed by the settings.
namespace SyncSettings {

/// Wait for another network while the present one is metered. Off by default: notes are small.
Result<bool> waitsForUnmetered(MetaStore &meta);
Result<void> setWaitsForUnmetered(MetaStore &meta, bool wait);

} // namespace SyncSettings
} // namespace cairn
