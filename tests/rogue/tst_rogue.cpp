#include "roguecase.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace cairn;

namespace {

const QStringList kSync{QStringLiteral("sync"), QStringLiteral("--timeout"), QStringLiteral("60")};
#if defined(__SANITIZE_ADDRESS__)
constexpr qint64 kMaxBytes = 800'000'000; // its shadow and what it holds back of freed memory
#else
constexpr qint64 kMaxBytes = 400'000'000;
#endif

/// A run with what it cost.
struct Measured : CliProfile::Run {
    qint64 ms = 0;
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

Measured measure(const CliProfile &profile, const QStringList &arguments)
{
    constexpr int kLookMs = 5;
    Measured run;
    QProcess process;
    QElapsedTimer elapsed;
    elapsed.start();
    profile.start(process, QStringList{QStringLiteral("--json")} + arguments);
    process.closeWriteChannel();
    while (!process.waitForFinished(kLookMs) && process.state() != QProcess::NotRunning)
        run.peakBytes = std::max(run.peakBytes, peakOf(process.processId()));
    run.ms = elapsed.elapsed();
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
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
    const Measured run = measure(device, kSync);
    qInfo(
        "exit %d after %lld ms with %lld MB: %s", run.exitCode, run.ms, run.peakBytes / 1'000'000,
        run.err.first(std::min<qsizetype>(run.err.size(), 400)).trimmed().constData());
    QVERIFY2(one.exits.contains(run.exitCode), run.err.constData());
    QVERIFY2(QString::fromUtf8(run.err).contains(one.says), run.err.constData());
    QVERIFY(run.ms < one.maxMs);
    QVERIFY(run.peakBytes < kMaxBytes);
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
    busy.response.headers.emplaceBack("Retry-After", "15");
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
