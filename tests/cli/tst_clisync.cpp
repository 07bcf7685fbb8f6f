// SPDX-License-Identifier: GPL-3.0-or-later
#include "clidevice.h"
#include "clock.h"
#include "random.h"
#include "store/conflict/conflictstore.h"
#include "store/store.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace cairn;

namespace {

QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); }

const QString kBase = QStringLiteral("First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n");

using Device = CliDevice;

QString replaced(QString text, const char *from, const char *to)
{
    return text.replace(QString::fromUtf8(from), QString::fromUtf8(to));
}

} // namespace

/// Two profiles, real processes, a real server.
class TestCliSync : public QObject {
    Q_OBJECT

    /// Somebody deletes every document on the server.
    bool deleteAll()
    {
        const QString path = u'/' + m_database;
        QJsonArray gone;
        const QJsonArray rows =
            m_server.rest().get(path + QStringLiteral("/_all_docs")).json[u"rows"].toArray();
        for (const QJsonValue &row : rows)
            gone.append(QJsonObject{
                {QStringLiteral("_id"), row[u"id"]},
                {QStringLiteral("_rev"), row[u"value"][u"rev"]},
                {QStringLiteral("_deleted"), true}});
        return m_server.rest()
                   .post(path + QStringLiteral("/_bulk_docs"), {{QStringLiteral("docs"), gone}})
                   .status
            == 201;
    }

private slots:
    void initTestCase()
    {
        if (!m_server.start())
            QFAIL(qPrintable(m_server.problem()));
    }
    void init() { m_database = m_server.createDatabase(); }

    void carriesNotesWithAllTheirFields()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        const Device b(m_server, m_database, QStringLiteral("B"));
        const QString id =
            a.json(
                 words("note add --notebook Site/Pumps --tag urgent --pin --emergency --title")
                 + QStringList{QStringLiteral("Pumpe ⚙"), QStringLiteral("--body"), QStringLiteral("Größe 日本 🙂\n")})
                .text("id");
        QCOMPARE(a.sync(), 0);
        QCOMPARE(a.show(id).text("state"), QStringLiteral("synced"));
        QCOMPARE(b.sync(), 0);
        QJsonObject there = b.show(id).object();
        QJsonObject here = a.show(id).object();
        QCOMPARE(there, here);
        const auto again = b.json(words("sync"));
        QCOMPARE(again.number("pushed"), 0);
        QCOMPARE(again.number("pulled"), 0);
    }

    void mergesDifferentParagraphsToOneRevision()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        const Device b(m_server, m_database, QStringLiteral("B"));
        const QString id = a.add(QStringLiteral("T"), kBase);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(b.sync(), 0);
        QCOMPARE(a.edit(id, replaced(kBase, "First", "Premier")).exitCode, 0);
        QCOMPARE(b.edit(id, replaced(kBase, "Third", "Troisième")).exitCode, 0);
        QCOMPARE(a.sync(), 0);
        const auto merged = b.json(words("sync"));
        QCOMPARE(merged.exitCode, 0);
        QCOMPARE(merged.number("merged"), 1);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(
            a.show(id).text("body"),
            replaced(replaced(kBase, "First", "Premier"), "Third", "Troisième"));
        QCOMPARE(a.show(id).object(), b.show(id).object());
    }

    void offersTheSameSentenceForReviewOnBothDevices()
    {
        const Device a(m_server, m_database, QStringLiteral("Laptop"));
        const Device b(m_server, m_database, QStringLiteral("Tablet"));
        const QString id = a.add(QStringLiteral("T"), kBase);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(b.sync(), 0);
        const QString mine = replaced(kBase, "Second paragraph.", "Second from the laptop.");
        const QString other = replaced(kBase, "Second paragraph.", "Second from the tablet.");
        a.edit(id, mine);
        b.edit(id, other);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(b.sync(), 6);
        QCOMPARE(a.sync(), 6);
        QCOMPARE(a.show(id).text("body"), mine); // nobody's text changes while it waits
        QCOMPARE(b.show(id).text("body"), other);
        for (const Device *device : {&a, &b}) {
            const auto shown =
                device->json({QStringLiteral("conflict"), QStringLiteral("show"), id});
            QCOMPARE(shown.exitCode, 0);
            QCOMPARE(shown.member("leaves").toArray().size(), 2);
            QCOMPARE(shown.number("regions"), 1);
            QVERIFY(shown.member("base").isString());
        }
        const QString decided = replaced(kBase, "Second paragraph.", "Second from both.");
        QCOMPARE(
            b.json(
                 {QStringLiteral("conflict"), QStringLiteral("resolve"), id,
                  QStringLiteral("--body-file"), QStringLiteral("-")},
                 decided.toUtf8())
                .exitCode,
            0);
        QCOMPARE(b.sync(), 0);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(a.show(id).text("body"), decided);
        QCOMPARE(a.show(id).object(), b.show(id).object());
        QVERIFY(a.json(words("conflict list")).array().isEmpty());
        QSet<QString> kept;
        for (const QJsonValue &version :
             a.json({QStringLiteral("note"), QStringLiteral("history"), id}).array())
            kept.insert(
                a.json({QStringLiteral("note"), QStringLiteral("show"), id, QStringLiteral("--rev"),
                        version.toObject().value(QStringLiteral("rev")).toString()})
                    .text("body"));
        QVERIFY(kept.contains(mine) && kept.contains(other)); // both originals stay in history
    }

    void resolvesByKeepingOneOrBoth_data()
    {
        QTest::addColumn<QString>("keep");
        QTest::addColumn<int>("notes");
        QTest::newRow("mine") << QStringLiteral("mine") << 1;
        QTest::newRow("other") << QStringLiteral("other") << 1;
        QTest::newRow("both") << QStringLiteral("both") << 2;
    }
    void resolvesByKeepingOneOrBoth()
    {
        QFETCH(QString, keep);
        QFETCH(int, notes);
        const Device a(m_server, m_database, QStringLiteral("A"));
        const Device b(m_server, m_database, QStringLiteral("B"));
        const QString id = a.add(QStringLiteral("T"), QStringLiteral("base"));
        a.sync();
        b.sync();
        a.edit(id, QStringLiteral("from a"));
        b.edit(id, QStringLiteral("from b"));
        a.sync();
        QCOMPARE(b.sync(), 6);
        QCOMPARE(
            b.json({QStringLiteral("conflict"), QStringLiteral("resolve"), id,
                    QStringLiteral("--keep"), keep})
                .exitCode,
            0);
        QCOMPARE(b.sync(), 0);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(a.notes(), notes);
        QCOMPARE(b.notes(), notes);
        QCOMPARE(a.show(id).object(), b.show(id).object());
        QStringList bodies{a.show(id).text("body")};
        if (notes == 1) {
            QCOMPARE(
                bodies.first(),
                keep == QStringLiteral("other") ? QStringLiteral("from a")
                                                : QStringLiteral("from b"));
            return;
        }
        // Which of the two stays in the note is the same on every device, whoever decides.
        const QJsonArray list = a.json(words("note list")).array();
        for (const QJsonValue &one : list) {
            if (const QString other = one[u"id"].toString(); other != id)
                bodies.append(a.show(other).text("body"));
        }
        bodies.sort();
        QCOMPARE(bodies, (QStringList{QStringLiteral("from a"), QStringLiteral("from b")}));
    }

    /// Two notes in conflict, decided at once.
    void resolvesAllThatWait_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("body");
        QTest::newRow("newest") << words("conflict resolve --all --keep newest")
                                << QStringLiteral("from b");
        QTest::newRow("other") << words("conflict resolve --all --keep other")
                               << QStringLiteral("from a");
        QTest::newRow("a policy that is set now")
            << words("policy set newest --apply") << QStringLiteral("from b");
    }
    void resolvesAllThatWait()
    {
        QFETCH(QStringList, command);
        QFETCH(QString, body);
        const Device a(m_server, m_database, QStringLiteral("A"));
        const Device b(m_server, m_database, QStringLiteral("B"));
        const QStringList ids{
            a.add(QStringLiteral("One"), QStringLiteral("base")),
            a.add(QStringLiteral("Two"), QStringLiteral("base"))};
        a.sync();
        b.sync();
        for (const QString &id : ids) {
            a.edit(id, QStringLiteral("from a"));
            b.edit(id, QStringLiteral("from b"));
        }
        a.sync();
        QCOMPARE(b.sync(), 6);
        QCOMPARE(b.json(words("conflict resolve --all --keep 3-x")).exitCode, 2);
        const auto set = b.json(words("policy set both"));
        QCOMPARE(set.number("conflicts"), 2); // offered, not decided
        QCOMPARE(set.number("decided"), 0);
        QVERIFY(b.run(words("policy set both")).out.contains("--apply"));
        // Of a notebook's policy only its own notes are decided.
        QCOMPARE(b.json(words("notebook add Elsewhere")).exitCode, 0);
        const auto elsewhere = b.json(words("policy set newest --notebook Elsewhere --apply"));
        QCOMPARE(elsewhere.number("decided"), 0);
        QCOMPARE(elsewhere.number("conflicts"), 0);
        QCOMPARE(b.json(words("conflict list")).array().size(), 2);
        QCOMPARE(b.json(command).exitCode, 0);
        QVERIFY(b.json(words("conflict list")).array().isEmpty());
        QCOMPARE(b.sync(), 0);
        QCOMPARE(a.sync(), 0);
        for (const QString &id : ids) {
            QCOMPARE(a.show(id).text("body"), body);
            QCOMPARE(b.show(id).text("body"), body);
        }
    }

    /// Typed in the window and left for later: rules leave it alone, a command for the note does
    /// not.
    void aBegunTextIsKeptByACommand()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        const Device b(m_server, m_database, QStringLiteral("B"));
        const QString id = a.add(QStringLiteral("One"), QStringLiteral("base"));
        a.sync();
        b.sync();
        a.edit(id, QStringLiteral("from a"));
        b.edit(id, QStringLiteral("from b"));
        a.sync();
        QCOMPARE(b.sync(), 6);
        {
            const SystemClock clock;
            SystemRandom random;
            const auto store = Store::open(
                {b.directory() + QStringLiteral("/cairn.sqlite"), &clock, &random,
                 QStringLiteral("B"), ChangeSet::Origin::Person});
            QVERIFY(store);
            QVERIFY((*store)->conflicts().saveDraft(
                id, {{QStringLiteral("leftovers"), QJsonArray{QStringLiteral("my own words")}}}));
        }
        QCOMPARE(b.json(words("conflict resolve --all --keep newest")).exitCode, 6);
        b.json(words("policy set newest --apply"));
        QCOMPARE(b.json(words("conflict list")).array().size(), 1);
        const auto decided = b.run(
            {QStringLiteral("conflict"), QStringLiteral("resolve"), id, QStringLiteral("--keep"),
             QStringLiteral("mine")});
        QVERIFY2(decided.exitCode == 0, decided.err.constData());
        QVERIFY2(decided.err.contains("is in the note's history"), decided.err.constData());
        QCOMPARE(b.show(id).text("body"), QStringLiteral("from b"));
        int typed = 0;
        for (const QJsonValue version : b.history(id))
            typed += version[u"kind"].toString() == u"typed" ? 1 : 0;
        QCOMPARE(typed, 1);
        QCOMPARE(b.sync(), 0);
    }

    void carriesTrashAndDeletion()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        const Device b(m_server, m_database, QStringLiteral("B"));
        const QString id = a.add(QStringLiteral("T"), QStringLiteral("B"));
        a.sync();
        b.sync();
        a.json({QStringLiteral("note"), QStringLiteral("trash"), id});
        a.sync();
        b.sync();
        QVERIFY(b.show(id).member("trashed").toBool());
        b.json({QStringLiteral("note"), QStringLiteral("delete"), id});
        QCOMPARE(b.sync(), 0);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(a.show(id).exitCode, 3);
    }

    void survivesKillsInBothDirections()
    {
        constexpr int kNotes = 400;
        const Device a(m_server, m_database, QStringLiteral("A"));
        const Device b(m_server, m_database, QStringLiteral("B"));
        const QDir folder(a.scratch(QStringLiteral("many")));
        folder.mkpath(QStringLiteral("."));
        for (int i = 0; i < kNotes; ++i) {
            QFile file(folder.filePath(QStringLiteral("%1.md").arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("Note " + QByteArray::number(i) + "\n" + QByteArray(900, 'x'));
        }
        QCOMPARE(b.sync(), 0);
        QCOMPARE(a.json({QStringLiteral("import"), folder.path()}).number("notes"), kNotes);
        for (const Device *device : {&a, &b}) {
            for (int delay : {60, 110, 160, 210, 260, 310}) {
                QProcess process;
                device->start(process, words("sync"));
                process.waitForFinished(delay); // any moment will do
                process.kill();
                process.waitForFinished();
                const int notes = device->notes(); // some of them are not all
                if (notes > 0 && notes < kNotes)
                    QCOMPARE(
                        device->json(words("status")).text("state"), QStringLiteral("pending"));
            }
            QCOMPARE(device->sync(), 0);
            QCOMPARE(device->json(words("status")).text("state"), QStringLiteral("synced"));
            QCOMPARE(device->notes(), kNotes);
            QVERIFY(device->json(words("doctor")).member("ok").toBool());
        }
        QCOMPARE(b.json(words("sync")).number("pushed"), 0);
        const int documents = m_server.rest()
                                  .get(QLatin1Char('/') + m_database)
                                  .json.value(QStringLiteral("doc_count"))
                                  .toInt();
        QCOMPARE(documents, kNotes + 2); // and the two devices' own
    }

    void removesManyNotesOnlyWhenToldTo()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        QVERIFY(QDir().mkpath(a.scratch(QStringLiteral("files"))));
        for (int i = 0; i < 25; ++i) {
            QFile file(a.scratch(QStringLiteral("files/note%1.md").arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("text\n");
        }
        QCOMPARE(a.json(words("import") << a.scratch(QStringLiteral("files"))).exitCode, 0);
        QCOMPARE(a.sync(), 0);
        QVERIFY(deleteAll());
        const auto refused = a.json(words("sync"));
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(
            refused.err.contains("25 of 25 notes removed; these stay until you agree"),
            refused.err);
        QCOMPARE(a.notes(), 25);
        const auto waits = a.json(words("status"));
        QCOMPARE(waits.text("state"), QStringLiteral("error"));
        QCOMPARE(waits.member("removals")[u"notes"].toInt(), 25);
        QVERIFY(refused.err.contains(waits.member("removals")[u"set"].toString().toUtf8()));
        // Kept: everybody has them again.
        const auto set = [](const QByteArray &says) { // what it names
            static const QRegularExpression named(QStringLiteral("--keep-notes (\\S+)"));
            return named.match(QString::fromUtf8(says)).captured(1);
        };
        QVERIFY(a.json(words("sync --keep-notes 25-another")).exitCode == 1);
        const auto kept = a.json(words("sync --keep-notes") << set(refused.err));
        QCOMPARE(kept.exitCode, 0);
        QVERIFY(kept.number("pushed") >= 25);
        QVERIFY(a.json(words("status")).member("removals").isNull());
        const Device b(m_server, m_database, QStringLiteral("B"));
        QCOMPARE(b.sync(), 0);
        QCOMPARE(b.notes(), 25);
        QCOMPARE(a.notes(), 25);

        QVERIFY(deleteAll());
        const auto again = a.json(words("sync"));
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(a.json(words("sync --allow-removals") << set(again.err)).exitCode, 0);
        QCOMPARE(a.notes(), 0);
        QCOMPARE(a.json(words("status")).text("state"), QStringLiteral("synced"));
        // A word about what does not wait any more does nothing, and that is said.
        for (const char *option : {"sync --allow-removals", "sync --keep-notes"}) {
            const auto late = a.json(words(option) << set(again.err));
            QCOMPARE(late.exitCode, 0);
            QVERIFY2(late.err.contains("was not used: nothing waits"), late.err);
        }
    }

    /// A title that came from elsewhere is one line, and makes none that looks like another note's.
    void namesWhatWentInOneLine()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        m_server.rest().put(
            u'/' + m_database + QStringLiteral("/note:01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("title"), QStringLiteral("Pump\nnote:1  deleted  Valve")},
             {QStringLiteral("body"), QStringLiteral("text")}});
        a.add(QStringLiteral("Another"), kBase);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(a.notes(), 2);
        QVERIFY(deleteAll());
        QCOMPARE(a.sync(), 0); // so few go without a question
        QCOMPARE(a.notes(), 0);
        const QByteArray list = a.run(words("removed list")).out;
        QCOMPARE(list.count('\n'), 2);
        QVERIFY2(list.contains("deleted  Pump\\nnote:1  deleted  Valve\n"), list);
    }

    void isNotDisturbedByForeignDocuments()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        const QString path = QLatin1Char('/') + m_database;
        m_server.rest().put(path + QStringLiteral("/something"), {{QStringLiteral("hello"), 1}});
        m_server.rest().put(
            path + QStringLiteral("/note:01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("title"), 42},
             {QStringLiteral("tags"), QStringLiteral("no list")}});
        QCOMPARE(a.sync(), 0);
        QVERIFY(a.notes() <= 1);
        QVERIFY(a.json(words("doctor")).member("ok").toBool());
    }

    /// Not shown anywhere, so every sync and the status say so, until somebody removes it.
    void saysWhatItCannotUseEachTime()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        const QString path = QLatin1Char('/') + m_database + QStringLiteral("/note%3A");
        const auto put = m_server.rest().put(
            path,
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("body"), QStringLiteral("words that nobody sees")}});
        QCOMPARE(put.status, 201);
        const QByteArray sentence = "1 document of the server cannot be read";
        for (int run = 0; run < 2; ++run) {
            const auto synced = a.run(words("sync --timeout 100"));
            QCOMPARE(synced.exitCode, 7);
            QVERIFY2(synced.err.contains(sentence + ": note: ("), synced.err.constData());
            QVERIFY2(synced.out.contains(sentence), synced.out.constData());
        }
        QCOMPARE(a.notes(), 0);
        QCOMPARE(a.json(words("status")).number("unread"), 1);
        QVERIFY(a.run(words("status")).out.contains(sentence));
        const QString rev = put.json[u"rev"].toString();
        QCOMPARE(m_server.rest().remove(path + QStringLiteral("?rev=") + rev).status, 200);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(a.json(words("status")).number("unread"), 0);
    }

    void saysThatItWasStopped()
    {
#ifdef Q_OS_UNIX
        const Device a(m_server, m_database, QStringLiteral("A"));
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        a.json(
            {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"),
             QStringLiteral("http://127.0.0.1:%1/db").arg(silent.serverPort()),
             QStringLiteral("--user"), QStringLiteral("me")});
        QProcess process;
        a.start(process, words("--json sync"));
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), 30'000);
        process.terminate();
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 10'000);
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains("the sync was stopped"), said.constData());
        QVERIFY(process.readAllStandardOutput().contains("\"kind\":\"cancelled\""));
#else
        QSKIP("signals are tried on Unix only");
#endif
    }

    void explainsWhyItCannotSync()
    {
        const Device a(m_server, m_database, QStringLiteral("A"));
        a.add(QStringLiteral("T"), QStringLiteral("B"));
        const CliProfile wrong(QStringLiteral("not the password"));
        const Account account = m_server.memberAccount(m_database);
        wrong.json(
            {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"), account.url,
             QStringLiteral("--user"), account.user});
        QCOMPARE(wrong.json(words("sync")).exitCode, 5);

        a.json(words("account set --url http://127.0.0.1:9/db --user me"));
        QCOMPARE(a.json(words("sync --timeout 60")).exitCode, 4);

        QTcpServer portal; // a café's sign-in page answers everything
        QVERIFY(portal.listen(QHostAddress::LocalHost));
        QProcess process;
        a.json(
            {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"),
             QStringLiteral("http://127.0.0.1:%1/db").arg(portal.serverPort()),
             QStringLiteral("--user"), QStringLiteral("me")});
        connect(&portal, &QTcpServer::newConnection, this, [&portal] {
            QTcpSocket *socket = portal.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                              "20\r\nConnection: close\r\n\r\n"
                              "<html>Welcome</html>");
                socket->disconnectFromHost();
            });
        });
        a.start(process, words("--json sync --timeout 60"));
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 90'000);
        QCOMPARE(process.exitCode(), 4);
        QCOMPARE(a.notes(), 1);
    }

private:
    TestServer m_server;
    QString m_database;
};

QTEST_GUILESS_MAIN(TestCliSync)
#include "tst_clisync.moc"
