// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertwords.h"

namespace cairn {

QString AlertWords::of(const SyncAlert &alert)
{
    switch (alert.kind) {
    case SyncAlert::Kind::SuccessRate:
        return tr("Of the last 20 tries to sync, %1 % went through. Everything is saved on this "
                  "computer.")
            .arg(alert.value);
    case SyncAlert::Kind::LongQueue:
        return tr("Much is waiting most of the time: up to %Ln change(s)", nullptr, alert.value);
    case SyncAlert::Kind::Unsent:
        return tr("Something has waited to be sent for %Ln hour(s)", nullptr, alert.value);
    case SyncAlert::Kind::DeadLetters:
        return tr("%Ln change(s) could not be sent and need(s) attention", nullptr, alert.value);
    }
    return {};
}

} // namespace cairn
