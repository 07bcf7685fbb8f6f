// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <random>

namespace cairn {

/// Randomness as a seam, so that a simulated run can be replayed from its seed.
class Random {
public:
    virtual ~Random() = default;
    virtual quint64 next() = 0; ///< 64 uniformly distributed bits
    /// Uniform in [0, bound); bound > 0. The bias of the modulo is irrelevant for jitter and ids.
    quint64 below(quint64 bound) { return next() % bound; }
};

/// From the operating system; safe to use from the thread that owns it only.
class SystemRandom final : public Random {
public:
    quint64 next() override;
};

/// Repeats the same numbers for the same seed, on every platform.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(quint64 seed)
        : m_engine(seed)
    {
    }
    quint64 next() override { return m_engine(); }

private:
    std::mt19937_64 m_engine;
};

} // namespace cairn
