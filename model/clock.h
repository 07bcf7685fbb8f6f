// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cairn {

/// The wall clock as a seam: tests and the simulator replace it. No decision about versions is ever
/// taken from it.
class Clock {
public:
    virtual ~Clock() = default;
    virtual qint64 nowMs() const = 0; ///< milliseconds since 1970-01-01 UTC
};

class SystemClock final : public Clock {
public:
    qint64 nowMs() const override;
};

} // namespace cairn
