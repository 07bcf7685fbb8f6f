// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/history/historythinner.h"
#include "store/store.h"

#include <QtGlobal>

namespace cairn {

/// As if the program had run for so long that what the clock shows now is believed.
inline void believeTheClock(Store &store)
{
    constexpr qint64 kDayMs = 24 * 3'600'000;
    for (int day = 0; day < 2; ++day) { // the first may have begun at another time
        if (const auto ran = store.thinner().time().ran(kDayMs); !ran)
            qFatal("the time is not kept: %s", qPrintable(ran.error().message));
    }
}

} // namespace cairn
