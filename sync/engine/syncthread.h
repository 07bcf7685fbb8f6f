// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/syncengine.h"

#include <QThread>

namespace cairn {

/// A sync engine on a thread of its own. Made, used and destroyed in the application's thread;
/// connect to engine()'s signals as usual (they arrive queued) and steer it by the functions here,
/// which return at once. stop() ends the engine and joins the thread; the destructor does it too.
class SyncThread : public QObject {
    Q_OBJECT
public:
    explicit SyncThread(const SyncEngine::Options &options, QObject *parent = nullptr);
    ~SyncThread() override;

    SyncEngine *engine() const { return m_engine; } ///< for connections; gone after stop()

    void start();
    void stop(); ///< returns when the thread has ended: requests are aborted, not waited for
    void setAccount(const Account &account, const QString &password);
    void syncNow();
    void localChange();
    void pause(qint64 untilMs);
    void resume();
    void settingsChanged();

private:
    template <typename... Args>
    void post(void (SyncEngine::*slot)(Args...), std::decay_t<Args>... args);

    QThread m_thread;
    SyncEngine *m_engine; ///< lives, and is deleted, on m_thread
};

} // namespace cairn
