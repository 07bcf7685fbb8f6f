// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline.h"
#include "cli/help.h"
#include "cliprofile.h"
#include "conflictpolicy.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

using cairn::CliProfile;
using namespace cairn::cli;

namespace {

QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); }

/// The names in the first column of a list; what is set further in goes on with the line above.
QStringList firstColumn(const QString &text)
{
    static const QRegularExpression row(QStringLiteral("^  ([a-z-]+(?: [a-z-]+)?)(?:  |$)"));
    QStringList names;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const QString &line : lines)
        if (const auto match = row.match(line); match.hasMatch())
            names.append(match.captured(1));
    return names;
}

QStringList visibleNames()
{
    QStringList names;
    for (const Command *command : commandsOf({}))
        names.append(QString::fromUtf8(command->name));
    return names;
}

/// What the list of commands says, without what follows it.
QString listOfCommands(const QString &help) { return help.section(QStringLiteral("\n\n"), 1, 1); }

CliProfile::Run runProgram(
    const QString &program, const QStringList &arguments, const QByteArray &input = {},
    const QString &profile = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("disabled:"));
    environment.insert(QStringLiteral("P"), profile);
    environment.insert(
        QStringLiteral("PATH"),
        QFileInfo(qEnvironmentVariable("CAIRN_CLI")).path() + QDir::listSeparator()
            + qEnvironmentVariable("PATH"));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    CliProfile::Run result;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

/// What each shell offers for a line that ends where somebody presses Tab: a line each of the word,
/// and whatever the shell says of it. `typed` has no quotes.
QByteArray offered(
    const QString &shell, const QString &script, const QString &typed, const CliProfile &profile)
{
    const QString line =
        QStringLiteral("cairn-cli --profile %1 %2").arg(profile.directory(), typed);
    QString program = QStringLiteral("source '%1'\n").arg(script);
    if (shell == QStringLiteral("bash"))
        program +=
            QStringLiteral("set -u\ncompopt() { :; }\nCOMP_LINE='%1'\nIFS=' ' read -ra COMP_WORDS "
                           "<<<\"$COMP_LINE\"\n"
                           "[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')\n"
                           "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\nCOMP_POINT=${#COMP_LINE}\n"
                           "_cairn_cli\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n")
                .arg(line);
    else if (shell == QStringLiteral("zsh"))
        program =
            QStringLiteral(
                "compdef() { :; }\n%1"
                "_describe() { print -l -- \"${(@P)@[-1]}\"; }\n_files() { print -- files $@; }\n"
                "compset() { :; }\nline='%2'\nwords=(\"${(@s: :)line}\")\n"
                "CURRENT=$#words\nPREFIX=$words[-1]\n_cairn-cli\n")
                .arg(program, line);
    else
        program += QStringLiteral("complete -C '%1'\n").arg(line);
    const QStringList bare = shell == QStringLiteral("zsh") ? words("-f -s")
        : shell == QStringLiteral("fish")                   ? words("--no-config")
                                                            : words("--norc -s");
    const auto run = runProgram(shell, bare, program.toUtf8());
    return run.err.isEmpty() ? run.out : run.err;
}

} // namespace

/// What cairn-cli says of itself: all of it follows from one table of commands.
class TestCliWords : public QObject {
    Q_OBJECT

private slots:
    void theTableIsWhole()
    {
        QVERIFY(visibleNames().size() >= 40);
        for (const Command &command : commands()) {
            QVERIFY2(command.run, command.name);
            QCOMPARE(findCommand(wordsOf(command)), &command); // no other one hides it
            QStringList known;
            for (const Option &option : optionsOf(command)) {
                QVERIFY2(!known.contains(QString::fromUtf8(option.name)), command.name);
                known.append(QString::fromUtf8(option.name));
                QVERIFY2(command.hidden || *option.help, command.name);
            }
            for (const char *either : command.either)
                for (const QString &option : alternatives(either))
                    QVERIFY2(known.contains(option), either);
        }
        for (int code = 0; code < int(exitMeanings().size()); ++code)
            QCOMPARE(exitMeanings().at(code).code, code);
        QCOMPARE(int(exitMeanings().size()), int(kProfileUnusable) + 1);
    }

    void quietPrintsResults()
    {
        const CliProfile profile;
        const auto added = profile.run(words("--quiet note add --title Kept"));
        QCOMPARE(added.exitCode, 0);
        QVERIFY2(added.out.startsWith("note:"), added.out);
        const auto list = profile.run(words("--quiet note list"));
        QVERIFY2(list.out.contains("Kept"), list.out);
        QVERIFY2(list.err.isEmpty(), list.err);
    }

    void everyCommandAnswersHelp()
    {
        const CliProfile profile;
        for (const Command &command : commands()) {
            const auto help = profile.run(wordsOf(command) + words("--help"));
            QCOMPARE(help.exitCode, 0);
            QVERIFY2(help.err.isEmpty(), help.err);
            const QString text = QString::fromUtf8(help.out);
            QVERIFY2(
                text.startsWith(QStringLiteral("cairn-cli ") + QString::fromUtf8(command.name)),
                help.out);
            for (const Option &option : optionsOf(command))
                QVERIFY2(text.contains(QStringLiteral("\n  ") + optionText(option)), option.name);
            for (const QString &line : text.split(QLatin1Char('\n')))
                QVERIFY2(line.size() < 80, qPrintable(line));
            QCOMPARE(profile.run(words("help") + wordsOf(command)).out, help.out);
            if (!command.takesAnyText)
                QCOMPARE(profile.run(wordsOf(command) + words("-h")).out, help.out);
        }
        QVERIFY(!QFileInfo::exists(profile.directory())); // who asks for help makes no profile
    }

    void listsTellOfAllCommands()
    {
        const CliProfile profile;
        const auto all = profile.run(words("help"));
        QCOMPARE(all.exitCode, 0);
        QCOMPARE(profile.run(words("--help")).out, all.out);
        QCOMPARE(profile.run(words("-h")).out, all.out);
        const QString list = listOfCommands(QString::fromUtf8(all.out));
        QCOMPARE(firstColumn(list), visibleNames());
        QCOMPARE(list.count(QLatin1Char('\n')) + 1, visibleNames().size()); // a line each
        const auto group = profile.run(words("note --help"));
        QCOMPARE(group.exitCode, 0);
        QCOMPARE(
            firstColumn(QString::fromUtf8(group.out)),
            visibleNames().filter(QRegularExpression(QStringLiteral("^note "))));
        QCOMPARE(profile.run(words("help note")).out, group.out);
        QCOMPARE(profile.json(words("help")).text("text"), QString::fromUtf8(all.out));
        QCOMPARE(
            profile.json(words("--version")).text("text"),
            QString::fromUtf8(profile.run(words("-v")).out));
        const auto nothing = profile.run(QStringList());
        QCOMPARE(nothing.exitCode, 2);
        QCOMPARE(nothing.err, all.out);
    }

    void readmeNamesAllCommands()
    {
        QFile readme(qEnvironmentVariable("CAIRN_SOURCE") + QStringLiteral("/app/cli/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString list = listOfCommands(helpOf(QStringList()));
        QVERIFY2(
            QString::fromUtf8(readme.readAll()).contains(QStringLiteral("```\n%1\n```").arg(list)),
            "app/cli/README.md shows another list than `cairn-cli help`");
    }

    void manualNamesAllCommands()
    {
        const CliProfile profile;
        const auto manual = profile.run(words("manual"));
        QCOMPARE(manual.exitCode, 0);
        for (const char character : manual.out)
            QVERIFY(character == '\n' || (character >= ' ' && character <= '~'));
        QString text = QString::fromUtf8(manual.out);
        text.replace(QStringLiteral("\\-"), QStringLiteral("-"));
        QStringList named;
        const QStringList sections = text.split(QStringLiteral("\n.SS ")).mid(1);
        for (const QString &section : sections)
            named.append(section.section(QLatin1Char('\n'), 0, 0));
        QCOMPARE(named, visibleNames());
        for (qsizetype i = 0; i < sections.size(); ++i)
            for (const Option &option : commandsOf({}).at(i)->options)
                QVERIFY2(
                    sections[i].contains(QStringLiteral(".TP\n\\fB%1\\fR").arg(optionText(option))),
                    option.name);
        for (const ExitMeaning &exit : exitMeanings())
            QVERIFY2(text.contains(QString::fromUtf8(exit.meaning)), exit.meaning);
        const auto read =
            runProgram(QStringLiteral("groff"), words("-man -ww -z -Tascii"), manual.out);
        QCOMPARE(read.exitCode, 0);
        QCOMPARE(read.err, QByteArray());
    }

    void namesTheNearest_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *line, const char *says) {
            QTest::newRow(line) << QString::fromUtf8(line) << QByteArray(says);
        };
        row("noet list", "unknown command \"noet\"; did you mean \"note list\"?");
        row("note dad", "unknown command \"note dad\"; did you mean \"note add\"?");
        row("stauts", "unknown command \"stauts\"; did you mean \"status\"?");
        row("note", "\"note\" needs a second word: add, edit, show, list,");
        row("note dance", "unknown command \"note dance\"; see cairn-cli --help");
        row("help nose", "did you mean \"note\"?");
        row("note add --titel x", "unknown option --titel for note add; did you mean --title?");
        row("note list --colour",
            "unknown option --colour for note list; see cairn-cli note list --help");
        row("note show x --title y", "unknown option --title for note show;");
        row("--prof x status", "unknown option --prof; did you mean --profile?");
        row("note list --limit", "Missing value after '--limit'. usage: cairn-cli note list");
        row("note add --pin=yes", "Unexpected value after '--pin'. usage: cairn-cli note add");
        row("account set --url https://a/b", "account set needs --user NAME:");
        row("export somewhere", "export needs --format markdown:");
        row("queue discard 3", "queue discard needs --yes: never send it;");
        row("queue retry", "usage: cairn-cli queue retry ENTRY|--all");
        row("queue retry 3 --all", "usage: cairn-cli queue retry ENTRY|--all");
        row("removed take-back", "usage: cairn-cli removed take-back NOTE…|--all");
        row("note revert x", "usage: cairn-cli note revert NOTE REV");
        row("notebook move a b c", "usage: cairn-cli notebook move NOTEBOOK NOTEBOOK");
        row("completion tcsh", "bash, zsh and fish, not for \"tcsh\"");
    }
    void namesTheNearest()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, says);
        const CliProfile profile;
        const auto refused = profile.json(line.split(QLatin1Char(' ')));
        QCOMPARE(refused.exitCode, 2);
        QCOMPARE(refused.err.count('\n'), 1);
        QVERIFY2(refused.err.contains(says), refused.err);
        const QJsonObject error = refused.member("error").toObject();
        QCOMPARE(error.value(QStringLiteral("kind")).toString(), QStringLiteral("usage"));
        QVERIFY(
            error.value(QStringLiteral("message")).toString().contains(QString::fromUtf8(says)));
    }

    /// What help and completion offer where one of several words is asked for is what is taken.
    void offersWhatIsTaken()
    {
        const auto state = findCommand(words("note list"))->options;
        const CliProfile profile;
        for (const Option &option : state)
            if (qstrcmp(option.name, "state") == 0)
                for (const QString &name : alternatives(option.value))
                    QCOMPARE(profile.run(words("note list --state") << name).exitCode, 0);
        QStringList policies;
        for (const auto policy : cairn::conflictPolicies())
            policies.append(cairn::conflictPolicyName(policy));
        QStringList offeredPolicies = alternatives(findCommand(words("policy set"))->arguments);
        QVERIFY(offeredPolicies.removeOne(QStringLiteral("inherit")));
        policies.sort();
        offeredPolicies.sort();
        QCOMPARE(offeredPolicies, policies);
    }

    void shellsCompleteEveryCommand_data()
    {
        QTest::addColumn<QString>("shell");
        for (const char *shell : {"bash", "zsh", "fish"})
            QTest::newRow(shell) << QString::fromUtf8(shell);
    }
    void shellsCompleteEveryCommand()
    {
        QFETCH(QString, shell);
        const CliProfile profile;
        const QString script = profile.scratch(QStringLiteral("script"));
        const auto printed = profile.run(words("completion") << shell);
        QCOMPARE(printed.exitCode, 0);
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(printed.out) > 0);
        file.close();
        const auto checked = runProgram(shell, {QStringLiteral("-n"), script});
        QCOMPARE(checked.exitCode, 0);
        QCOMPARE(checked.err, QByteArray());

        const auto words = [&](const QString &typed) {
            QStringList found;
            for (const QByteArray &line : offered(shell, script, typed, profile).split('\n'))
                found.append(QString::fromUtf8(line).section(
                    QRegularExpression(QStringLiteral("[\t:]")), 0, 0));
            found.removeAll(QString());
            found.sort();
            return found;
        };
        QCOMPARE(
            words(QStringLiteral("no")),
            (QStringList{QStringLiteral("note"), QStringLiteral("notebook")}));
        QCOMPARE(words(QStringLiteral("note show --re")), QStringList{QStringLiteral("--rev")});
        QStringList all;
        for (const QString &first : words(QString())) {
            QStringList second = words(first + QLatin1Char(' '));
            if (!commandsOf({first, second.value(0)}).isEmpty())
                for (const QString &name : second)
                    all.append(first + QLatin1Char(' ') + name);
            else
                all.append(first);
        }
        QStringList names = visibleNames();
        names.sort();
        all.sort();
        QCOMPARE(all, names);
        QVERIFY(!QFileInfo::exists(profile.directory())); // who presses Tab makes no profile
    }

    void completesOptions()
    {
        const CliProfile profile;
        const auto names = [&profile](const QStringList &typed) {
            QStringList found;
            for (const QByteArray &line : profile.run(words("complete --") + typed).out.split('\n'))
                found.append(QString::fromUtf8(line).section(QLatin1Char('\t'), 0, 0));
            found.removeAll(QString());
            return found;
        };
        for (const Command *command : commandsOf({})) {
            QStringList options;
            for (const Option &option : optionsOf(*command))
                options.append(dashed(QString::fromUtf8(option.name)));
            QCOMPARE(names(wordsOf(*command) << QStringLiteral("-")), options);
        }
        const auto edit = [&names](const char *typed) {
            return names(words("note edit x") + words(typed));
        };
        QCOMPARE(edit("--pin --"), names(words("note edit x --unpin --")));
        QVERIFY(!edit("--pin --").contains(QStringLiteral("--unpin")));
        QVERIFY(edit("--add-tag a --").contains(QStringLiteral("--add-tag"))); // once for each tag
        QVERIFY(!edit("--title a --").contains(QStringLiteral("--title")));
        QVERIFY(edit("--title --").isEmpty()); // that is a title
        QCOMPARE(edit("--append=a --body"), QStringList());
        QCOMPARE(edit("-- --"), QStringList());
        QCOMPARE(
            names(words("note list --state s")),
            (QStringList{QStringLiteral("synced"), QStringLiteral("syncing")}));
        QCOMPARE(names(words("note list --state=sync")).value(0), QStringLiteral("--state=synced"));
        QCOMPARE(names(words("note add --body-file x")), QStringList{QStringLiteral(":files")});
        QCOMPARE(names(words("--profile x")), QStringList{QStringLiteral(":folders")});
        QCOMPARE(names(words("help note sh")), QStringList{QStringLiteral("show")});
    }

    /// A name that somebody else chose is a name, whatever it looks like.
    void namesRunNoCommands()
    {
        const CliProfile profile;
        const QByteArray evil = "a$(touch x)`touch y`\"; touch z; \"'!\\b";
        const QString unassigned =
            QStringLiteral("a") + QChar(0x378) + QStringLiteral("$(touch x)");
        for (const QString &path :
             {QString::fromUtf8(evil), unassigned, QStringLiteral("a calm one"),
              QStringLiteral("a") + QChar(0xe9)})
            QCOMPARE(profile.run(words("notebook add") << path).exitCode, 0);
        for (const char *name : {"-rf", ":files", "a;b", "a&b"})
            QCOMPARE(profile.run(words("notebook add --") << QString::fromUtf8(name)).exitCode, 0);
        QCOMPARE(
            profile.run(words("complete -- notebook rename") << QString()).out,
            QByteArray("a calm one\t0 notes\na\xc3\xa9\t0 notes\n"));
        const QString script = profile.scratch(QStringLiteral("script"));
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(profile.run(words("completion bash")).out) > 0);
        file.close();
        const auto run = [&](const char *word, const char *then) {
            return runProgram(
                QStringLiteral("bash"), words("--norc -s"),
                QStringLiteral("source '%1'\nCOMP_WORDS=(cairn-cli --profile '%2' notebook "
                               "rename %3)\nCOMP_CWORD=5\nCOMP_LINE=\"${COMP_WORDS[*]}\"\n"
                               "_cairn_cli\n%4\n")
                    .arg(
                        script, profile.directory(), QString::fromUtf8(word),
                        QString::fromUtf8(then))
                    .toUtf8());
        };
        const auto typed =
            run("a", "for word in \"${COMPREPLY[@]}\"; do eval \"printf '%s\\n' $word\"; done");
        QCOMPARE(typed.out, QByteArray("a calm one\na\xc3\xa9\n")); // others are typed by hand
        for (const char *word : {"'\"a'", "'--profile=\"a'"}) {
            const auto quoted = run(word, "printf '%s\\n' \"${COMPREPLY[@]}\"");
            QVERIFY2(!quoted.out.contains('$') && !quoted.out.contains('\\'), quoted.out);
        }
    }

    void completesThePersonsOwnNames()
    {
        const CliProfile profile;
        const QString id =
            profile
                .json(
                    words("note add --title One --tag green")
                    << QStringLiteral("--notebook") << QStringLiteral("My Site/Pumps"))
                .text("id");
        const auto lines = [&profile](const char *typed) {
            return profile.run(words("complete --") + words(typed)).out;
        };
        QCOMPARE(
            lines("note list --notebook M"),
            QByteArray("My Site\t0 notes\nMy Site/Pumps\t1 note\n"));
        QCOMPARE(lines("tag rename g"), QByteArray("green\t1 note\n"));
        QCOMPARE(lines("note show note:"), id.toUtf8() + "\tOne\n");
        QCOMPARE(lines("note show note:x"), QByteArray());
        const QString script = profile.scratch(QStringLiteral("script"));
        QFile file(script);
        QVERIFY(
            file.open(QIODevice::WriteOnly)
            && file.write(profile.run(words("completion bash")).out) > 0);
        file.close();
        QCOMPARE(
            offered(
                QStringLiteral("bash"), script, QStringLiteral("note list --notebook "), profile),
            QByteArray("My\\ Site\nMy\\ Site/Pumps\n"));
    }
};

QTEST_GUILESS_MAIN(TestCliWords)
#include "tst_cliwords.moc"
