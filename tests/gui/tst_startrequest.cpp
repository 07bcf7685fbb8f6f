// SPDX-License-Identifier: GPL-3.0-or-later
#include "startrequest.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace cairn;

class TestStartRequest : public QObject {
    Q_OBJECT

private slots:
    void parses();
    void manualNamesAllOptions();
    void refuses_data();
    void refuses();
    void travels();
    void foreignMessagesAreRefused();

private:
    static CommandLine parse(const QStringList &arguments)
    {
        return CommandLine::parse(
            QStringList{QStringLiteral("cairn")} + arguments, QStringLiteral("/home/a"));
    }
};

void TestStartRequest::parses()
{
    QVERIFY(parse({}).request.isEmpty());
    QCOMPARE(parse({}).action, CommandLine::Action::Start);
    QVERIFY(!parse({}).profile);
    QCOMPARE(
        parse({QStringLiteral("--profile"), QStringLiteral("x/y")}).profile,
        QStringLiteral("/home/a/x/y"));
    QVERIFY(parse({QStringLiteral("--new-note")}).request.newNote);
    QCOMPARE(
        parse({QStringLiteral("cairn://note/01ARZ3NDEKTSV4RRFFQ69G5FAV")}).request.noteId,
        QStringLiteral("note:01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    QCOMPARE(
        parse({QStringLiteral("cairn://note/note:01ARZ3NDEKTSV4RRFFQ69G5FAV")}).request.noteId,
        QStringLiteral("note:01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    QCOMPARE(
        parse(
            {QStringLiteral("a.md"), QStringLiteral("/b/../c.md"), QStringLiteral("file:///d.md")})
            .request.files,
        (QStringList{
            QStringLiteral("/home/a/a.md"), QStringLiteral("/c.md"), QStringLiteral("/d.md")}));
    QCOMPARE(parse({QStringLiteral("--version")}).action, CommandLine::Action::Show);
    QVERIFY(parse({QStringLiteral("--version")}).text.startsWith(QStringLiteral("cairn ")));
    QCOMPARE(parse({QStringLiteral("--help")}).action, CommandLine::Action::Show);
}

void TestStartRequest::manualNamesAllOptions()
{
    QFile file(qEnvironmentVariable("CAIRN_SOURCE") + QStringLiteral("/resources/cairn.1.in"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString manual =
        QString::fromUtf8(file.readAll()).replace(QStringLiteral("\\-"), QStringLiteral("-"));
    const auto names = [](const QString &text) {
        static const QRegularExpression option(QStringLiteral("--[a-z-]+"));
        QStringList found;
        for (auto at = option.globalMatch(text); at.hasNext();)
            found.append(at.next().captured());
        found.removeDuplicates();
        found.sort();
        return found;
    };
    QStringList options = names(parse({QStringLiteral("--help")}).text);
    QCOMPARE(options.removeAll(QStringLiteral("--help-all")), 1); // Qt's own, for its own
    QCOMPARE(names(manual), options);
}

void TestStartRequest::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << QStringList{QStringLiteral("--nonsense")};
    QTest::newRow("option without its value") << QStringList{QStringLiteral("--profile")};
    QTest::newRow("empty folder") << QStringList{QStringLiteral("--profile=")};
    QTest::newRow("other link") << QStringList{QStringLiteral("cairn://delete/all")};
    QTest::newRow("path in link") << QStringList{QStringLiteral("cairn://note/../../x")};
}

void TestStartRequest::refuses()
{
    QFETCH(QStringList, arguments);
    const CommandLine line = parse(arguments);
    QCOMPARE(line.action, CommandLine::Action::Fail);
    QVERIFY(!line.text.isEmpty());
}

void TestStartRequest::travels()
{
    StartRequest request;
    request.noteId = QStringLiteral("note:01ARZ3NDEKTSV4RRFFQ69G5FAV");
    request.newNote = true;
    request.files << QStringLiteral("/tmp/ü 漢\n.md");
    QVERIFY(!request.toJson().contains('\n'));
    QCOMPARE(StartRequest::fromJson(request.toJson()), request);
    QCOMPARE(StartRequest::fromJson(StartRequest().toJson()), StartRequest());
}

void TestStartRequest::foreignMessagesAreRefused()
{
    QVERIFY(!StartRequest::fromJson("GET / HTTP/1.1"));
    QVERIFY(!StartRequest::fromJson("{}"));
    QVERIFY(!StartRequest::fromJson("[1]"));
    const auto relative = StartRequest::fromJson(
        "{\"format\":\"cairn-start-1\",\"files\":[\"a\",3],\"note\":\"../x\"}");
    QVERIFY(relative);
    QVERIFY(relative->isEmpty());
}

QTEST_GUILESS_MAIN(TestStartRequest)
#include "tst_startrequest.moc"
