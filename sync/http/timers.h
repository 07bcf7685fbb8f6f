// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <memory>

namespace cairn {

/// A single shot that can be started again and stopped. Destroying it stops it. Belongs to the
/// thread that made it.
class Timer {
public:
    virtual ~Timer() = default;
    virtual void start(qint64 ms) = 0; ///< from now; a running one starts over
    virtual void stop() = 0;
    virtual bool isActive() const = 0;
};

/// Passing time as a seam: the engine runs on QTimer, a simulator on its virtual clock. Nothing in
/// sync uses QTimer or QElapsedTimer past it.
class Timers {
public:
    virtual ~Timers() = default;
    virtual std::unique_ptr<Timer> make(std::function<void()> fired) = 0;
    virtual qint64 elapsedMs() const = 0; ///< monotonic, from an arbitrary moment
};

/// The real one. Each thread makes its own.
class QtTimers final : public Timers {
public:
    QtTimers();
    std::unique_ptr<Timer> make(std::function<void()> fired) override;
    qint64 elapsedMs() const override;

private:
    qint64 m_origin = 0;
};

} // namespace cairn
