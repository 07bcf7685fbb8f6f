// SPDX-License-Identifier: GPL-3.0-or-later
#include "roguecase.h"
#include "sanitized.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace cairn;

namespace {

const QStringList kSync{QStringLiteral("sync"), QStringLiteral("--timeout"), QStringLiteral("60")};
// Sanitized: its shadow, and what it holds back of freed memory.
constexpr qint64 kMaxBytes = kSanitized ? 1'200'000'000 : 400'000'000;
constexpr qint64 kMaxMs = kSanitized ? 30'000 : 10'000;

/// A run with what it cost.
struct Measured : CliProfile::Run {
    qint64 ms = 0;
    qint64 cpuMs = 0; ///< of all threads
    qint64 peakBytes = 0; ///< 0: not known on this system
};

/// The most memory that a process had so far: VmHWM of Linux.
qint64 peakOf(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QFile::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:");
    return at < 0 ? 0 : text.mid(at + 6, 30).trimmed().split(' ').constFirst().toLongLong() * 1'024;
}

/// Of all processes that have ended.
qint64 cpuMsOfChildren()
{
#ifdef Q_OS_UNIX
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    const auto ms = [](const timeval &time) {
        return qint64(time.tv_sec) * 1'000 + time.tv_usec / 1'000;
    };
    return ms(used.ru_utime) + ms(used.ru_stime);
#else
    return 0; // not asked for there
#endif
}

Measured measure(const CliProfile &profile, const QStringList &arguments)
{
    constexpr int kLookMs = 5;
    Measured run;
    QProcess process;
    const qint64 cpuBefore = cpuMsOfChildren();
    QElapsedTimer elapsed;
    elapsed.start();
    profile.start(process, QStringList{QStringLiteral("--json")} + arguments);
    process.closeWriteChannel();
    while (!process.waitForFinished(kLookMs) && process.state() != QProcess::NotRunning)
        run.peakBytes = std::max(run.peakBytes, peakOf(process.processId()));
    run.ms = elapsed.elapsed();
    run.cpuMs = cpuMsOfChildren() - cpuBefore;
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

/// A run that must stay within the bounds of all of them.
Measured bounded(const CliProfile &profile, const QStringList &arguments)
{
    Measured run = measure(profile, arguments);
    qInfo(
        "%s: exit %d after %lld ms (%lld of the processor) with %lld MB: %s",
        qPrintable(arguments.join(u' ')), run.exitCode, run.ms, run.cpuMs,
        run.peakBytes / 1'000'000,
        run.err.first(std::min<qsizetype>(run.err.size(), 400)).trimmed().constData());
    if (run.ms >= kMaxMs || run.peakBytes >= kMaxBytes)
        QTest::qFail("took too much", __FILE__, __LINE__);
    return run;
}

struct Device : CliProfile {
    explicit Device(const RogueServer &server)
        : CliProfile(QString::fromLatin1(RogueServer::kPassword))
    {
        const Account account = server.account();
        json(
            {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"), account.url,
             QStringLiteral("--user"), account.user});
        id = json({QStringLiteral("note"), QStringLiteral("add"), QStringLiteral("--title"),
                   QStringLiteral("Kept"), QStringLiteral("--body"), QStringLiteral("my own text")})
                 .text("id");
    }
    QString id;
};

} // namespace

/// `cairn-cli` as a real process against a server that means no good: time, memory, what is told,
/// and what stays. The cases are in rogue*.cpp.
class TestRogue : public QObject {
    Q_OBJECT
private slots:
    void init() { m_server.reset(); }

    void replyBombs_data() { rows(cairn::replyBombs()); }
    void replyBombs() { attack(cairn::replyBombs()); }
    void strangeDocuments_data() { rows(cairn::strangeDocuments()); }
    void strangeDocuments() { attack(cairn::strangeDocuments()); }
    void serversTalk_data() { rows(cairn::serversTalk()); }
    void serversTalk() { attack(cairn::serversTalk()); }
    void manyAndDeep_data() { rows(cairn::manyAndDeep()); }
    void manyAndDeep() { attack(cairn::manyAndDeep()); }
    void theFeedSaysOtherwise_data();
    void theFeedSaysOtherwise();
    void nothingVanishesUnasked();
    void aFeedWithoutNewsIsNotAskedAllTheTime();
    void thousandsOfVersions_data();
    void thousandsOfVersions();

    void asksForNothingPacked();
    void readsWhatCameRight();
    void wrongPasswordsDoNotLockTheAccount();
    void aPauseOutlivesTheProcess();

private:
    static void rows(const RogueCases &cases)
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < cases.size(); ++i)
            QTest::newRow(cases.at(i).name.constData()) << i;
    }
    void attack(const RogueCases &cases);

    RogueServer m_server;
};

void TestRogue::attack(const RogueCases &cases)
{
    QFETCH(int, index);
    const RogueCase &one = cases.at(index);
    const Device device(m_server);
    one.prepare(m_server);
    const Measured run = bounded(device, kSync);
    QVERIFY2(one.exits.contains(run.exitCode), run.err.constData());
    QVERIFY2(QString::fromUtf8(run.err).contains(one.says), run.err.constData());
    if (kSanitized)
        return; // it is about reading what came; the rest is the other build's
    for (const QStringList &command : one.commands) {
        const Measured after = bounded(device, command);
        QVERIFY2(after.exitCode == 0, after.err.constData());
    }
    if (one.check)
        one.check(device);
    const auto shown = device.json({QStringLiteral("note"), QStringLiteral("show"), device.id});
    QCOMPARE(shown.text("body"), QStringLiteral("my own text"));
    if (!one.heals || QTest::currentTestFailed())
        return;
    m_server.play(nullptr);
    const auto healed = device.json(kSync);
    QVERIFY2(healed.exitCode == 0, healed.err.constData());
    QCOMPARE(device.json({QStringLiteral("status")}).text("state"), QStringLiteral("synced"));
    m_server.visit([&](FakeCouch &couch) {
        QVERIFY(couch.database(QString::fromLatin1(RogueServer::kDatabase))->document(device.id));
    });
}

void TestRogue::theFeedSaysOtherwise_data()
{
    QTest::addColumn<bool>("stores");
    QTest::addColumn<bool>("admits"); ///< that it lacks what it did not store
    QTest::addColumn<int>("exit");
    QTest::addColumn<QString>("says");
    QTest::newRow("stored, and a page from before") << true << true << 0 << QString();
    QTest::newRow("not stored") << false << true << 4 << QStringLiteral("does not keep them");
    QTest::newRow("not stored, and nothing is missing")
        << false << false << 4 << QStringLiteral("and shows older ones");
}

/// An edit is acknowledged, and the feed shows the revision before it.
void TestRogue::theFeedSaysOtherwise()
{
    QFETCH(bool, stores);
    QFETCH(bool, admits);
    const Device device(m_server);
    QCOMPARE(device.json(kSync).exitCode, 0);
    QByteArray rev;
    m_server.visit([&](FakeCouch &couch) {
        rev = couch.database(QString::fromLatin1(RogueServer::kDatabase))
                  ->document(device.id)
                  ->winner()
                  .toString()
                  .toUtf8();
    });
    device.json(
        {QStringLiteral("note"), QStringLiteral("edit"), device.id, QStringLiteral("--append"),
         QStringLiteral("second")});
    const QByteArray row =
        R"({"seq":"x9","id":")" + device.id.toUtf8() + R"(","changes":[{"rev":")" + rev + R"("}]})";
    auto pushed = std::make_shared<bool>(false);
    m_server.play([=](const FakeRequest &request) -> std::optional<RogueAnswer> {
        if (isFor(request, "POST", "_bulk_docs")) {
            *pushed = true;
            return stores ? std::nullopt : std::optional(RogueAnswer::json("[]", 201));
        }
        if (!admits && isFor(request, "POST", "_revs_diff"))
            return RogueAnswer::json("{}");
        if (!*pushed || !isFor(request, "GET", "_changes"))
            return std::nullopt;
        const bool read = request.parameter(QStringLiteral("since")) == u"x9";
        return RogueAnswer::json(
            "{\"results\":[" + (read ? QByteArray() : row) + R"(],"last_seq":"x9","pending":0})");
    });
    const Measured run = bounded(device, kSync);
    QTEST(run.exitCode, "exit");
    QFETCH(QString, says);
    QVERIFY2(QString::fromUtf8(run.err).contains(says), run.err.constData());
    QVERIFY2(admits == stores || run.err.contains("had lost 1 note;"), run.err.constData());
    const bool synced = device.json({QStringLiteral("status")}).text("state") == u"synced";
    QCOMPARE(synced, stores);
    if (stores) { // settled for good
        const int asked = m_server.count("POST", QStringLiteral("_revs_diff"));
        QCOMPARE(bounded(device, kSync).exitCode, 0);
        QCOMPARE(m_server.count("POST", QStringLiteral("_revs_diff")), asked);
        QCOMPARE(m_server.count("POST", QStringLiteral("_bulk_docs")), 2);
    }
    m_server.play(nullptr);
    QCOMPARE(device.json(kSync).exitCode, 0);
    QCOMPARE(device.json({QStringLiteral("status")}).text("state"), QStringLiteral("synced"));
    m_server.visit([&](FakeCouch &couch) {
        const FakeDocument *there =
            couch.database(QString::fromLatin1(RogueServer::kDatabase))->document(device.id);
        const auto body = there->find(there->winner())->body.value_or(QJsonObject());
        QVERIFY(body.value(u"body").toString().contains(u"second"));
    });
}

namespace {

/// Sixty notes of others, and every way to take them away.
class Vanishing {
public:
    static constexpr int kNotes = 60;
    explicit Vanishing(RogueServer &server)
        : m_server(server)
    {
        const QString few = QStringLiteral("Seal leaks, ordered twice");
        const QString more = QStringLiteral(
            "Checked the seal of the pump in the boiler room, the one behind the tank; no leak");
        visit([&](FakeDatabase &database) {
            for (int i = 0; i < kNotes; ++i)
                database.edit(
                    idOf(i), {}, false,
                    {{QStringLiteral("type"), QStringLiteral("note")},
                     {QStringLiteral("title"), QStringLiteral("Pump %1").arg(i)},
                     {QStringLiteral("body"), i / m_ways.size() % 2 ? more : few},
                     {QStringLiteral("device"),
                      QJsonObject{{QStringLiteral("id"), QStringLiteral("other")}}}});
        });
        m_server.bend([ways = m_ways](const FakeRequest &request, FakeResponse &response) {
            if (!isFor(request, "GET", "_changes"))
                return;
            QList<QByteArray> lines = response.body.split('\n');
            for (QByteArray &line : lines) {
                for (int i = 0; i < kNotes; ++i) {
                    const auto &bend = ways.at(i % ways.size()).bend;
                    if (bend && line.contains(idOf(i).toUtf8()))
                        bend(line);
                }
            }
            response.body = lines.join('\n');
        });
    }

    void take(int first, int count)
    {
        visit([&](FakeDatabase &database) {
            for (int i = first; i < first + count; ++i)
                m_ways.at(i % m_ways.size()).remove(database, idOf(i));
        });
    }
    /// How those go that somebody who looks for their texts does not find, or not at a glance.
    QByteArrayList missing(const CliProfile &device) const
    {
        const QStringList search{
            QStringLiteral("search"), QStringLiteral("seal"), QStringLiteral("--limit"),
            QStringLiteral("1000")};
        QSet<QString> found;
        const QJsonArray hits = device.json(search).array();
        for (const QJsonValue &hit : hits)
            found.insert(hit[u"id"].toString());
        QByteArrayList ways;
        for (int i = 0; i < kNotes; ++i) {
            const RogueRemoval &way = m_ways.at(i % m_ways.size());
            if (!found.contains(idOf(i)) || (way.below && !isAtTheTop(device, idOf(i))))
                ways.append(way.name);
        }
        return ways;
    }

private:
    static bool isAtTheTop(const CliProfile &device, const QString &id)
    {
        const auto shown = device.json({QStringLiteral("note"), QStringLiteral("show"), id});
        return shown.text("body").left(1'000).contains(QLatin1String("seal"), Qt::CaseInsensitive);
    }
    static QString idOf(int number)
    {
        return QStringLiteral("note:01HV%1").arg(number, 22, 10, QLatin1Char('0'));
    }
    void visit(const std::function<void(FakeDatabase &)> &act)
    {
        m_server.visit([&](FakeCouch &couch) {
            act(*couch.database(QString::fromLatin1(RogueServer::kDatabase)));
        });
    }

    RogueServer &m_server;
    const RogueRemovals m_ways = removals();
};

} // namespace

/// Twenty notes a run over three runs, in every dress: the first twenty go, and come back; not one
/// more goes without a question.
void TestRogue::nothingVanishesUnasked()
{
    constexpr int kPortion = 20;
    Vanishing notes(m_server);
    const Device device(m_server);
    QCOMPARE(device.json(kSync).exitCode, 0);
    QCOMPARE(notes.missing(device), QByteArrayList());

    notes.take(0, kPortion);
    QCOMPARE(bounded(device, kSync).exitCode, 0);
    const QByteArrayList gone = notes.missing(device);
    qInfo("gone: %s", gone.join(", ").constData());
    QVERIFY(gone.size() > kPortion / 2 && gone.size() <= kPortion); // some are only dressed up
    const QStringList removed{QStringLiteral("removed"), QStringLiteral("list")};
    QCOMPARE(device.json(removed).array().size(), gone.size());
    Measured run;
    for (int first = kPortion; first < Vanishing::kNotes; first += kPortion) {
        notes.take(first, kPortion);
        run = bounded(device, kSync);
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(notes.missing(device), gone);
    }
    static const QRegularExpression named(QStringLiteral("--keep-notes (\\S+)"));
    const QString set = named.match(QString::fromUtf8(run.err)).captured(1);
    QVERIFY2(!set.isEmpty(), run.err.constData());
    device.json({QStringLiteral("removed"), QStringLiteral("take-back"), QStringLiteral("--all")});
    QCOMPARE(notes.missing(device), QByteArrayList());
    const auto kept = device.json({QStringLiteral("sync"), QStringLiteral("--keep-notes"), set});
    QVERIFY2(kept.exitCode == 0, kept.err.constData());
    QCOMPARE(notes.missing(device), QByteArrayList());

    m_server.bend(nullptr);
    const Device other(m_server); // everybody has them again
    QCOMPARE(other.json(kSync).exitCode, 0);
    QCOMPARE(notes.missing(other), QByteArrayList());
}

namespace {

/// What is asked for of a note with so many leaves, and the truth about all else.
RogueServer::Trick leaves(const QByteArray &id, int count)
{
    const auto rev = [](int number) {
        return "2-" + QByteArray::number(number).rightJustified(32, '0');
    };
    QByteArrayList changes;
    for (int i = 0; i < count; ++i)
        changes.append("{\"rev\":\"" + rev(i) + "\"}");
    const QByteArray feed = "{\"results\":[\n{\"seq\":\"1-x\",\"id\":\"" + id + "\",\"changes\":["
        + changes.join(',') + "]}\n],\"last_seq\":\"1-x\",\"pending\":0}";
    return [=](const FakeRequest &request) -> std::optional<RogueAnswer> {
        if (isFor(request, "GET", "_changes"))
            return RogueAnswer::json(
                request.parameter(QStringLiteral("since")) == u"1-x"
                    ? QByteArray(R"({"results":[],"last_seq":"1-x","pending":0})")
                    : feed);
        if (!isFor(request, "POST", "_bulk_get"))
            return std::nullopt;
        QByteArrayList results;
        const QJsonArray asked = QJsonDocument::fromJson(request.body)[u"docs"].toArray();
        for (const QJsonValue &one : asked) {
            const QByteArray wanted = one[u"rev"].toString().toUtf8();
            results.append(
                "{\"id\":\"" + id + "\",\"docs\":[{\"ok\":{\"_id\":\"" + id + "\",\"_rev\":\""
                + wanted + "\",\"_revisions\":{\"start\":2,\"ids\":[\"" + wanted.sliced(2) + "\",\""
                + QByteArray(32, 'a')
                + "\"]},\"type\":\"note\",\"title\":\"Many\",\"body\":\"Line one\\n\\nLine "
                + wanted.right(5) + "\\n\\nLine three\"}}]}");
        }
        return RogueAnswer::json("{\"results\":[" + results.join(',') + "]}");
    };
}

} // namespace

/// It says at once and for ever that there is something, and it is always the same.
void TestRogue::aFeedWithoutNewsIsNotAskedAllTheTime()
{
    const Device device(m_server);
    QCOMPARE(device.json(kSync).exitCode, 0);
    m_server.play([](const FakeRequest &request) -> std::optional<RogueAnswer> {
        if (!isFor(request, "GET", "_changes"))
            return std::nullopt;
        return RogueAnswer::json(
            R"({"results":[{"seq":"x9","id":"_design/none","changes":[{"rev":"1-aa"}]}],)"
            R"("last_seq":"x9","pending":0})");
    });
    const int before = m_server.count("GET", QStringLiteral("_changes"));
    device.json(
        {QStringLiteral("sync"), QStringLiteral("--watch"), QStringLiteral("--timeout"),
         QStringLiteral("4")});
    const int asked = m_server.count("GET", QStringLiteral("_changes")) - before;
    QVERIFY2(asked >= 3 && asked <= 60, qPrintable(QString::number(asked)));
}

/// Whoever made them, and however many: a person goes on writing while they are looked at.
void TestRogue::thousandsOfVersions_data()
{
    QTest::addColumn<int>("versions");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("thousands") << 2'000 << QByteArray();
    QTest::newRow("tens of thousands")
        << 20'000
        << QByteArray("1 document of the server cannot be read: note:01HLV000000000000000000000 "
                      "(it has too many versions; 17500 of them stay there)");
}

void TestRogue::thousandsOfVersions()
{
    QFETCH(int, versions);
    QFETCH(QByteArray, says);
    const QString id = QStringLiteral("note:01HLV000000000000000000000");
    m_server.play(leaves(id.toUtf8(), versions));
    const Device device(m_server);
    QProcess sync;
    QElapsedTimer elapsed;
    elapsed.start();
    device.start(sync, kSync);
    sync.closeWriteChannel();
    int edits = 0;
    qint64 peakBytes = 0;
    while (!sync.waitForFinished(20) && sync.state() != QProcess::NotRunning) {
        peakBytes = std::max(peakBytes, peakOf(sync.processId()));
        const auto edit = device.json(
            {QStringLiteral("note"), QStringLiteral("edit"), device.id, QStringLiteral("--append"),
             QStringLiteral("and more")});
        QVERIFY2(edit.exitCode == 0, edit.err.constData());
        ++edits;
    }
    const QByteArray told = sync.readAllStandardError();
    qInfo(
        "exit %d after %lld ms with %lld MB, %d edits meanwhile: %s", sync.exitCode(),
        elapsed.elapsed(), peakBytes / 1'000'000, edits, told.left(400).constData());
    QVERIFY2(told.contains(says), told.constData());
    QVERIFY(edits > 0);
    QVERIFY(elapsed.elapsed() < kMaxMs);
    QVERIFY(peakBytes < kMaxBytes);
    const QList<QStringList> commands{
        {QStringLiteral("note"), QStringLiteral("show"), id},
        {QStringLiteral("conflict"), QStringLiteral("list")},
        {QStringLiteral("conflict"), QStringLiteral("show"), id},
        {QStringLiteral("note"), QStringLiteral("edit"), id, QStringLiteral("--append"),
         QStringLiteral("mine")},
        {QStringLiteral("doctor")}};
    for (const QStringList &command : commands) {
        const Measured run = bounded(device, command);
        QVERIFY2(run.exitCode == 0 || run.exitCode == 6, run.err.constData());
    }
}

void TestRogue::asksForNothingPacked()
{
    const Device device(m_server);
    auto packed = std::make_shared<QStringList>();
    m_server.play([packed](const FakeRequest &request) -> std::optional<RogueAnswer> {
        if (request.headers.value("accept-encoding") != "identity")
            packed->append(request.target());
        return std::nullopt;
    });
    QCOMPARE(device.json(kSync).exitCode, 0);
    m_server.play(nullptr);
    QCOMPARE(*packed, QStringList());
}

/// A document that could not be read is read once it comes in another way.
void TestRogue::readsWhatCameRight()
{
    const Device device(m_server);
    const QString id = QStringLiteral("note:01HR00000000000000000000");
    const QJsonObject body{
        {QStringLiteral("type"), QStringLiteral("note")},
        {QStringLiteral("title"), QStringLiteral("Late")},
        {QStringLiteral("body"), QStringLiteral("but here")}};
    m_server.put(id, body);
    m_server.play([](const FakeRequest &request) -> std::optional<RogueAnswer> {
        if (!isFor(request, "GET", "_changes"))
            return std::nullopt;
        const QByteArray seq = request.parameter(QStringLiteral("since")).toUtf8();
        return RogueAnswer::json(
            R"({"results":[{"seq":")" + seq
            + R"(","id":"note:01HR00000000000000000000","changes":[{"rev":"2000000000-x"}]}],"last_seq":")"
            + seq + R"(","pending":0})");
    });
    QCOMPARE(device.json(kSync).exitCode, 7);
    QCOMPARE(device.json({QStringLiteral("status")}).number("unread"), 1);
    m_server.play(nullptr);
    const auto run = device.json(kSync);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(
        device.json({QStringLiteral("note"), QStringLiteral("show"), id}).text("body"),
        QStringLiteral("but here"));
    QCOMPARE(device.json({QStringLiteral("status")}).text("state"), QStringLiteral("synced"));
}

/// A script that syncs every second, and a password that was changed elsewhere.
void TestRogue::wrongPasswordsDoNotLockTheAccount()
{
    Device device(m_server);
    {
        const CliProfile::Password wrong(device, QStringLiteral("mistyped"));
        for (int i = 0; i < 8; ++i)
            QCOMPARE(device.json(kSync).exitCode, 5);
        QCOMPARE(m_server.count("POST", QStringLiteral("_session")), 3); // five lock it
        const auto run = device.json(kSync);
        QVERIFY2(run.err.contains("not tried again before"), run.err.constData());
    }
    // Setting it again is a person's word.
    const Account account = m_server.account();
    device.json(
        {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"), account.url,
         QStringLiteral("--user"), account.user});
    const auto run = device.json(kSync);
    QVERIFY2(run.exitCode == 0, run.err.constData());
}

void TestRogue::aPauseOutlivesTheProcess()
{
    const Device device(m_server);
    RogueAnswer busy = RogueAnswer::json(R"({"error":"busy","reason":"later"})", 503);
    busy.response.headers.emplaceBack("Retry-After", "11");
    m_server.play([busy](const FakeRequest &) { return std::optional(busy); });
    QCOMPARE(device.json(kSync).exitCode, 4);
    m_server.play(nullptr);
    const int before = m_server.count("GET", {}) + m_server.count("POST", {});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(device.json(kSync).exitCode, 4);
    QCOMPARE(m_server.count("GET", {}) + m_server.count("POST", {}), before);
    QTRY_COMPARE_WITH_TIMEOUT(device.json(kSync).exitCode, 0, 30'000); // then it goes on
}

QTEST_GUILESS_MAIN(TestRogue)
#include "tst_rogue.moc"
