// SPDX-License-Identifier: GPL-3.0-or-later
#include "leader/leadership.h"
#include "leader/syncmessages.h"

#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

using namespace cairn;
using Role = Leadership::Role;

namespace {

/// One process of a profile, as far as leadership goes.
struct Member {
    explicit Member(const Profile &profile, bool willing = true)
        : leadership(profile)
    {
        QObject::connect(
            &leadership, &Leadership::heard, &leadership,
            [this](const QJsonObject &message) { heard.append(message); });
        QObject::connect(
            &leadership, &Leadership::asked, &leadership,
            [this](Leadership::Follower from, const QJsonObject &message) {
                lastFrom = from;
                asked.append(message);
            });
        QObject::connect(&leadership, &Leadership::joined, &leadership, [this] { ++joined; });
        leadership.setWilling(willing);
        leadership.start();
    }
    ~Member() { leadership.stop(); }
    bool leads() const { return leadership.role() == Role::Leading; }
    bool follows() const { return leadership.role() == Role::Following; }

    Leadership leadership;
    QList<QJsonObject> heard;
    QList<QJsonObject> asked;
    Leadership::Follower lastFrom = 0;
    int joined = 0;
};

QJsonObject message(int number) { return {{QStringLiteral("n"), number}}; }

} // namespace

/// Who leads when several of them, here in one process, share a profile.
class TestLeadership : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QTemporaryDir> m_runtime;
    Profile profile() const { return Profile(m_directory->path()); }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_runtime = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", m_runtime->path().toUtf8());
    }

    void aLockHasOneHolder()
    {
        ProfileLock first(profile().leaderFile());
        ProfileLock second(profile().leaderFile());
        QVERIFY(first.tryLock());
        QVERIFY(first.tryLock()); // it has it
        QVERIFY(!second.tryLock());
        second.leaveNote("not mine to write");
        first.leaveNote("a long note");
        first.leaveNote("note");
        QCOMPARE(second.note(), QByteArray("note"));
        first.unlock();
        QVERIFY(second.tryLock());
        QVERIFY(!first.tryLock());
        QCOMPARE(first.note(), QByteArray("note")); // of one that is gone, until the next writes
        QVERIFY(!ProfileLock(m_directory->path() + QStringLiteral("/no/folder")).tryLock());
    }

    void oneLeadsAndAllAreConnected()
    {
        Member a(profile());
        QVERIFY(a.leads());
        Member b(profile());
        Member c(profile());
        QTRY_VERIFY(b.follows() && c.follows() && a.joined == 2);
        a.leadership.tellAll(message(1));
        QTRY_COMPARE(b.heard, QList{message(1)});
        QTRY_COMPARE(c.heard, QList{message(1)});
        b.leadership.tellLeader(message(2));
        QTRY_COMPARE(a.asked, QList{message(2)});
        a.leadership.tell(a.lastFrom, message(3));
        QTRY_COMPARE(b.heard.size(), 2);
        QCOMPARE(c.heard.size(), 1);
    }

    void anotherOneTakesOver()
    {
        auto a = std::make_unique<Member>(profile());
        Member b(profile());
        Member c(profile());
        QTRY_VERIFY(b.follows() && c.follows());
        a.reset();
        QTRY_VERIFY_WITH_TIMEOUT(b.leads() != c.leads() && (b.follows() || c.follows()), 2'000);
    }

    void resigningIsToldBeforeTheLockGoes()
    {
        Member a(profile());
        bool held = false;
        connect(&a.leadership, &Leadership::roleChanged, this, [&](Role role) {
            if (role == Role::Nobody)
                held = !ProfileLock(profile().leaderFile()).tryLock();
        });
        a.leadership.setWilling(false);
        QVERIFY(held);
        QVERIFY(ProfileLock(profile().leaderFile()).tryLock());
    }

    void whoMayNotLeadFollows()
    {
        Member poor(profile(), false);
        QSignalSpy alone(&poor.leadership, &Leadership::alone);
        QTRY_COMPARE_WITH_TIMEOUT(alone.size(), 1, 10'000);
        QCOMPARE(poor.leadership.role(), Role::Nobody);
        auto leader = std::make_unique<Member>(profile());
        QTRY_VERIFY_WITH_TIMEOUT(poor.follows(), 2'000); // without having polled
        leader.reset();
        QTRY_COMPARE_WITH_TIMEOUT(alone.size(), 2, 10'000);
        poor.leadership.setWilling(true);
        QVERIFY(poor.leads());
    }

    void whoStepsBackGivesOthersTheChance()
    {
        Member a(profile());
        Member b(profile());
        QTRY_VERIFY(b.follows());
        a.leadership.stepBack();
        QTRY_VERIFY_WITH_TIMEOUT(b.leads() && a.follows(), 2'000);
        b.leadership.stepBack();
        QTRY_VERIFY_WITH_TIMEOUT(a.leads() || b.leads(), 5'000);
    }

    void nobodyElseIsThere()
    {
        Member a(profile());
        a.leadership.stepBack();
        QVERIFY(!a.leads());
        QTRY_VERIFY_WITH_TIMEOUT(a.leads(), 5'000);
    }

    void profilesAreApart()
    {
        Member a(profile());
        const QTemporaryDir other;
        Member b(Profile(other.path()));
        QVERIFY(a.leads() && b.leads());
    }

    void aDeadLeadersNoteMisleadsNobody()
    {
        {
            QFile file(profile().leaderFile());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(m_runtime->filePath(QStringLiteral("gone")).toUtf8());
        }
        QVERIFY(!Leadership::askLeader(profile(), 500));
        Member a(profile());
        QVERIFY(a.leads());
    }

    void nonsenseIsIgnored()
    {
        Member a(profile());
        Member b(profile());
        QTRY_VERIFY(b.follows());
        a.leadership.tell(99, message(1)); // nobody
        QLocalSocket socket;
        socket.connectToServer(QString::fromUtf8(ProfileLock(profile().leaderFile()).note()));
        QVERIFY(socket.waitForConnected());
        socket.write("no JSON\n[1]\n{\"n\":4}\n");
        QTRY_COMPARE(a.asked, QList{message(4)});
        socket.write(QByteArray(2'000'000, 'x'));
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QVERIFY(a.leads() && b.follows());
    }

    void asksOnce()
    {
        Member a(profile());
        connect(
            &a.leadership, &Leadership::joined, &a.leadership,
            [&a](Leadership::Follower follower) { a.leadership.tell(follower, message(7)); });
        std::optional<QJsonObject> answer;
        std::unique_ptr<QThread> other(
            QThread::create([&] { answer = Leadership::askLeader(profile(), 5'000); }));
        other->start();
        QTRY_VERIFY(other->isFinished());
        QCOMPARE(answer, message(7));
    }

    void valuesCrossUnchanged()
    {
        for (int phase = 0; phase <= int(SyncStatus::Phase::Error); ++phase) {
            SyncStatus status;
            status.phase = SyncStatus::Phase(phase);
            status.pending = 1;
            status.dead = 2;
            status.conflicts = 3;
            status.done = 4;
            status.total = 5;
            status.lastSyncAt = 1'700'000'000'000;
            if (phase % 2)
                status.nextTryAt = 6;
            else
                status.pausedUntil = 7;
            status.removals = {9, QStringLiteral("abc"), 2, {QStringLiteral("t")}, 4};
            status.error = Error{ErrorKind(phase), 8, QStringLiteral("m"), QStringLiteral("c"), 9};
            status.error->reason = kErrorReasons[size_t(phase) % std::size(kErrorReasons)];
            const auto line = syncmessages::line(syncmessages::toJson(status));
            const SyncStatus same = syncmessages::statusFrom(*syncmessages::fromLine(line));
            QCOMPARE(int(same.phase), phase);
            QCOMPARE(same.error->kind, status.error->kind);
            QCOMPARE(same.error->context, status.error->context);
            QCOMPARE(same.error->reason, status.error->reason);
            QCOMPARE(same.nextTryAt, status.nextTryAt);
            QVERIFY(same.removals == status.removals);
            QCOMPARE(same.pausedUntil, status.pausedUntil);
            QCOMPARE(syncmessages::line(syncmessages::toJson(same)), line);
        }
        SyncReport report{1, 2, 3, 4, 5, 0, 6, std::nullopt};
        QCOMPARE(syncmessages::reportFrom(syncmessages::toJson(report)).durationMs, 6);
        report.error = Error{ErrorKind::Locked, 0, QStringLiteral("m"), {}, -1};
        const SyncReport same = syncmessages::reportFrom(syncmessages::toJson(report));
        QCOMPARE(same.error->kind, ErrorKind::Locked);
        QCOMPARE(syncmessages::toJson(same), syncmessages::toJson(report));
        QVERIFY(!syncmessages::fromLine("[]"));
    }
};

QTEST_GUILESS_MAIN(TestLeadership)
#include "tst_leadership.moc"
