// SPDX-License-Identifier: GPL-3.0-or-later
#include "device.h"
#include "store/conflict/conflictstore.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "testserver.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTimer>

using namespace cairn;

namespace {

const QString kStory =
    QStringLiteral("The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n");
constexpr int kWaitMs = 20'000;

bool waitFor(const std::function<bool()> &condition)
{
    // Not QTest::qWaitFor: it dozes between events, and a sync is thousands of them.
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.quit();
    });
    look.start(1);
    QTimer::singleShot(kWaitMs, &loop, &QEventLoop::quit);
    if (!condition())
        loop.exec();
    return condition();
}

} // namespace

/// Two devices on a real server over HTTP, in real time: express-pouchdb, or the server of
/// CAIRN_COUCHDB_URL.
class TestTwoDevices : public QObject {
    Q_OBJECT

    TestServer m_server;
    QString m_database;
    QNetworkAccessManager m_networkA, m_networkB;
    std::unique_ptr<Device> m_a, m_b;

    Device &a() { return *m_a; }
    Device &b() { return *m_b; }

    std::unique_ptr<Device>
    device(const QString &name, quint64 seed, QNetworkAccessManager &network, bool live)
    {
        Device::Setup setup;
        setup.name = name;
        setup.seed = seed;
        setup.account = m_server.memberAccount(m_database);
        setup.password = m_server.memberPassword();
        setup.network = &network;
        setup.live = live;
        setup.wait = waitFor;
        return std::make_unique<Device>(std::move(setup));
    }
    void begin(bool live)
    {
        m_a = device(QStringLiteral("A"), 1, m_networkA, live);
        m_b = device(QStringLiteral("B"), 2, m_networkB, live);
    }
    /// Both in turn until a whole round moved nothing.
    QString settle()
    {
        for (int round = 0; round < 8; ++round) {
            bool quiet = true;
            for (Device *each : {&a(), &b()}) {
                const SyncReport report = each->sync();
                if (report.error)
                    return each->name() + QStringLiteral(": ") + report.error->message;
                quiet &= report.pushed + report.pulled + report.merged == 0;
            }
            if (quiet)
                return {};
        }
        return QStringLiteral("no rest");
    }
    /// All leaves on the server with their text, in the form of Device::dump().
    QStringList serverDump()
    {
        QStringList result;
        const QString path = u'/' + m_database;
        const QJsonArray rows = m_server.rest()
                                    .get(path + QStringLiteral("/_changes?style=all_docs"))
                                    .json[u"results"]
                                    .toArray();
        for (const QJsonValue row : rows) {
            const QString id = row[u"id"].toString();
            for (const QJsonValue change : row[u"changes"].toArray()) {
                const QString rev = change[u"rev"].toString();
                QJsonObject body =
                    m_server.rest().get(path + u'/' + id + QStringLiteral("?rev=") + rev).json;
                const bool deleted = body[u"_deleted"].toBool();
                for (const QString &name : body.keys()) {
                    if (name.startsWith(u'_'))
                        body.remove(name);
                }
                result.append(
                    QStringLiteral("%1 %2%3 %4")
                        .arg(
                            id, rev, deleted ? QStringLiteral(" deleted") : QString(),
                            QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))));
            }
        }
        result.sort();
        return result;
    }
    void allAgree()
    {
        QCOMPARE(settle(), QString());
        QCOMPARE(a().dump(), b().dump());
        QCOMPARE(serverDump(), a().dump());
        QCOMPARE(a().problems() + b().problems(), QStringList());
        const QJsonValue before = m_server.rest().get(u'/' + m_database).json[u"update_seq"];
        QVERIFY(!a().sync().error && !b().sync().error);
        QCOMPARE(
            m_server.rest()
                .get(u'/' + m_database)
                .json[u"update_seq"]
                .toVariant()
                .toString()
                .section(u'-', 0, 0),
            before.toVariant().toString().section(u'-', 0, 0));
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }
    void init() { m_database = m_server.createDatabase(); }
    void cleanup()
    {
        m_a.reset();
        m_b.reset();
    }

    void notesTravelBothWays()
    {
        begin(false);
        for (int i = 0; i < 300; ++i) {
            a().write(QStringLiteral("A %1").arg(i), QStringLiteral("Grüße von A 🎉 %1").arg(i));
            b().write(QStringLiteral("B %1").arg(i), QStringLiteral("你好 %1").arg(i));
        }
        allAgree();
        QCOMPARE(a().ids().size(), 600);
    }

    void oneLargeNoteTravels()
    {
        begin(false);
        const QString id = a().write(QStringLiteral("Large"), QString(3'000'000, u'ä'));
        allAgree();
        QCOMPARE(b().body(id).size(), 3'000'000);
    }

    void editsInDifferentParagraphsMerge()
    {
        begin(false);
        const QString id = a().write(QStringLiteral("Story"), kStory);
        allAgree();
        a().edit(id, QString(kStory).replace(QStringLiteral("first"), QStringLiteral("FIRST")));
        b().edit(id, QString(kStory).replace(QStringLiteral("third"), QStringLiteral("THIRD")));
        allAgree();
        QCOMPARE(
            a().body(id),
            QStringLiteral(
                "The FIRST paragraph.\n\nThe second paragraph.\n\nThe THIRD paragraph.\n"));
        QCOMPARE(a().notes().note(id)->rev, b().notes().note(id)->rev);
        QCOMPARE(a().tallies().conflicts + b().tallies().conflicts, 0);
    }

    void aConflictIsResolvedOnTheOtherDevice()
    {
        begin(false);
        const QString id = a().write(QStringLiteral("Story"), kStory);
        allAgree();
        a().edit(id, QString(kStory).replace(QStringLiteral("second"), QStringLiteral("SECOND")));
        b().edit(id, QString(kStory).replace(QStringLiteral("second"), QStringLiteral("2nd")));
        allAgree();
        QCOMPARE(a().tallies().conflicts, 1);
        QCOMPARE(b().tallies().conflicts, 1);
        const auto details = b().store().conflicts().details(id);
        QVERIFY(details);
        Resolution resolution;
        resolution.title = QStringLiteral("Story");
        resolution.body = QStringLiteral("Decided");
        for (const ConflictLeaf &leaf : details->leaves)
            resolution.seen.append(leaf.rev);
        QVERIFY(b().store().conflicts().resolve(id, resolution));
        allAgree();
        QCOMPARE(a().body(id), QStringLiteral("Decided"));
        QCOMPARE(a().tallies().conflicts + b().tallies().conflicts, 0);
    }

    void filesOfOtherProgramsStay()
    {
        begin(false);
        const QString id = a().write(QStringLiteral("Story"), kStory);
        allAgree();
        const QString path = u'/' + m_database + u'/' + id;
        const auto attach = [&](const QString &name) {
            const QString rev = m_server.rest().get(path).json[u"_rev"].toString();
            return m_server.rest()
                .request(
                    "PUT", path + u'/' + name + QStringLiteral("?rev=") + rev,
                    "bytes of " + name.toUtf8(), {{"Content-Type", "application/octet-stream"}})
                .status;
        };
        QCOMPARE(attach(QStringLiteral("one.bin")), 201);
        QCOMPARE(settle(), QString());
        // An edit keeps the file; an edit beside a new file is merged and has both.
        a().edit(id, QString(kStory).replace(QStringLiteral("first"), QStringLiteral("FIRST")));
        QCOMPARE(settle(), QString());
        b().edit(id, QString(kStory).replace(QStringLiteral("third"), QStringLiteral("THIRD")));
        QCOMPARE(attach(QStringLiteral("two.bin")), 201);
        QCOMPARE(settle(), QString());
        a().edit(id, QStringLiteral("Another text."));
        QCOMPARE(settle(), QString());
        QCOMPARE(a().dump(), b().dump());
        const QJsonObject stored = m_server.rest().get(path).json;
        QCOMPARE(stored[u"body"].toString(), QStringLiteral("Another text."));
        QCOMPARE(
            stored[u"_attachments"].toObject().keys(),
            (QStringList{QStringLiteral("one.bin"), QStringLiteral("two.bin")}));
        QCOMPARE(
            m_server.rest().get(path + QStringLiteral("/two.bin")).body,
            QByteArray("bytes of two.bin"));
        QCOMPARE(
            m_server.rest().get(path + QStringLiteral("/one.bin")).body,
            QByteArray("bytes of one.bin"));
    }

    void anUndoneDecisionAndARestoreTravel()
    {
        begin(false);
        const QString id = a().write(QStringLiteral("Story"), kStory);
        allAgree();
        a().edit(id, QString(kStory).replace(QStringLiteral("second"), QStringLiteral("SECOND")));
        b().edit(id, QString(kStory).replace(QStringLiteral("second"), QStringLiteral("2nd")));
        allAgree();
        const QString shown = b().body(id);
        const auto details = b().store().conflicts().details(id);
        QVERIFY(details);
        Resolution resolution;
        resolution.keep = Resolution::Keep::Other;
        for (const ConflictLeaf &leaf : details->leaves)
            resolution.seen.append(leaf.rev);
        QVERIFY(b().store().conflicts().resolve(id, resolution));
        allAgree();
        QVERIFY(b().body(id) != shown);
        QVERIFY(b().store().conflicts().undo(id));
        allAgree();
        QCOMPARE(a().body(id), shown);
        QCOMPARE(a().ids().size(), 2); // the other one is a note of its own now

        const RevId first = a().store().versions().history(id).value().last().rev;
        QVERIFY(a().notes().revert(id, first));
        allAgree();
        QCOMPARE(b().body(id), kStory);
        b().deleteForGood(id);
        allAgree();
        QVERIFY(!a().notes().note(id));
        QVERIFY(a().notes().revert(id, a().store().versions().deletedNotes(1)->first().rev));
        allAgree();
        QCOMPARE(b().body(id), kStory);
    }

    /// B was not there when two versions parted. What both started from is still on the server.
    void aLateDeviceAsksForTheCommonVersion()
    {
        begin(false);
        const QString id = a().write(QStringLiteral("Story"), kStory);
        QVERIFY(!a().sync().error);
        const Note before = a().notes().note(id).value();
        a().edit(id, QString(kStory).replace(QStringLiteral("first"), QStringLiteral("FIRST")));
        QVERIFY(!a().sync().error);
        QJsonObject other = before.raw;
        other[QStringLiteral("body")] =
            QString(kStory).replace(QStringLiteral("third"), QStringLiteral("THIRD"));
        const RevId rev = makeRevId(before.rev, false, other);
        other[QStringLiteral("_id")] = id;
        other[QStringLiteral("_rev")] = rev.toString();
        other[QStringLiteral("_revisions")] = QJsonObject{
            {QStringLiteral("start"), 2},
            {QStringLiteral("ids"),
             QJsonArray{QString::fromLatin1(rev.hash), QString::fromLatin1(before.rev.hash)}}};
        QCOMPARE(
            m_server.rest()
                .post(
                    u'/' + m_database + QStringLiteral("/_bulk_docs"),
                    {{QStringLiteral("new_edits"), false},
                     {QStringLiteral("docs"), QJsonArray{other}}})
                .status,
            201);
        QCOMPARE(b().sync().merged, 1);
        QCOMPARE(
            b().body(id),
            QStringLiteral(
                "The FIRST paragraph.\n\nThe second paragraph.\n\nThe THIRD paragraph.\n"));
        allAgree();
    }

    void trashDeleteAndKeep()
    {
        begin(false);
        const QString trashed = a().write(QStringLiteral("T"), QStringLiteral("t"));
        const QString deleted = a().write(QStringLiteral("D"), QStringLiteral("d"));
        const QString wanted = a().write(QStringLiteral("W"), QStringLiteral("w"));
        allAgree();
        a().trash(trashed);
        a().deleteForGood(deleted);
        a().deleteForGood(wanted);
        b().edit(wanted, QStringLiteral("still wanted"));
        allAgree();
        QVERIFY(b().notes().note(trashed)->trashedAt);
        QVERIFY(!b().notes().note(deleted));
        QCOMPARE(a().body(wanted), QStringLiteral("still wanted"));
    }

    void aRecreatedDatabaseGetsEverythingAgain()
    {
        begin(false);
        const QString id = a().write(QStringLiteral("Kept"), QStringLiteral("text"));
        allAgree();
        b().edit(id, QStringLiteral("unsent"));
        const QString path = u'/' + m_database;
        const QJsonObject security = m_server.rest().get(path + QStringLiteral("/_security")).json;
        QCOMPARE(m_server.rest().remove(path).status, 200);
        QCOMPARE(m_server.rest().put(path).status, 201);
        QCOMPARE(m_server.rest().put(path + QStringLiteral("/_security"), security).status, 200);
        allAgree();
        QCOMPARE(a().body(id), QStringLiteral("unsent"));
    }

    void livingDevicesNeedNobodyToAskThem()
    {
        begin(true);
        const QString id = a().write(QStringLiteral("Live"), QStringLiteral("one"));
        QVERIFY(waitFor([&] { return b().body(id) == QStringLiteral("one"); }));
        b().edit(id, QStringLiteral("two"));
        QVERIFY(waitFor([&] { return a().body(id) == QStringLiteral("two"); }));
        QVERIFY(waitFor(
            [&] { return a().engine().status().isSynced() && b().engine().status().isSynced(); }));
        QVERIFY(a().stopEngine());
        QVERIFY(b().stopEngine());
    }

    void aKilledDeviceGoesOn()
    {
        begin(false);
        QStringList ids;
        for (int i = 0; i < 150; ++i)
            ids.append(a().write(QStringLiteral("N%1").arg(i), QStringLiteral("text %1").arg(i)));
        for (int sent = 0; sent < 6; ++sent) { // dies when it has sent a little more each time
            int progress = 0;
            connect(&a().engine(), &SyncEngine::statusChanged, this, [&](const SyncStatus &status) {
                progress += status.phase == SyncStatus::Phase::Sending ? 1 : 0;
            });
            bool finished = false;
            connect(&a().engine(), &SyncEngine::runFinished, this, [&] { finished = true; });
            a().engine().syncNow();
            QVERIFY(waitFor([&] { return finished || progress > sent; }));
            a().kill();
            a().reopen();
        }
        ids.sort();
        allAgree();
        QCOMPARE(b().ids(), ids);
    }
};

QTEST_GUILESS_MAIN(TestTwoDevices)
#include "tst_twodevices.moc"
