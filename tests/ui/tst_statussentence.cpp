// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/activitywords.h"
#include "status/statussentence.h"
#include "translations.h"

#include <QApplication>
#include <QDateTime>
#include <QLocale>
#include <QtTest>

using namespace cairn;
using Phase = SyncStatus::Phase;
using Action = StatusSentence::Action;

Q_DECLARE_METATYPE(cairn::StatusSentence::Action)

namespace {

const qint64 kNow = QDateTime(QDate(2026, 5, 14), QTime(15, 30)).toMSecsSinceEpoch();
constexpr qint64 kMinute = 60'000;

SyncStatus make(Phase phase, int pending = 0, int dead = 0, int conflicts = 0)
{
    SyncStatus status;
    status.phase = phase;
    status.pending = pending;
    status.dead = dead;
    status.conflicts = conflicts;
    return status;
}

} // namespace

class TestStatusSentence : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void says_data();
    void says();
    void syncedOnlyWhenItIs();
    void statesDifferByShape();
    void changesSeldom();
    void activitySaysAThingOnce();
};

/// Beside "1 change sent" stands nothing, and no English; a reason or a file does.
void TestStatusSentence::activitySaysAThingOnce()
{
    SyncActivity line;
    line.what = Activity::Pushed;
    line.count = 1;
    line.detail = QStringLiteral("Changes sent");
    QCOMPARE(ActivityWords::of(line), QStringLiteral("1 change sent"));
    QCOMPARE(ActivityWords::detail(line), QString());
    line.what = Activity::Failed;
    line.detail = QStringLiteral("the server says 503");
    QCOMPARE(ActivityWords::detail(line), line.detail);
}

void TestStatusSentence::initTestCase() { installTranslations(*qApp, QLocale(QLocale::English)); }

void TestStatusSentence::says_data()
{
    QTest::addColumn<SyncStatus>("status");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Action>("action");
    const auto row = [](const char *name, const SyncStatus &status, const char *text,
                        Action action) {
        QTest::newRow(name) << status << QString::fromUtf8(text) << action;
    };
    const auto with = [](SyncStatus status, auto change) {
        change(status);
        return status;
    };
    const auto synced = [&](qint64 at) {
        return with(make(Phase::Idle), [at](auto &s) { s.lastSyncAt = at; });
    };
    row("no account", make(Phase::NoAccount), "All notes are saved on this computer",
        Action::SetUp);
    row("synced, never", make(Phase::Idle), "All changes saved and synced", Action::None);
    row("synced now", synced(kNow - 3000), "All changes saved and synced just now", Action::None);
    row("synced 1", synced(kNow - kMinute), "All changes saved and synced 1 min ago", Action::None);
    row("synced 2", synced(kNow - 2 * kMinute - 9), "All changes saved and synced 2 min ago",
        Action::None);
    row("synced 9", synced(kNow - 10 * kMinute + 1), "All changes saved and synced 9 min ago",
        Action::None);
    row("synced 10", synced(kNow - 10 * kMinute), "All changes saved and synced at 15:20",
        Action::None);
    row("synced today", synced(kNow - 130 * kMinute), "All changes saved and synced at 13:20",
        Action::None);
    row("synced yesterday", synced(kNow - 24 * 60 * kMinute),
        "All changes saved and synced yesterday at 15:30", Action::None);
    row("synced long ago", synced(kNow - 11 * 24 * 60 * kMinute),
        "All changes saved and synced on 3 May", Action::None);
    row("clock set back", synced(kNow + 900 * kMinute), "All changes saved and synced just now",
        Action::None);
    row("idle, pending", make(Phase::Idle, 1),
        "1 change saved on this computer, waiting to be sent", Action::None);
    row("idle, dead", make(Phase::Idle, 0, 2), "2 changes could not be sent and need attention",
        Action::Details);
    row("idle, unread", with(make(Phase::Idle), [](auto &s) { s.unread = 1; }),
        "1 document of the server cannot be read", Action::Details);
    row("idle, unread and conflicts",
        with(make(Phase::Idle, 0, 0, 1), [](auto &s) { s.unread = 2; }),
        "2 documents of the server cannot be read", Action::Details);
    row("idle, conflict", make(Phase::Idle, 0, 0, 1), "1 note needs review, all else is synced",
        Action::Review);
    row("idle, conflicts", make(Phase::Idle, 0, 0, 3), "3 notes need review, all else is synced",
        Action::Review);
    const auto held = [&](int notes, int overwritten, int gone = 0) {
        return with(make(Phase::Error), [=](auto &s) {
            s.error = Error{ErrorKind::Rejected, 0, {}, {}, -1, ErrorReason::RemovalsHeld};
            s.removals = {notes, QStringLiteral("set"), overwritten, {}, gone};
        });
    };
    row("removals", held(12, 0), "12 notes would be removed, but only if you agree",
        Action::Removals);
    row("removals, replaced", held(40, 40),
        "40 notes would be replaced by other text, but only if you agree", Action::Removals);
    row("removals, both", held(52, 40),
        "12 notes would be removed, 40 replaced by other text, but only if you agree",
        Action::Removals);
    row("removals, more", held(734, 0, 16),
        "16 notes were taken away already; 734 more would be removed, but only if you agree",
        Action::Removals);
    row("removals, one more", held(1, 0, 1),
        "1 note was taken away already; 1 more would be removed, but only if you agree",
        Action::Removals);
    row("removals, more replaced", held(40, 40, 3),
        "3 notes were taken away already; 40 more would be replaced by other text, but only if you "
        "agree",
        Action::Removals);
    row("removals, more of both", held(52, 40, 3),
        "3 notes were taken away already; 12 more would be removed, 40 replaced by other text, but "
        "only if you agree",
        Action::Removals);
    row("waiting", make(Phase::Waiting, 5), "5 changes saved on this computer, sending soon",
        Action::None);
    row("waiting, none", make(Phase::Waiting), "All changes saved on this computer", Action::None);
    row("connecting", make(Phase::Connecting), "Connecting…", Action::None);
    row("connecting 1", make(Phase::Connecting, 1),
        "Connecting, 1 change saved on this computer will be sent", Action::None);
    const auto progress = [&](Phase phase, int done, int total, int dead) {
        return with(make(phase, 12, dead), [=](auto &s) {
            s.done = done;
            s.total = total;
        });
    };
    row("sending", progress(Phase::Sending, 3, 12, 0), "Sending 3 of 12", Action::None);
    row("sending, failed", progress(Phase::Sending, 50, 200, 1), "Sending 50 of 200 (1 failed)",
        Action::None);
    row("sending, total unknown", make(Phase::Sending, 4), "Sending…", Action::None);
    row("receiving", progress(Phase::Receiving, 3, 12, 0), "Receiving 3 of 12", Action::None);
    row("receiving so far", progress(Phase::Receiving, 30, 0, 0), "Receiving, 30 so far",
        Action::None);
    row("receiving nothing yet", make(Phase::Receiving), "Looking for changes…", Action::None);
    row("offline 5", make(Phase::Offline, 5),
        "Offline: 5 changes saved on this computer, they will be sent when connected",
        Action::None);
    row("offline 1", make(Phase::Offline, 1),
        "Offline: 1 change saved on this computer, it will be sent when connected", Action::None);
    row("offline 0", make(Phase::Offline), "Offline: everything is saved on this computer",
        Action::None);
    const auto trying = [&](Phase phase, qint64 in, int pending) {
        return with(make(phase, pending), [in](auto &s) { s.nextTryAt = kNow + in; });
    };
    row("unreachable 30 s", trying(Phase::Unreachable, 30'000, 0),
        "Server unreachable, next try in 30 s", Action::SyncNow);
    row("unreachable, waiting", trying(Phase::Unreachable, 2'000, 2),
        "Server unreachable, next try in 2 s. 2 changes saved on this computer", Action::SyncNow);
    row("unreachable now", trying(Phase::Unreachable, 0, 0), "Server unreachable, trying again",
        Action::SyncNow);
    row("portal",
        with(
            make(Phase::Unreachable),
            [](auto &s) {
                s.error = Error{ErrorKind::Protocol, 200, {}, {}};
            }),
        "Something else answers in place of the server (a sign-in page?), trying again",
        Action::SyncNow);
    row("a pause of days",
        with(
            trying(Phase::Unreachable, 3 * 24 * 60 * kMinute, 0),
            [](auto &s) { s.restAskedBy = QStringLiteral("notes.example"); }),
        "notes.example asks to be left alone for a while, next try on 17 May at 15:30",
        Action::SyncNow);
    row("refused",
        with(
            trying(Phase::Unreachable, kMinute - 1, 1),
            [](auto &s) {
                s.error = Error{ErrorKind::Rejected, 413, {}, {}};
            }),
        "The server refuses to answer, next try in 60 s. 1 change saved on this computer",
        Action::SyncNow);
    row("sign in", make(Phase::SignIn), "Sign in again to go on syncing", Action::SignIn);
    row("sign in, 1", make(Phase::SignIn, 1),
        "Sign in again: 1 change saved on this computer waits to be sent", Action::SignIn);
    row("not allowed", make(Phase::NotAllowed),
        "This account is not allowed to use the notes on the server", Action::Account);
    row("not allowed, tried again", trying(Phase::NotAllowed, kMinute - 1, 0),
        "This account is not allowed to use the notes on the server, next try in 60 s",
        Action::Account);
    row("locked out",
        with(
            trying(Phase::NotAllowed, 5 * kMinute, 0),
            [](auto &s) {
                s.error = Error{ErrorKind::Forbidden, 403, {}, {}, -1, ErrorReason::AccountLocked};
            }),
        "The server has locked this account for a while, next try in 5 min", Action::Account);
    row("paused", make(Phase::Paused), "Paused", Action::Resume);
    row("paused until",
        with(make(Phase::Paused, 3), [](auto &s) { s.pausedUntil = kNow + 60 * kMinute; }),
        "Paused until 16:30, 3 changes saved on this computer", Action::Resume);
    const auto broken = [&](ErrorKind kind) {
        return with(make(Phase::Error), [kind](auto &s) { s.error = Error{kind, 0, {}, {}}; });
    };
    row("disk full", broken(ErrorKind::DiskFull),
        "Storage full: free some space, then syncing goes on", Action::Details);
    row("too new", broken(ErrorKind::TooNew),
        "These notes come from a newer Cairn: please update this one", Action::Details);
    row("storage", broken(ErrorKind::Storage),
        "Syncing stopped: the storage of this computer reports an error", Action::Details);
}

void TestStatusSentence::says()
{
    QFETCH(SyncStatus, status);
    QFETCH(QString, text);
    QFETCH(Action, action);
    const StatusSentence sentence = StatusSentence::of(status, kNow);
    QCOMPARE(sentence.text, text);
    QCOMPARE(sentence.action, action);
}

void TestStatusSentence::syncedOnlyWhenItIs()
{
    for (int phase = 0; phase <= static_cast<int>(Phase::Error); ++phase) {
        for (const int pending : {0, 1}) {
            for (const int dead : {0, 1}) {
                for (const int conflicts : {0, 1}) {
                    const SyncStatus status =
                        make(static_cast<Phase>(phase), pending, dead, conflicts);
                    const bool says = StatusSentence::of(status, kNow).text.contains(u"synced");
                    QVERIFY2(
                        !says || status.isSynced(),
                        qPrintable(StatusSentence::of(status, kNow).text));
                    QVERIFY(says == status.isSynced());
                }
            }
        }
    }
}

void TestStatusSentence::statesDifferByShape()
{
    QSet<Icon> shapes;
    for (const auto phase :
         {Phase::Idle, Phase::Waiting, Phase::Sending, Phase::Offline, Phase::Unreachable,
          Phase::SignIn, Phase::NotAllowed, Phase::Paused})
        shapes.insert(StatusSentence::of(make(phase), kNow).icon);
    QCOMPARE(shapes.size(), 8);
}

/// A countdown each second, an age once a minute and later once a day, all else never.
void TestStatusSentence::changesSeldom()
{
    SyncStatus status = make(Phase::Unreachable);
    QVERIFY(!StatusSentence::changesAt(status, kNow));
    status.nextTryAt = kNow + 1;
    QCOMPARE(StatusSentence::changesAt(status, kNow), kNow + 1'000);
    status = make(Phase::Idle);
    QVERIFY(!StatusSentence::changesAt(status, kNow));
    status.lastSyncAt = kNow - 2 * kMinute;
    QCOMPARE(StatusSentence::changesAt(status, kNow + 1), kNow + kMinute);
    status.lastSyncAt = kNow - 60 * kMinute;
    const auto next = StatusSentence::changesAt(status, kNow);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(*next), QDate(2026, 5, 15).startOfDay());
    status.pending = 1;
    QVERIFY(!StatusSentence::changesAt(status, kNow));
}

QTEST_MAIN(TestStatusSentence)
#include "tst_statussentence.moc"
