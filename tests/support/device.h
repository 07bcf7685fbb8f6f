// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "engine/syncengine.h"
#include "random.h"
#include "store/store.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace cairn {

class Timers;

/// A computer with Cairn on it, without windows: a store in a temporary folder that a person writes
/// to, and an engine with a connection of its own to the same file. Everything runs on the test's
/// thread.
class Device {
public:
    struct Setup {
        QString name;
        quint64 seed = 1;
        Account account;
        QString password;
        QNetworkAccessManager *network = nullptr; ///< not owned, like all pointers here
        const Clock *clock = nullptr; ///< nothing: the real one
        Timers *timers = nullptr;
        bool live = false;
        /// Lets events happen until the condition holds; false when it never does.
        std::function<bool(const std::function<bool()> &)> wait;
    };
    explicit Device(Setup setup);
    ~Device();

    QString name() const { return m_setup.name; }
    Store &store() { return *m_store; }
    NoteStore &notes() { return m_store->notes(); }
    SyncEngine &engine() { return *m_engine; }
    Tallies tallies();

    /// One run on demand, to its end.
    SyncReport sync();
    void setPassword(const QString &password);

    /// The process dies here: neither the engine nor the stores are told.
    void kill();
    void reopen();
    bool isRunning() const { return m_engine != nullptr; }
    /// The orderly end: stop() until `stopped`.
    bool stopEngine();

    // --- shorthands of a person's work; they end the test when they fail
    QString write(const QString &title, const QString &body);
    void edit(const QString &id, const QString &body);
    void trash(const QString &id);
    void deleteForGood(const QString &id);
    QString body(const QString &id); ///< empty: no such note
    QString title(const QString &id);
    QStringList ids(); ///< all notes, also those in the trash, sorted

    /// All leaves of all documents as text, for comparing with others: "id rev[ deleted] body".
    QStringList dump();
    /// What of the store's own books does not agree (storecheck.h).
    QStringList problems();
    QString storeFile() const { return m_folder.filePath(QStringLiteral("cairn.sqlite")); }

private:
    void openStore();
    void startEngine();

    Setup m_setup;
    SystemClock m_systemClock;
    SeededRandom m_random;
    SeededRandom m_engineRandom;
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SyncEngine> m_engine;
};

} // namespace cairn
