// SPDX-License-Identifier: GPL-3.0-or-later
#include "cliprofile.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#ifdef Q_OS_LINUX
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using cairn::CliProfile;

namespace {
QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); }

#ifdef Q_OS_LINUX
/// What a person at a terminal gets to see of a command.
QByteArray onTerminal(const CliProfile &profile, const QStringList &command)
{
    const QByteArray program = qgetenv("CAIRN_CLI");
    QList<QByteArray> words{program, "--profile", (profile.directory()).toUtf8()};
    for (const QString &word : command)
        words.append(word.toUtf8());
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        execv(program.constData(), arguments.data());
        _exit(127);
    }
    QByteArray seen;
    char part[4096];
    for (ssize_t size = read(terminal, part, sizeof part); size > 0;
         size = read(terminal, part, sizeof part))
        seen.append(part, size);
    close(terminal);
    waitpid(child, nullptr, 0);
    return seen;
}
#endif
/// The highest one of the last byte of the only place with these bytes.
void flipABit(const QString &file, const QByteArray &place)
{
    QFile store(file);
    QVERIFY(store.open(QIODevice::ReadWrite));
    const QByteArray whole = store.readAll();
    QCOMPARE(whole.count(place), 1);
    const qsizetype at = whole.indexOf(place) + place.size() - 1;
    QVERIFY(store.seek(at));
    QCOMPARE(store.write(QByteArray(1, char(uchar(whole.at(at)) ^ 0x80))), 1);
}
} // namespace

/// cairn-cli without a server: the contract's commands, JSON members and exit codes.
class TestCli : public QObject {
    Q_OBJECT

private slots:
    /// No habits of a system's with ends of lines and of text.
    void bytesComeAndGoAsTheyAre()
    {
        const CliProfile profile;
        const QByteArray body = "one\ntwo \x1a three, gr\xc3\xbc\xc3\x9f dich\n";
        const QString id = profile.json(words("note add --title Größe --body -"), body).text("id");
        QCOMPARE(profile.run(words("note show") << id).out, body);
        QCOMPARE(profile.json(words("note show") << id).text("body"), QString::fromUtf8(body));
        const QByteArray list = profile.run(words("note list")).out;
        QVERIFY(list.contains("Gr\xc3\xb6\xc3\x9f"
                              "e"));
        QVERIFY2(!list.contains('\r'), list);
    }

    void addsAndShowsANote()
    {
        const CliProfile profile;
        const auto added = profile.json(
            words("note add --notebook Site/Pumps --tag urgent --tag pump --pin --emergency")
            + QStringList{
                QStringLiteral("--title"), QStringLiteral("Pumpe 7 – Übersicht"),
                QStringLiteral("--body"), QStringLiteral("Zeile eins\n日本語 🙂")});
        QCOMPARE(added.exitCode, 0);
        const QString id = added.text("id");
        QVERIFY(id.startsWith(QStringLiteral("note:")));
        QVERIFY(added.text("rev").startsWith(QStringLiteral("1-")));

        const auto shown = profile.json({QStringLiteral("note"), QStringLiteral("show"), id});
        QCOMPARE(shown.exitCode, 0);
        QCOMPARE(shown.text("title"), QStringLiteral("Pumpe 7 – Übersicht"));
        QCOMPARE(shown.text("body"), QStringLiteral("Zeile eins\n日本語 🙂"));
        QCOMPARE(shown.text("notebook"), QStringLiteral("Site/Pumps"));
        QCOMPARE(shown.text("state"), QStringLiteral("pending"));
        QCOMPARE(shown.text("rev"), added.text("rev"));
        QCOMPARE(
            shown.member("tags").toArray(),
            (QJsonArray{QStringLiteral("pump"), QStringLiteral("urgent")}));
        for (const char *flag : {"pinned", "emergency"})
            QVERIFY(shown.member(flag).toBool());
        for (const char *flag : {"trashed", "conflict"})
            QVERIFY(!shown.member(flag).toBool(true));
        QVERIFY(shown.member("attachments").isArray());

        const auto plain = profile.run({QStringLiteral("note"), QStringLiteral("show"), id});
        QCOMPARE(plain.out, QByteArray("Zeile eins\n日本語 🙂"));
    }

    void editsAndKeepsWhatIsNotNamed()
    {
        const CliProfile profile;
        const QString id =
            profile.json(words("note add --title One --body first --tag a")).text("id");
        QCOMPARE(
            profile
                .json(
                    {QStringLiteral("note"), QStringLiteral("edit"), id, QStringLiteral("--append"),
                     QStringLiteral(" second"), QStringLiteral("--add-tag"), QStringLiteral("b"),
                     QStringLiteral("--remove-tag"), QStringLiteral("a"), QStringLiteral("--pin")})
                .exitCode,
            0);
        const auto shown = profile.json({QStringLiteral("note"), QStringLiteral("show"), id});
        QCOMPARE(shown.text("title"), QStringLiteral("One"));
        QCOMPARE(shown.text("body"), QStringLiteral("first second"));
        QCOMPARE(shown.member("tags").toArray(), QJsonArray{QStringLiteral("b")});
        QVERIFY(shown.member("pinned").toBool());
    }

    void readsTheBodyFromStandardInput()
    {
        const CliProfile profile;
        const auto added =
            profile.json(words("note add --title In --body-file -"), "line\nwith ümlaut\n");
        QCOMPARE(added.exitCode, 0);
        QCOMPARE(
            profile.json({QStringLiteral("note"), QStringLiteral("show"), added.text("id")})
                .text("body"),
            QStringLiteral("line\nwith ümlaut\n"));
    }

    void refusesBadInputAndChangesNothing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("exitCode");
        const auto row = [](const char *name, const QStringList &arguments, int exitCode,
                            const QByteArray &input = {}) {
            QTest::newRow(name) << arguments << input << exitCode;
        };
        row("invalid UTF-8", words("note add --title X --notebook New --body-file -"), 1,
            "a\xff\xfe");
        row("huge title",
            words("note add --notebook New --title") + QStringList{QString(100'000, u'x')}, 1);
        row("missing file", words("note add --notebook New --body-file /does/not/exist"), 1);
        row("unknown command", words("note dance"), 2);
        row("unknown option", words("note add --colour red"), 2);
        row("missing argument", words("note show"), 2);
        row("bad number", words("note list --limit many"), 2);
        row("unknown state", words("note list --state happy"), 2);
        row("unknown note", words("note show note:01ARZ3NDEKTSV4RRFFQ69G5FAV"), 3);
        row("unknown notebook", words("note list --notebook Nowhere"), 3);
        row("sync without account", words("sync"), 5);
        row("format of later", words("import /tmp --format jex"), 2);
        row("attachments are later", words("attach note:1 file"), 2);
        row("not a server address", words("account set --url ftp://x/y --user me"), 2);
        row("plain http to elsewhere", words("account set --url http://example.org/db --user me"),
            2);
    }
    void refusesBadInputAndChangesNothing()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        QFETCH(int, exitCode);
        const CliProfile profile;
        const auto refused = profile.json(arguments, input);
        QCOMPARE(refused.exitCode, exitCode);
        const QJsonObject error = refused.member("error").toObject();
        QVERIFY(!error.value(QStringLiteral("kind")).toString().isEmpty());
        QVERIFY(!error.value(QStringLiteral("message")).toString().isEmpty());
        QCOMPARE(refused.err.count('\n'), 1);
        for (const char *listing : {"note list", "note list --trashed", "notebook list"})
            QVERIFY(profile.json(words(listing)).array().isEmpty());
        QVERIFY(
            profile.json(words("queue list")).array().size()
            <= 1); // at most this device's own document
    }

    void trashesRestoresAndDeletes()
    {
        const CliProfile profile;
        const QString id = profile.json(words("note add --title T --body B")).text("id");
        const auto note = [&](const char *verb) {
            return profile.json({QStringLiteral("note"), QString::fromLatin1(verb), id}).exitCode;
        };
        QCOMPARE(note("delete"), 1); // not from outside the trash
        QCOMPARE(note("trash"), 0);
        QCOMPARE(profile.json(words("note list")).array().size(), 0);
        QCOMPARE(profile.json(words("note list --trashed")).array().size(), 1);
        QCOMPARE(note("restore"), 0);
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
        QCOMPARE(note("trash"), 0);
        QCOMPARE(note("delete"), 0);
        QCOMPARE(note("show"), 3);
        QCOMPARE(profile.json(words("note list --trashed")).array().size(), 0);
    }

    void managesNotebooksAndTags()
    {
        const CliProfile profile;
        QCOMPARE(profile.json(words("notebook add A/B")).text("path"), QStringLiteral("A/B"));
        QCOMPARE(profile.json(words("note add --title N --notebook A/B --tag x")).exitCode, 0);
        QCOMPARE(profile.json(words("notebook rename A/B C")).text("path"), QStringLiteral("A/C"));
        QCOMPARE(profile.json(words("notebook move A/C /")).text("path"), QStringLiteral("C"));
        const QJsonArray notebooks = profile.json(words("notebook list")).array();
        QCOMPARE(notebooks.size(), 2);
        QCOMPARE(notebooks.at(1).toObject().value(QStringLiteral("notes")).toInt(), 1);
        QCOMPARE(profile.json(words("tag rename x y")).number("notes"), 1);
        QCOMPARE(
            profile.json(words("tag list"))
                .array()
                .at(0)
                .toObject()
                .value(QStringLiteral("tag"))
                .toString(),
            QStringLiteral("y"));
        QCOMPARE(profile.json(words("note list --tag y")).array().size(), 1);
        QCOMPARE(profile.json(words("notebook delete C")).exitCode, 0);
        QCOMPARE(profile.json(words("note list --trashed")).array().size(), 1);
    }

    void searches()
    {
        const CliProfile profile;
        profile.json(
            words("note add --title Pump --body")
            + QStringList{QStringLiteral("Lagergeräusch über 1.200 U/min")});
        const auto hits =
            profile.json(words("search lagergerausch")).array(); // diacritics do not matter
        QCOMPARE(hits.size(), 1);
        const QJsonObject hit = hits.at(0).toObject();
        QCOMPARE(hit.value(QStringLiteral("title")).toString(), QStringLiteral("Pump"));
        QVERIFY(hit.value(QStringLiteral("snippet"))
                    .toString()
                    .contains(QStringLiteral("Lagergeräusch")));
        QVERIFY(profile.json(words("search nothing")).array().isEmpty());
        QCOMPARE(
            profile.json({QStringLiteral("search"), QStringLiteral("AND OR \" ( -")}).exitCode, 0);
    }

    void keepsAndRevertsToHistory()
    {
        const CliProfile profile;
        const QString id = profile.json(words("note add --title T --body one")).text("id");
        QCOMPARE(
            profile
                .json(
                    {QStringLiteral("note"), QStringLiteral("edit"), id, QStringLiteral("--body"),
                     QStringLiteral("two")})
                .exitCode,
            0);
        const QJsonArray history =
            profile.json({QStringLiteral("note"), QStringLiteral("history"), id}).array();
        QVERIFY(!history.isEmpty());
        for (const char *member : {"rev", "device", "kind"})
            QVERIFY(!history.at(0).toObject().value(QLatin1String(member)).toString().isEmpty());
        const QString oldest = history.last().toObject().value(QStringLiteral("rev")).toString();
        QCOMPARE(
            profile.json({QStringLiteral("note"), QStringLiteral("revert"), id, oldest}).exitCode,
            0);
        QCOMPARE(
            profile.json({QStringLiteral("note"), QStringLiteral("show"), id}).text("body"),
            profile
                .json(
                    {QStringLiteral("note"), QStringLiteral("show"), id, QStringLiteral("--rev"),
                     oldest})
                .text("body"));
    }

    void importsAndExportsMarkdown()
    {
        const CliProfile profile;
        const QDir folder(profile.scratch(QStringLiteral("in")));
        folder.mkpath(QStringLiteral("Sub/Deep"));
        const auto write = [&](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        write(
            QStringLiteral("front.md"),
            "---\ntitle: \"Mit Titel: ja\"\ntags: [Eins, zwei]\ncreated: 2021-05-01 "
            "16:40:00Z\nauthor: Somebody\n---\n\nBody\n");
        write(QStringLiteral("Sub/plain.md"), "CRLF\r\nline\r\n");
        write(QStringLiteral("Sub/Deep/日本.md"), "see [front](../../front.md)");
        write(QStringLiteral("empty.md"), "");
        write(QStringLiteral("broken.md"), "a\xff\xfe b");
        write(QStringLiteral("picture.png"), "x");
        QFile::link(QStringLiteral("/etc/hostname"), folder.filePath(QStringLiteral("link.md")));

        const auto first = profile.json({QStringLiteral("import"), folder.path()});
        QCOMPARE(first.exitCode, 0);
        QCOMPARE(first.number("notes"), 4);
        QCOMPARE(first.number("notebooks"), 2);
        QCOMPARE(first.number("tags"), 2);
        QCOMPARE(first.member("skipped").toArray().size(), 3);
        QCOMPARE(
            profile.json({QStringLiteral("import"), folder.path()}).number("notes"),
            0); // repeatable
        QCOMPARE(profile.json(words("note list")).array().size(), 4);

        const QString out = profile.scratch(QStringLiteral("out"));
        const QStringList exporting{
            QStringLiteral("export"), out, QStringLiteral("--format"), QStringLiteral("markdown")};
        QCOMPARE(profile.json(exporting).number("notes"), 4);
        QFile deep(out + QStringLiteral("/Sub/Deep/日本.md"));
        QVERIFY(deep.open(QIODevice::ReadOnly));
        QVERIFY(deep.readAll().contains("see [front](../../Mit%20Titel-%20ja.md)"));
        QFile front(out + QStringLiteral("/Mit Titel- ja.md"));
        QVERIFY(front.open(QIODevice::ReadOnly));
        const QByteArray text = front.readAll();
        QVERIFY(text.contains("created: 2021-05-01 16:40:00Z"));
        QVERIFY(text.contains("\"author\": \"Somebody\""));
        QVERIFY(text.endsWith("\n\nBody\n"));
        QCOMPARE(profile.json(exporting).exitCode, 1); // never over somebody's files
        const QString elsewhere = profile.scratch(QStringLiteral("elsewhere.md"));
        const QString linked = profile.scratch(QStringLiteral("linked"));
        QVERIFY(QDir().mkpath(linked));
        QVERIFY(QFile::link(elsewhere, linked + QStringLiteral("/Mit Titel- ja.md")));
        QCOMPARE(
            profile
                .json(
                    {QStringLiteral("export"), linked, QStringLiteral("--format"),
                     QStringLiteral("markdown")})
                .exitCode,
            1);
        QVERIFY(!QFileInfo::exists(elsewhere));
    }

    void backsUpAndRestores()
    {
        const CliProfile profile;
        const QString id = profile.json(words("note add --title Kept --body before")).text("id");
        const QString file = profile.scratch(QStringLiteral("notes.backup"));
        QCOMPARE(profile.json({QStringLiteral("backup"), file}).exitCode, 0);
        profile.json(
            {QStringLiteral("note"), QStringLiteral("edit"), id, QStringLiteral("--body"),
             QStringLiteral("after")});
        QCOMPARE(profile.json({QStringLiteral("restore"), file}).exitCode, 0);
        QCOMPARE(
            profile.json({QStringLiteral("note"), QStringLiteral("show"), id}).text("body"),
            QStringLiteral("before"));
        QFile nonsense(profile.scratch(QStringLiteral("nonsense")));
        QVERIFY(nonsense.open(QIODevice::WriteOnly));
        nonsense.write("not a database");
        nonsense.close();
        QVERIFY(profile.json({QStringLiteral("restore"), nonsense.fileName()}).exitCode > 0);
        QCOMPARE(
            profile.json({QStringLiteral("note"), QStringLiteral("show"), id}).text("body"),
            QStringLiteral("before"));
    }

    void reportsStatusHealthAndIntegrity()
    {
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        const auto status = profile.json(words("status"));
        QCOMPARE(status.exitCode, 0);
        QCOMPARE(status.number("notes"), 1);
        QVERIFY(status.number("pending") >= 1);
        QVERIFY(status.number("database_bytes") > 0);
        for (const char *member : {"state", "device"})
            QVERIFY(!status.text(member).isEmpty());
        const auto doctor = profile.json(words("doctor"));
        QCOMPARE(doctor.exitCode, 0);
        QVERIFY(doctor.member("ok").toBool());
        QVERIFY(doctor.member("checks").toArray().size() >= 4);
        QCOMPARE(profile.json(words("health")).number("runs"), 0);
    }

    void signsOutAndWipesOnlyWhenNothingIsUnsent()
    {
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        QCOMPARE(
            profile.json(words("account set --url http://127.0.0.1:9/db --user me --device Laptop"))
                .exitCode,
            0);
        QCOMPARE(profile.json(words("account show")).text("device"), QStringLiteral("Laptop"));
        QCOMPARE(profile.json(words("account sign-out --wipe")).exitCode, 7);
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
        QCOMPARE(profile.json(words("account sign-out --wipe --force")).exitCode, 0);
        QCOMPARE(profile.json(words("note list")).array().size(), 0);
    }

    /// Each adds to what the others wrote, not to what it read before they did.
    void appendsFromSeveralProcessesAtOnce()
    {
        constexpr int kProcesses = 6;
        const CliProfile profile;
        const QString id = profile.json(words("note add --title T --body start")).text("id");
        for (int round = 0; round < 3; ++round) {
            std::vector<std::unique_ptr<QProcess>> processes;
            for (int i = 0; i < kProcesses; ++i) {
                processes.push_back(std::make_unique<QProcess>());
                profile.start(
                    *processes.back(),
                    words("note edit") << id << QStringLiteral("--append")
                                       << QStringLiteral(" <%1.%2>").arg(round).arg(i));
            }
            for (const auto &process : processes) {
                QVERIFY(process->waitForFinished());
                QCOMPARE(process->exitCode(), 0);
            }
        }
        const QString body = profile.json(words("note show") << id).text("body");
        QCOMPARE(body.count(QLatin1Char('<')), 3 * kProcesses);
    }

    void terminalsAreSentNoControls()
    {
        const CliProfile profile;
        const QByteArray body("x \x1b[31mred\x1b[0m \x07 \xc2\x9b"
                              "2J \xe2\x80\xae"
                              "fed findme");
        const QString id = profile.json(words("note add --title T --body -"), body).text("id");
        QVERIFY(
            profile
                .json(
                    words("account set --url https://example.org/n --user u --device")
                    << QStringLiteral("a\n\x1b[1mb\u202Ec"))
                .exitCode
            == 0);
        for (const QStringList &command :
             {words("search findme"), words("note history") << id, words("account show")}) {
            const QByteArray out = profile.run(command).out;
            QVERIFY(!out.isEmpty());
            for (const char *bad : {"\x1b", "\x07", "\xc2\x9b", "\xe2\x80\xae", "a\n"})
                QVERIFY2(!out.contains(bad), out);
        }
        // A program that reads the body gets every byte of it, a terminal does not.
        QCOMPARE(profile.run(words("note show") << id).out, body);
#ifdef Q_OS_LINUX
        const QByteArray seen = onTerminal(profile, words("note show") << id);
        QVERIFY2(seen.contains("\\x1b[31mred"), seen);
        QVERIFY2(!seen.contains('\x1b') && !seen.contains("\xc2\x9b"), seen);
#endif
    }

    void saysWhenTheProfileIsDamaged()
    {
        const CliProfile profile;
        QDir().mkpath(profile.directory());
        QFile file(profile.directory() + QStringLiteral("/cairn.sqlite"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        QCOMPARE(profile.json(words("note list")).exitCode, 8);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(
            file.readAll(), QByteArray(8192, 'x')); // left as it was, for whoever can repair it
    }

    /// One flipped bit in a text: it is read as the list has it, written by nobody, and repaired.
    void damagedTextIsNotWrittenAnew()
    {
        const CliProfile profile;
        const QString id =
            profile.json(words("note add --title Long --body firstwords")).member("id").toString();
        flipABit(profile.directory() + QStringLiteral("/cairn.sqlite"), "\"body\":\"firstwords");
        QCOMPARE(profile.json(words("note show") << id).member("body").toString(), u"firstwords");
        for (const char *change : {"--append more", "--add-tag mine", "--body other"}) {
            const auto edited =
                profile.json(QStringList(words("note edit")) << id << words(change));
            QCOMPARE(edited.exitCode, 8);
            QVERIFY2(edited.err.contains("`cairn-cli doctor` says more"), edited.err);
        }
        const auto history = profile.json(words("note history") << id).array().first().toObject();
        QCOMPARE(history.value(u"kind").toString(), u"damaged");
        QVERIFY(history.value(u"at").toInteger() > 0 && history.value(u"size").toInteger() > 0);
        const QString out = profile.scratch(QStringLiteral("out"));
        QCOMPARE(profile.json(words("export --format markdown") << out).exitCode, 8);
        QCOMPARE(profile.json(words("doctor")).exitCode, 8);
        QCOMPARE(profile.json(words("doctor --repair")).exitCode, 0);
        QCOMPARE(profile.json(words("note edit") << id << words("--append more")).exitCode, 0);
        const auto now = profile.json(words("note show") << id);
        QCOMPARE(now.member("title").toString(), u"Long");
        QCOMPARE(now.member("body").toString(), u"firstwordsmore");
        QCOMPARE(profile.json(words("doctor")).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
