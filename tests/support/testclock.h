// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

namespace cairn {

/// A clock that stands still until a test moves it.
class TestClock final : public Clock {
public:
    qint64 nowMs() const override { return m_now; }
    void advance(qint64 ms) { m_now += ms; }
    void set(qint64 ms) { m_now = ms; }

private:
    qint64 m_now = 1'700'000'000'000; // an arbitrary fixed moment in 2023
};

} // namespace cairn
