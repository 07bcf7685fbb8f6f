// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace cairn {

/// Knows whether a person is at work in any window of this program. After half a minute without a
/// key, a button or a wheel the caret stops blinking, until the next one: a window that is left
/// open must not wake the computer twice a second. UI thread.
class InputWatch : public QObject {
    Q_OBJECT
public:
    explicit InputWatch(QObject *parent = nullptr);
    ~InputWatch() override;

    void setRestMs(int ms); ///< for tests

    /// Whether something was written in the last `ms` milliseconds, anywhere in this program.
    bool hasTyped(qint64 ms) const { return m_typed.isValid() && m_typed.elapsed() < ms; }

signals:
    void acted(); ///< with every input and every change of a window's place and size

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rest();
    void wake();

    QTimer m_still;
    QElapsedTimer m_typed; ///< since the last key that writes
    int m_flashTime = -1; ///< as it was before the rest; -1: not resting
};

} // namespace cairn
