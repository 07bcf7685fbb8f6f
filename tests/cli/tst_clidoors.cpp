// SPDX-License-Identifier: GPL-3.0-or-later
#include "cliprofile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using cairn::CliProfile;

namespace {

QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); }

/// A line of the shell in which `C` is cairn-cli with its profile.
CliProfile::Run shell(const CliProfile &profile, const char *line)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("disabled:"));
    environment.insert(QStringLiteral("P"), profile.directory());
    process.setProcessEnvironment(environment);
    process.start(
        QStringLiteral("sh"),
        {QStringLiteral("-c"),
         QStringLiteral("C() { \"$CAIRN_CLI\" --profile \"$P\" \"$@\"; }\n")
             + QString::fromUtf8(line)});
    CliProfile::Run result;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

QString bodyOf(const CliProfile &profile, const QString &id)
{
    return profile.json({QStringLiteral("note"), QStringLiteral("show"), id}).text("body");
}

} // namespace

/// What comes in and goes out of cairn-cli by pipes and files, and does not come whole.
class TestCliDoors : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("sh")).isEmpty())
            QSKIP("these are lines of a shell");
    }

    void refusesCutCharacters_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("body from a pipe")
            << QByteArray("printf 'caf\\351' | C note add --title X --body -");
        QTest::newRow("body from a file")
            << QByteArray("printf 'caf\\303' >\"$P.txt\"; C note add --body-file \"$P.txt\"");
        QTest::newRow("appended") << QByteArray(
            "printf 'a\\342\\202' | C note edit \"$ID\" --append -");
        QTest::newRow("an argument") << QByteArray("C note add --title \"$(printf 'caf\\351')\"");
        QTest::newRow("a password") << QByteArray(
            "printf 'geh\\303' | C account set --url https://a/b --user u --password-stdin");
    }
    void refusesCutCharacters()
    {
        QFETCH(QByteArray, line);
        const CliProfile profile;
        const QString id = profile.json(words("note add --title Kept --body text")).text("id");
        qputenv("ID", id.toUtf8());
        const auto refused = shell(profile, line.constData());
        QVERIFY2(refused.exitCode == 1 || refused.exitCode == 2, refused.err.constData());
        QVERIFY(refused.err.contains("UTF-8"));
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
        QCOMPARE(bodyOf(profile, id), QStringLiteral("text"));
        QVERIFY(profile.json(words("account show")).text("url").isEmpty());
    }

    void refusesCutCharactersInJson()
    {
        const auto refused = shell(CliProfile(), "C --json search \"$(printf 'caf\\351')\"");
        QCOMPARE(refused.exitCode, 2);
        QCOMPARE(
            refused.member("error").toObject().value(QStringLiteral("kind")).toString(),
            QStringLiteral("usage"));
    }

    /// Nothing that was given is passed over.
    void refusesOptionsThatExcludeEachOther()
    {
        const CliProfile profile;
        const QString id = profile.json(words("note add --title Kept --body text")).text("id");
        for (const QString &options :
             {QStringLiteral("--body a --body-file b"), QStringLiteral("--body a --append b"),
              QStringLiteral("--pin --unpin"), QStringLiteral("--emergency --no-emergency")}) {
            const auto refused = profile.json(
                QStringList{QStringLiteral("note"), QStringLiteral("edit"), id}
                + options.split(u' '));
            QCOMPARE(refused.exitCode, 2);
            QVERIFY(refused.err.contains("only one of"));
        }
        QCOMPARE(profile.json(words("note add --body a --body-file b")).exitCode, 2);
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
        QCOMPARE(bodyOf(profile, id), QStringLiteral("text"));
    }

    /// What somebody pastes behind "search" is looked for, also where it looks like an option.
    void searchTakesAnyText()
    {
        const CliProfile profile;
        const QString id =
            profile.json(words("note add --title T --body -"), "cc -O2 --error-on-warnings -- x")
                .text("id");
        for (const char *query :
             {"search -O2", "search --error-on-warnings", "search --limit 3 -O2",
              "search -O2 --limit=3", "search -- --", "search -"}) {
            const auto found = profile.json(words(query));
            QCOMPARE(found.exitCode, 0);
            QCOMPARE(found.array().first().toObject().value(QStringLiteral("id")).toString(), id);
        }
        QCOMPARE(profile.json(words("search --limit x -O2")).exitCode, 2);
        QCOMPARE(profile.json(words("search --limit")).exitCode, 2);
    }

    /// What cannot be read to its end is no text, and above all no empty one.
    void failsWhereTheInputFails_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("a folder as input") << QByteArray("C note edit \"$ID\" --body - </");
        QTest::newRow("a folder as a file") << QByteArray("C note edit \"$ID\" --body-file /");
        QTest::newRow("no input at all") << QByteArray("C note edit \"$ID\" --body - <&-");
        QTest::newRow("no such file") << QByteArray("C note edit \"$ID\" --body-file /nowhere");
        QTest::newRow("no password")
            << QByteArray("C account set --url https://a/b --user u --password-stdin <&-");
    }
    void failsWhereTheInputFails()
    {
        QFETCH(QByteArray, line);
        const CliProfile profile;
        const QString id = profile.json(words("note add --title Kept --body text")).text("id");
        qputenv("ID", id.toUtf8());
        const auto failed = shell(profile, line.constData());
        QCOMPARE(failed.exitCode, 1);
        QCOMPARE(failed.err.count('\n'), 1);
        QCOMPARE(bodyOf(profile, id), QStringLiteral("text"));
        QVERIFY(profile.json(words("account show")).text("url").isEmpty());
    }

    /// What cannot be told is not done.
    void failsWhereTheOutputFails_data()
    {
        QTest::addColumn<QByteArray>("command");
        for (const char *command :
             {"note add --title New --body text", "--json note add --title New", "note list",
              "--json note list", "note show $ID", "note edit $ID --body other", "note trash $ID",
              "note delete $ID --force", "notebook add Made", "--help", "tag rename a b",
              "--version", "policy set both"})
            QTest::newRow(command) << QByteArray(command);
    }
    void failsWhereTheOutputFails()
    {
        QFETCH(QByteArray, command);
        const CliProfile profile;
        const QString id =
            profile.json(words("note add --title Kept --body text --tag a")).text("id");
        qputenv("ID", id.toUtf8());
        const auto listed = profile.json(words("note list"));
        for (const char *where : {" >/dev/full", " >&-"}) {
            const auto failed = shell(profile, ("C " + command + where).constData());
            QCOMPARE(failed.exitCode, 1);
            QVERIFY(failed.err.contains("standard output"));
        }
        // Nobody at the other end of the pipe. Its reader says so before the command starts.
        const auto closed = shell(
            profile,
            ("mkfifo \"$P.gone\" \"$P.code\"; { read line <\"$P.gone\"; C " + command
             + "; echo $? >\"$P.code\"; } | { exec <&-; echo go >\"$P.gone\"; cat \"$P.code\"; }")
                .constData());
        QCOMPARE(closed.out.trimmed(), QByteArray("1"));
        QCOMPARE(profile.json(words("note list")).out, listed.out);
        QCOMPARE(bodyOf(profile, id), QStringLiteral("text"));
        QVERIFY(profile.json(words("notebook list")).array().isEmpty());
        QCOMPARE(profile.json(words("policy show")).text("policy"), QStringLiteral("ask"));
    }

    /// Whoever read the revision may count on it, whatever happens to the process then.
    void whatWasReadIsOnTheDisk()
    {
        const CliProfile profile;
        for (int i = 0; i < 12; ++i) {
            QProcess process;
            profile.start(process, words("--json note add --title T --body text"));
            QByteArray told;
            while (QJsonDocument::fromJson(told).object().isEmpty() && process.waitForReadyRead())
                told += process.readAllStandardOutput();
            process.kill();
            process.waitForFinished();
            const QString id =
                QJsonDocument::fromJson(told).object().value(QStringLiteral("id")).toString();
            QVERIFY(!id.isEmpty());
            QCOMPARE(bodyOf(profile, id), QStringLiteral("text"));
        }
    }

    /// Several commands at once into one file: each line is one answer, whole.
    void linesOfSeveralCommandsDoNotMix_data()
    {
        QTest::addColumn<QByteArray>("each");
        QTest::addColumn<QByteArray>("all");
        QTest::newRow("one file") << QByteArray() << QByteArray(">\"$P.out\"");
        QTest::newRow("its end") << QByteArray(">>\"$P.out\"") << QByteArray();
    }
    void linesOfSeveralCommandsDoNotMix()
    {
#ifdef Q_OS_UNIX
        QFETCH(QByteArray, each);
        QFETCH(QByteArray, all);
        constexpr int kCommands = 10; // of profiles of their own, which do not wait for each other
        const CliProfile profile;
        const auto answers = shell(
            profile,
            ("touch \"$P.out\"; for i in $(seq " + QByteArray::number(kCommands)
             + "); do mkdir \"$P.$i\"; done; { for i in $(seq " + QByteArray::number(kCommands)
             + "); do \"$CAIRN_CLI\" --profile \"$P.$i\" --json note add --title T " + each
             + " & done; wait; } " + all + "; cat \"$P.out\"")
                .constData());
        const QList<QByteArray> lines = answers.out.trimmed().split('\n');
        QCOMPARE(lines.size(), kCommands);
        for (const QByteArray &line : lines)
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), answers.out.constData());
#else
        QSKIP("started by a shell of Unix");
#endif
    }

    /// The room runs out at the end: one error is the whole answer, and nothing has changed.
    void oneAnswerWhereTheCommitFails()
    {
#ifdef Q_OS_UNIX
        const CliProfile profile;
        profile.json(words("note add --title Kept"));
        const auto failed = shell(
            profile,
            "head -c 300000 /dev/zero | tr '\\0' x >\"$P.body\"; trap '' XFSZ; ulimit -f 200; "
            "C --json note add --title New --body-file \"$P.body\"");
        QVERIFY(failed.exitCode != 0);
        QJsonParseError parsed;
        const QJsonObject answer = QJsonDocument::fromJson(failed.out, &parsed).object();
        QVERIFY2(parsed.error == QJsonParseError::NoError, failed.out.constData());
        QCOMPARE(answer.keys(), QStringList{QStringLiteral("error")});
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
#else
        QSKIP("limits of a process are set on Unix only");
#endif
    }

    /// A gigabyte of zeros through a pipe is refused when a note's worth of it has come.
    void refusesEndlessInput()
    {
        const CliProfile profile;
        QElapsedTimer time;
        time.start();
        for (const char *line :
             {"head -c 900000000 /dev/zero | { ulimit -v 1500000; C note add --body -; }",
              "ulimit -v 1500000; C note add --body-file /dev/zero"}) {
            const auto refused = shell(profile, line);
            QCOMPARE(refused.exitCode, 1);
            QVERIFY2(refused.err.contains("larger than 7 MB"), refused.err.constData());
        }
        QVERIFY(time.elapsed() < 60'000);
        QVERIFY(profile.json(words("note list")).array().isEmpty());
    }

    /// What leaves everything as it is, is done as well.
    void doesNothingWithoutComplaint()
    {
        const CliProfile profile;
        const QString id =
            profile.json(words("note add --title A --tag a --notebook N --body x")).text("id");
        const QString rev =
            profile.json({QStringLiteral("note"), QStringLiteral("show"), id}).text("rev");
        for (const QStringList &same :
             {words("tag rename a a"), words("notebook rename N N"), words("notebook move N /"),
              words("queue retry --all"), words("policy set ask --apply"),
              QStringList{QStringLiteral("note"), QStringLiteral("revert"), id, rev},
              QStringList{QStringLiteral("note"), QStringLiteral("edit"), id}})
            QCOMPARE(profile.json(same).exitCode, 0);
        QCOMPARE(
            profile.json({QStringLiteral("note"), QStringLiteral("show"), id}).text("rev"), rev);
    }

    /// SIGTERM ends an import within a second, in words; what is here by then is whole, and
    /// repeating it brings the rest.
    void stopsAnImportBetweenNotes()
    {
#ifdef Q_OS_UNIX
        constexpr int kFiles = 4'000;
        const CliProfile profile;
        const QDir folder(profile.scratch(QStringLiteral("many")));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        for (int i = 0; i < kFiles; ++i) {
            QFile file(folder.filePath(QStringLiteral("%1.md").arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("Note " + QByteArray::number(i) + "\n" + QByteArray(2'000, 'x'));
        }
        QProcess process;
        profile.start(process, {QStringLiteral("import"), folder.path()});
        QTRY_VERIFY_WITH_TIMEOUT(profile.json(words("status")).number("notes") > 0, 30'000);
        process.terminate();
        QElapsedTimer waited;
        waited.start();
        QVERIFY(process.waitForFinished());
        QVERIFY2(waited.elapsed() < 1'000, qPrintable(QString::number(waited.elapsed())));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        const QByteArray said = process.readAllStandardError();
        const int here = profile.json(words("status")).number("notes");
        QVERIFY2(
            said.contains("stopped after " + QByteArray::number(here) + " notes"),
            said.constData());
        QVERIFY(here < kFiles);
        QCOMPARE(profile.json(words("doctor")).exitCode, 0);
        const auto again = profile.json({QStringLiteral("import"), folder.path()});
        QCOMPARE(again.number("notes"), kFiles - here);
        QCOMPARE(again.number("already_here"), here);
#else
        QSKIP("signals are tried on Unix only");
#endif
    }

    /// Who started it with a signal ignored, as nohup does, wants it to go on.
    void ignoredSignalsStayIgnored()
    {
#ifdef Q_OS_UNIX
        const CliProfile profile;
        const auto imported = shell(
            profile,
            "mkdir \"$P.many\"; for i in $(seq 500); do echo $i >\"$P.many/$i.md\"; done; "
            "trap '' HUP; C import \"$P.many\" & import=$!; "
            "while kill -HUP $import 2>/dev/null; do sleep 0.02; done; wait $import");
        QVERIFY2(imported.exitCode == 0, imported.err.constData());
        QCOMPARE(profile.json(words("status")).number("notes"), 500);
#else
        QSKIP("signals are tried on Unix only");
#endif
    }

    /// What was done before the answer could not be told is said to be done: nobody repeats it.
    void saysThatItIsDoneWhereTheAnswerBreaks()
    {
#ifdef Q_OS_UNIX
        const CliProfile profile;
        const auto cut = shell(
            profile,
            "mkfifo \"$P.out\"; { C --json note add --title New >\"$P.out\"; echo $? >\"$P.code\"; "
            "} & "
            "head -c 1 \"$P.out\" >/dev/null; wait; cat \"$P.code\"");
        const int notes = int(profile.json(words("note list")).array().size());
        QCOMPARE(cut.out.trimmed(), QByteArray(cut.err.isEmpty() ? "0" : "1"));
        QCOMPARE(cut.err.contains("it is done all the same"), !cut.err.isEmpty());
        QCOMPARE(notes, 1);
#else
        QSKIP("named pipes are tried on Unix only");
#endif
    }

    /// A file that may not grow is like a full disk: an error, never the end of the program.
    void filesThatMayNotGrow()
    {
#ifdef Q_OS_UNIX
        const CliProfile profile;
        profile.json(words("note add --title Kept --body text"));
        const auto refused = shell(
            profile,
            "head -c 3000000 /dev/urandom | base64 >\"$P.big\"; ulimit -f 2000; "
            "C note add --title New --body-file \"$P.big\"");
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.err, QByteArray("cairn-cli: the disk is full\n"));
        QCOMPARE(refused.out, QByteArray());
        const auto shown =
            shell(profile, "C note list >\"$P.out\"; ulimit -f 0; C note list >>\"$P.out\"");
        QCOMPARE(shown.exitCode, 1);
        QVERIFY2(shown.err.contains("cannot write to standard output"), shown.err.constData());
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
        QCOMPARE(profile.json(words("doctor")).exitCode, 0);
#else
        QSKIP("files are limited on Unix only");
#endif
    }

    /// Of a change that did not come to pass not even a character is said.
    void saysNothingOfWhatWasNotDone_data()
    {
        QTest::addColumn<QByteArray>("where");
        QTest::newRow("pipe") << QByteArray("| cat");
        QTest::newRow("file") << QByteArray(">\"$P.said\"");
        QTest::newRow("end of a file") << QByteArray(">>\"$P.said\"");
    }
    void saysNothingOfWhatWasNotDone()
    {
#ifdef Q_OS_UNIX
        QFETCH(QByteArray, where);
        const CliProfile profile;
        profile.json(words("note add --title Kept --body text"));
        // Room for the index of the log, not for the log: what fails is the commit.
        const auto failed = shell(
            profile,
            ("printf 'before\\n' >\"$P.said\"; head -c 200000 /dev/urandom | base64 >\"$P.big\"; "
             "ulimit -f 100; C note add --body-file \"$P.big\" 2>\"$P.err\" "
             + where + "; cat \"$P.said\" \"$P.err\"")
                .constData());
        const QByteArray before = where.startsWith(">\"") ? "" : "before\n";
        QCOMPARE(failed.out, before + "cairn-cli: the disk is full\n");
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
#else
        QSKIP("files are limited on Unix only");
#endif
    }

    /// A variable of a script that is not set names no folder.
    void emptyNamesAreNone_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"C export '' --format markdown", "\"$CAIRN_CLI\" --profile '' note list",
              "C note list --profile=", "C backup ''", "C restore ''",
              "C note add --title X --body-file ''", "C queue export 1 -o ''", "C import ''",
              "C note show ''"})
            QTest::newRow(line) << QByteArray(line);
    }
    void emptyNamesAreNone()
    {
        QFETCH(QByteArray, line);
        const CliProfile profile;
        profile.json(words("note add --title Kept"));
        const auto refused = shell(
            profile, ("mkdir \"$P.here\"; cd \"$P.here\"; " + line + "; echo $?; ls").constData());
        QCOMPARE(refused.out, QByteArray("2\n"));
        QVERIFY2(refused.err.contains("empty"), refused.err.constData());
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
    }

    /// The same of what no transaction takes back.
    void saysThatFilesWereWritten()
    {
#ifdef Q_OS_LINUX
        const CliProfile profile;
        profile.json(words("note add --title New"));
        const auto saved = shell(profile, "C backup \"$P.copy\" >/dev/full; echo $?");
        QCOMPARE(saved.out.trimmed(), QByteArray("1"));
        QVERIFY2(saved.err.contains("it is done all the same"), saved.err.constData());
        const auto restored = shell(profile, "C --json restore \"$P.copy\" >/dev/full; echo $?");
        QCOMPARE(restored.out.trimmed(), QByteArray("1"));
        QVERIFY2(restored.err.contains("it is done all the same"), restored.err.constData());
#else
        QSKIP("a full device is a file on Linux only");
#endif
    }

    /// A pipe is read, whatever its name is.
    /// A mistaken name costs nobody anything, whatever bears it.
    void writesOverNothingOfOthers_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"C backup \"$P.2/cairn.sqlite\"", "C backup \"$P/cairn.sqlite-wal\"",
              "mkfifo \"$P.p\"; C backup \"$P.p\"", "C backup /dev/full", "C backup \"$P.txt\"",
              "ln -s \"$P.2/cairn.sqlite\" \"$P.l\"; C backup \"$P.l\"",
              "C queue export 2 -o \"$P.2/cairn.sqlite\"", "C queue export 2 -o \"$P.l2\"",
              "mkfifo \"$P.p\"; C restore \"$P.p\""})
            QTest::newRow(line) << QByteArray(line);
    }
    void writesOverNothingOfOthers()
    {
        QFETCH(QByteArray, line);
        const CliProfile profile;
        profile.json(words("note add --title Mine"));
        shell(
            profile,
            "P=\"$P.2\" C note add --title Theirs; echo text >\"$P.txt\"; ln -s "
            "\"$P.2/cairn.sqlite\" \"$P.l2\"");
        const auto refused = shell(profile, line.constData());
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.err.count('\n'), 1);
        QVERIFY(shell(profile, "P=\"$P.2\" C note list").out.contains("Theirs"));
        QVERIFY(shell(profile, "C note list").out.contains("Mine"));
        QCOMPARE(shell(profile, "cat \"$P.txt\"").out, QByteArray("text\n"));
    }

    void readsNamedPipes()
    {
        const CliProfile profile;
        const auto added = shell(
            profile,
            "mkfifo \"$P.pipe\"; printf 'pi\\303\\261a' >\"$P.pipe\" & "
            "C --json note add --body-file \"$P.pipe\"; wait");
        QCOMPARE(added.exitCode, 0);
        QCOMPARE(bodyOf(profile, added.text("id")), QStringLiteral("piña"));
    }
};

QTEST_GUILESS_MAIN(TestCliDoors)
#include "tst_clidoors.moc"
