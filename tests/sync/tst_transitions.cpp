// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/transitions.h"

#include <QTest>

using namespace cairn;

namespace {

constexpr int kFacts = 9;

/// Each bit of `bits` is one fact.
Situation situationOf(int bits)
{
    Situation now;
    bool *facts[kFacts] = {
        &now.hasAccount,
        &now.live,
        &now.paused,
        &now.online,
        &now.waitsForUnmetered,
        &now.passwordRefused,
        &now.maySendSooner,
        &now.urgentWaits,
        &now.wantedMeanwhile};
    for (int i = 0; i < kFacts; ++i)
        *facts[i] = bits >> i & 1;
    return now;
}

constexpr EngineState kStates[] = {EngineState::Halted,    EngineState::Running,
                                   EngineState::Listening, EngineState::Resting,
                                   EngineState::Waiting,   EngineState::Probing};
constexpr Wish kWishes[] = {Wish::Edit, Wish::News, Wish::Clock, Wish::Person};
constexpr Ending kEndings[] = {Ending::Good,          Ending::Silent,          Ending::Cut,
                               Ending::StoreReplaced, Ending::PasswordRefused, Ending::Refused,
                               Ending::Failed};

Situation ready()
{
    Situation now;
    now.hasAccount = now.live = now.online = true;
    return now;
}

} // namespace

/// What follows from what, for every combination and by name.
class TransitionsTest : public QObject {
    Q_OBJECT
private slots:
    void everyWishInEverySituation();
    void everyEndingInEverySituation();
    void wishes_data();
    void wishes();
    void endings_data();
    void endings();
    void errorsAreEndings();
};

void TransitionsTest::everyWishInEverySituation()
{
    int tried = 0;
    for (EngineState state : kStates) {
        for (Wish wish : kWishes) {
            for (int bits = 0; bits < 1 << kFacts; ++bits, ++tried) {
                const Situation now = situationOf(bits);
                const Step step = onWish(state, wish, now);
                const bool running = state == EngineState::Running;
                // One run at a time; what is asked meanwhile is not forgotten.
                QCOMPARE(step == Step::RunAfterwards, running && wish != Wish::Edit);
                QCOMPARE(step == Step::RunAfresh, running && wish == Wish::Edit && now.urgentWaits);
                // A person is always answered, and nobody else asks a server without need.
                if (!running && wish == Wish::Person)
                    QCOMPARE(step, now.hasAccount ? Step::Begin : Step::Refuse);
                QVERIFY(step != Step::Refuse || wish == Wish::Person);
                if (step == Step::Begin && wish != Wish::Person)
                    QVERIFY(
                        now.hasAccount && now.online && !now.paused && !now.passwordRefused
                        && !now.waitsForUnmetered);
                // A wish is neither an ending nor a rest.
                QVERIFY(
                    step != Step::Listen && step != Step::Rest && step != Step::Halt
                    && step != Step::WaitATick && step != Step::WaitLonger);
            }
        }
    }
    QCOMPARE(tried, 6 * 4 * 512);
}

void TransitionsTest::everyEndingInEverySituation()
{
    int tried = 0;
    for (EngineState state : {EngineState::Running, EngineState::Listening, EngineState::Probing}) {
        for (Ending ending : kEndings) {
            for (int bits = 0; bits < 1 << kFacts; ++bits, ++tried) {
                const Situation now = situationOf(bits);
                const Step step = onEnding(state, ending, now);
                const bool goesOn = now.live && !now.paused;
                // Nothing ends in a step that belongs to a run, or leaves the engine where it was
                // without anything that wakes it.
                QVERIFY(
                    step != Step::RunAfterwards && step != Step::RunAfresh && step != Step::Refuse);
                const bool mayLook =
                    now.hasAccount && !now.passwordRefused && !now.waitsForUnmetered;
                const bool looks = ending == Ending::Cut || ending == Ending::StoreReplaced;
                QCOMPARE(step == Step::Stay, goesOn && looks && !mayLook);
                // Not live: it stops, but for a run that was asked for.
                if (!goesOn)
                    QCOMPARE(
                        step,
                        ending == Ending::Good && now.wantedMeanwhile ? Step::Begin : Step::Halt);
                // A refused password is never tried again by itself.
                if (ending == Ending::PasswordRefused)
                    QCOMPARE(step, Step::Halt);
            }
        }
    }
    QCOMPARE(tried, 3 * 7 * 512);
}

void TransitionsTest::wishes_data()
{
    QTest::addColumn<EngineState>("state");
    QTest::addColumn<Wish>("wish");
    QTest::addColumn<Situation>("now");
    QTest::addColumn<Step>("step");
    const auto row = [](const char *name, EngineState state, Wish wish, auto change, Step step) {
        Situation now = ready();
        change(now);
        QTest::newRow(name) << state << wish << now << step;
    };
    const auto same = [](Situation &) {};
    const auto offline = [](Situation &now) { now.online = false; };
    row("an edit at the feed", EngineState::Listening, Wish::Edit, same, Step::Begin);
    row("news", EngineState::Listening, Wish::News, same, Step::Begin);
    row("a tick", EngineState::Resting, Wish::Clock, same, Step::Begin);
    row("an edit waits for the retry", EngineState::Waiting, Wish::Edit, same, Step::Stay);
    row("the clock, too", EngineState::Waiting, Wish::Clock, same, Step::Stay);
    row("an edit waits for the probe", EngineState::Probing, Wish::Edit, same, Step::Stay);
    row("the person does not", EngineState::Waiting, Wish::Person, same, Step::Begin);
    row(
        "an edit after a refusal", EngineState::Waiting, Wish::Edit,
        [](Situation &now) { now.maySendSooner = true; }, Step::Begin);
    row(
        "the clock after a refusal", EngineState::Waiting, Wish::Clock,
        [](Situation &now) { now.maySendSooner = true; }, Step::Stay);
    row("no network", EngineState::Listening, Wish::Edit, offline, Step::WaitLong);
    row("the person without a network", EngineState::Waiting, Wish::Person, offline, Step::Begin);
    row(
        "paused", EngineState::Halted, Wish::Edit, [](Situation &now) { now.paused = true; },
        Step::Stay);
    row(
        "the person while paused", EngineState::Halted, Wish::Person,
        [](Situation &now) { now.paused = true; }, Step::Begin);
    row("an edit during a run", EngineState::Running, Wish::Edit, same, Step::Stay);
}

void TransitionsTest::wishes()
{
    QFETCH(const EngineState, state);
    QFETCH(const Wish, wish);
    QFETCH(const Situation, now);
    QTEST(onWish(state, wish, now), "step");
}

void TransitionsTest::endings_data()
{
    QTest::addColumn<EngineState>("state");
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<Situation>("now");
    QTest::addColumn<Step>("step");
    const auto row = [](const char *name, EngineState state, Ending ending, Step step) {
        QTest::newRow(name) << state << ending << ready() << step;
    };
    row("a good run", EngineState::Running, Ending::Good, Step::Listen);
    row("a failed run", EngineState::Running, Ending::Failed, Step::WaitLonger);
    row("a refused run", EngineState::Running, Ending::Refused, Step::WaitATick);
    row("a restored backup", EngineState::Running, Ending::StoreReplaced, Step::Begin);
    row("a silent feed", EngineState::Listening, Ending::Silent, Step::Rest);
    row("a feed that was cut", EngineState::Listening, Ending::Cut, Step::Begin);
    row("a failed feed", EngineState::Listening, Ending::Failed, Step::WaitLonger);
    row("a server that works", EngineState::Probing, Ending::Good, Step::Begin);
    row("a server that does not", EngineState::Probing, Ending::Failed, Step::WaitLonger);
    Situation wanted = ready();
    wanted.wantedMeanwhile = true;
    QTest::newRow("wanted meanwhile")
        << EngineState::Running << Ending::Good << wanted << Step::Begin;
    Situation offline = ready();
    offline.online = false;
    QTest::newRow("cut off by the network")
        << EngineState::Listening << Ending::Cut << offline << Step::WaitLong;
}

void TransitionsTest::endings()
{
    QFETCH(const EngineState, state);
    QFETCH(const Ending, ending);
    QFETCH(const Situation, now);
    QTEST(onEnding(state, ending, now), "step");
}

void TransitionsTest::errorsAreEndings()
{
    const auto of = [](ErrorKind kind, ErrorReason reason = ErrorReason::None) {
        return endingOf(Error{kind, 0, {}, {}, -1, reason});
    };
    QCOMPARE(of(ErrorKind::Auth), Ending::PasswordRefused);
    QCOMPARE(of(ErrorKind::Forbidden), Ending::Refused);
    QCOMPARE(of(ErrorKind::Rejected), Ending::Refused);
    QCOMPARE(of(ErrorKind::Offline), Ending::Failed);
    QCOMPARE(of(ErrorKind::Storage), Ending::Failed);
    QCOMPARE(of(ErrorKind::Transient, ErrorReason::StoreReplaced), Ending::StoreReplaced);
}

QTEST_APPLESS_MAIN(TransitionsTest)
#include "tst_transitions.moc"
