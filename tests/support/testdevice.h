// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/syncengine.h"
#include "fakeconnectivity.h"
#include "fakecouch.h"
#include "store/notes/notestore.h"
#include "teststore.h"
#include "virtualtimers.h"

namespace cairn {

/// One computer on an in-memory server: the person's own connection and an engine on the same
/// profile, on virtual time. The database is "notes", the account "ann".
struct TestDevice {
    TestDevice(FakeCouch &couch, quint64 seed, bool isLive = false)
        : store(seed, QStringLiteral("Device %1").arg(seed))
        , network(couch, QString::number(seed))
        , timers(&store.clock)
        , random(seed + 1'000)
        , live(isLive)
    {
        startEngine();
    }

    /// As a new process: what an engine before it remembers is in the store, or gone.
    void startEngine()
    {
        engine.reset();
        SyncEngine::Options options;
        options.storeFile = store.file();
        options.clock = &store.clock;
        options.random = &random;
        options.network = &network;
        options.connectivity = &connectivity;
        options.timers = &timers;
        options.allowPlainHttp = true;
        options.live = live;
        options.keepFree = keepFree;
        engine = std::make_unique<SyncEngine>(options);
        QObject::connect(
            engine.get(), &SyncEngine::runFinished, engine.get(), [this](const SyncReport &report) {
                last = report;
                ++runs;
            });
        engine->start();
        signIn();
    }

    void signIn()
    {
        engine->setAccount({FakeCouch::databaseUrl(QStringLiteral("notes")), user}, password);
    }
    bool finishRun(int before, qint64 maxAdvanceMs = 0)
    {
        return runUntil(
            timers, [this, before] { return runs > before; }, maxAdvanceMs);
    }
    bool sync()
    {
        const int before = runs;
        engine->syncNow();
        return finishRun(before, 120'000);
    }
    /// A run that must end well; says why when it does not.
    bool syncs()
    {
        const bool ended = sync();
        if (ended && last.error)
            qWarning().noquote() << "sync failed:" << last.error->message;
        return ended && !last.error;
    }
    QString add(const QString &title, const QString &body)
    {
        NoteContent content;
        content.title = title;
        content.body = body;
        return store->notes().create(content)->id;
    }
    bool write(const QString &id, const QString &body)
    {
        NotePatch patch;
        patch.body = body;
        return store->notes().edit(id, patch).has_value();
    }
    QString body(const QString &id)
    {
        const auto note = store->notes().note(id);
        return note ? note->body : QStringLiteral("<none>");
    }
    int pending() { return store->tallies()->pending; }
    SyncStatus status() const { return engine->status(); }

    QString user = QStringLiteral("ann");
    QString password = QStringLiteral("secret");
    TestStore store;
    FakeNetwork network;
    FakeConnectivity connectivity;
    VirtualTimers timers;
    SeededRandom random;
    const bool live;
    std::optional<qint64> keepFree; ///< see SyncEngine::Options
    std::unique_ptr<SyncEngine> engine;
    SyncReport last;
    int runs = 0;
};

} // namespace cairn
