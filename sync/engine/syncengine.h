// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "connectionreport.h"
#include "syncactivity.h"
#include "syncstatus.h"

#include <QObject>

#include <memory>

class QNetworkAccessManager;

namespace cairn {

class Clock;
class Connectivity;
class Random;
class SyncDriver;
class Timers;

/// Keeps one profile in step with its server: decides when a run starts (local edit debounced,
/// remote change, every 60 s, reconnect, on demand), retries with backoff, and publishes one honest
/// status. Lives on the sync thread with a Store and a QNetworkAccessManager of its own; the slots
/// are called through queued connections, the signals carry values. stop() may be called at any
/// instant; `stopped` follows once nothing is in flight and the store is closed.
class SyncEngine : public QObject {
    Q_OBJECT
public:
    /// Seams; everything is created on the sync thread inside start() unless given. Given ones are
    /// not owned.
    struct Options {
        QString storeFile;
        const Clock *clock = nullptr;
        Random *random = nullptr;
        QNetworkAccessManager *network = nullptr; ///< tests: FakeCouch's
        Connectivity *connectivity = nullptr;
        Timers *timers = nullptr; ///< simulator: virtual time
        bool allowPlainHttp =
            false; ///< the person accepts an unencrypted connection to this server
        std::optional<qint64> keepFree = {}; ///< see Store::Options
        bool live = true; ///< false: a run only on demand, no long poll, no timers (cairn-cli sync)
    };
    explicit SyncEngine(const Options &options, QObject *parent = nullptr);
    ~SyncEngine() override;

    SyncStatus status() const; ///< on the engine's thread
    bool isRunning() const; ///< a run is under way; on the engine's thread

public slots:
    void start();
    /// A new or changed account; an invalid one means none. The password is kept in memory only.
    void setAccount(const cairn::Account &account, const QString &password);
    void syncNow();
    void localChange(); ///< something was committed to the outbox by another connection
    void pause(qint64 untilMs); ///< UTC ms; 0: until resume()
    void resume();
    /// For the next run, without starting it: what to do with the notes that the server wants
    /// removed (SyncStatus::removals, ErrorReason::RemovalsHeld), and whether the notes of
    /// another account move to this one (ErrorReason::OtherAccount).
    void agree(const cairn::SyncConsent &consent);
    /// SyncSettings were changed.
    void settingsChanged();
    void stop();

signals:
    void statusChanged(const cairn::SyncStatus &status);
    void committed(
        const cairn::ChangeSet &changes); ///< what sync changed in the store, after the commit
    void activity(const cairn::SyncActivity &entry);
    void runFinished(const cairn::SyncReport &report);
    void stopped();

private:
    std::unique_ptr<SyncDriver> m_driver; ///< from start() to stop()
    Options m_options;
    SyncStatus m_status;
    bool m_stopped = false;
};

} // namespace cairn
