// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QSemaphore>
#include <QThread>
#include <QTimer>

#include <memory>

namespace cairn {

class Clock;

/// Thins the history to what the person wants to keep: some minutes after the start, then once a
/// day, and when the setting was changed; then the search forgets words that no text has any more.
/// The work is done on a thread and a connection of its own, in short transactions with pauses
/// between them, so that nobody's writing waits for it. Every few minutes it notes how long the
/// program ran, by which the clock is believed (BelievedTime); what goes wrong is logged and tried
/// again then. Use it from one thread; `clock` outlives it.
class HistoryKeeper : public QObject {
    Q_OBJECT
public:
    HistoryKeeper(QString storeFile, const Clock &clock, QObject *parent = nullptr);
    ~HistoryKeeper() override; ///< waits for the transaction that is running, if any

    void start();
    void thinNow(); ///< if it is due; returns at once

signals:
    void thinned(int versions); ///< a pass has ended and removed so many

private:
    void run();

    QString m_storeFile;
    const Clock &m_clock;
    std::unique_ptr<QThread> m_thread;
    QSemaphore m_stop;
    QTimer m_timer;
    QElapsedTimer m_running; ///< since it was last noted
    bool m_again = false; ///< asked for while a pass was running
};

} // namespace cairn
