// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/statuscomposer.h"

#include <QtTest>

using namespace cairn;
using Phase = SyncStatus::Phase;
using Reachability = Connectivity::Reachability;

/// The one honest status for everything that may be the case.
class TestStatusComposer : public QObject {
    Q_OBJECT
private slots:
    void quietStates();
    void errors_data();
    void errors();
    void transferHidesTheLastError();
    void loopbackNeedsNoNetwork();
    void syncedOnlyWithoutPending();
    void longPausesNameTheServer();
    void refusalsAreTheServers();
};

namespace {

EngineFacts ready()
{
    EngineFacts facts;
    facts.hasStore = true;
    facts.hasAccount = true;
    facts.reachability = Reachability::Online;
    return facts;
}

} // namespace

void TestStatusComposer::quietStates()
{
    EngineFacts facts = ready();
    QCOMPARE(composeStatus(facts).phase, Phase::Idle);
    facts.waiting = true;
    QCOMPARE(composeStatus(facts).phase, Phase::Waiting);
    facts.waiting = false;
    facts.tallies.pending = 2;
    QCOMPARE(composeStatus(facts).phase, Phase::Waiting);
    facts.paused = true;
    facts.pausedUntil = 5;
    QCOMPARE(composeStatus(facts).phase, Phase::Paused);
    QCOMPARE(composeStatus(facts).pausedUntil, std::optional<qint64>(5));
    facts.hasAccount = false;
    QCOMPARE(composeStatus(facts).phase, Phase::NoAccount);
    facts.hasStore = false;
    QCOMPARE(composeStatus(facts).phase, Phase::Error);
}

void TestStatusComposer::errors_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reachability>("reachability");
    QTest::addColumn<Phase>("phase");
    QTest::newRow("no name, no network")
        << ErrorKind::Offline << Reachability::Offline << Phase::Offline;
    QTest::newRow("no name, network unknown")
        << ErrorKind::Offline << Reachability::Unknown << Phase::Offline;
    QTest::newRow("no name, network there")
        << ErrorKind::Offline << Reachability::Online << Phase::Unreachable;
    QTest::newRow("refused") << ErrorKind::Transient << Reachability::Online << Phase::Unreachable;
    QTest::newRow("refused, no network")
        << ErrorKind::Transient << Reachability::Offline << Phase::Offline;
    QTest::newRow("portal") << ErrorKind::Protocol << Reachability::CaptivePortal
                            << Phase::Unreachable;
    QTest::newRow("password") << ErrorKind::Auth << Reachability::Online << Phase::SignIn;
    QTest::newRow("no member") << ErrorKind::Forbidden << Reachability::Online << Phase::NotAllowed;
    QTest::newRow("disk full") << ErrorKind::DiskFull << Reachability::Offline << Phase::Error;
    QTest::newRow("removals") << ErrorKind::Rejected << Reachability::Online << Phase::Error;
}

void TestStatusComposer::errors()
{
    QFETCH(ErrorKind, kind);
    QFETCH(Reachability, reachability);
    QFETCH(Phase, phase);
    EngineFacts facts = ready();
    facts.reachability = reachability;
    facts.error = Error{kind, 0, QStringLiteral("why"), {}, -1};
    facts.nextTryAt = 99;
    const SyncStatus status = composeStatus(facts);
    QCOMPARE(status.phase, phase);
    QCOMPARE(status.error->message, QStringLiteral("why"));
    QCOMPARE(status.nextTryAt, std::optional<qint64>(99));
    QVERIFY(!status.isSynced());
}

void TestStatusComposer::transferHidesTheLastError()
{
    EngineFacts facts = ready();
    facts.error = Error{ErrorKind::Transient, 0, QStringLiteral("before"), {}, -1};
    facts.progress = Replicator::Progress{Replicator::Stage::Sending, 3, 12, 1};
    const SyncStatus status = composeStatus(facts);
    QCOMPARE(status.phase, Phase::Sending);
    QCOMPARE(status.done, 3);
    QCOMPARE(status.total, 12);
    QVERIFY(!status.error);
}

void TestStatusComposer::loopbackNeedsNoNetwork()
{
    EngineFacts facts = ready();
    facts.reachability = Reachability::Offline;
    QCOMPARE(composeStatus(facts).phase, Phase::Offline);
    facts.loopback = true;
    QCOMPARE(composeStatus(facts).phase, Phase::Idle);
}

void TestStatusComposer::syncedOnlyWithoutPending()
{
    EngineFacts facts = ready();
    QVERIFY(composeStatus(facts).isSynced());
    facts.tallies.dead = 1;
    QVERIFY(!composeStatus(facts).isSynced());
    facts.tallies.dead = 0;
    facts.tallies.pending = 1;
    QVERIFY(!composeStatus(facts).isSynced());
    facts.tallies.pending = 0;
    facts.tallies.unread = 1;
    QVERIFY(!composeStatus(facts).isSynced());
    QCOMPARE(composeStatus(facts).unread, 1);
}

/// A short pause is the usual thing; a long one is told, with who asked for it.
void TestStatusComposer::longPausesNameTheServer()
{
    EngineFacts facts = ready();
    facts.host = QStringLiteral("notes.example");
    facts.nextTryAt = 99;
    facts.error = Error{ErrorKind::Transient, 503, {}, {}, 3'600'000};
    QCOMPARE(composeStatus(facts).restAskedBy, QString());
    facts.error->retryAfterMs = 3'600'001;
    QCOMPARE(composeStatus(facts).restAskedBy, QStringLiteral("notes.example"));
}

/// The person's store is well when a server or a proxy says no.
void TestStatusComposer::refusalsAreTheServers()
{
    EngineFacts facts = ready();
    facts.error = Error{ErrorKind::Rejected, 413, {}, {}};
    QCOMPARE(composeStatus(facts).phase, Phase::Unreachable);
    facts.error = Error{ErrorKind::Rejected, 0, {}, {}, -1, ErrorReason::RemovalsHeld};
    QCOMPARE(composeStatus(facts).phase, Phase::Error);
}

QTEST_GUILESS_MAIN(TestStatusComposer)
#include "tst_statuscomposer.moc"
