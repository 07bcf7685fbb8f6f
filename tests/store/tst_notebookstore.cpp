// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "must.h"
#include "store/care/doctor.h"
#include "store/conflict/policystore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/projection/notebooktree.h"
#include "store/replica/replicastore.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QSignalSpy>
#include <QTest>

using namespace cairn;

class TestNotebookStore : public QObject {
    Q_OBJECT

    static QString notebookId(int i)
    {
        return QStringLiteral("notebook:%1").arg(i, 26, 10, QLatin1Char('0'));
    }
    /// So many notebooks from elsewhere.
    void receive(int count, const std::function<QJsonObject(int)> &fields)
    {
        QList<DocumentRevision> revisions;
        for (int i = 0; i < count; ++i) {
            const RevId rev{1, QByteArray(32, 'a')};
            QJsonObject body = fields(i);
            body.insert(QStringLiteral("type"), QStringLiteral("notebook"));
            revisions.append({notebookId(i), rev, {rev}, false, body});
        }
        must((*m)->replica().store(revisions, {}, QStringLiteral("r"), {}, Removals::Admit));
    }

private slots:
    void init() { m = std::make_unique<TestStore>(); }
    void cleanup()
    {
        QCOMPARE(storeProblems(databaseOf(**m)), QStringList());
        m.reset();
    }

    void ensurePathMakesWhatIsMissing()
    {
        QSignalSpy changed(&**m, &Store::changed);
        const NotebookInfo pumps = must(store().ensurePath(QStringLiteral("Site North/Pumps")));
        QCOMPARE(pumps.name, QStringLiteral("Pumps"));
        QCOMPARE(pumps.path, QStringLiteral("Site North/Pumps"));
        QCOMPARE(changed.size(), 1); // one transaction, one change
        QVERIFY(changed.at(0).at(0).value<ChangeSet>().notebooks);
        QCOMPARE(must(store().ensurePath(QStringLiteral(" Site North / Pumps /"))).id, pumps.id);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(
            must(store().ensurePath(QStringLiteral("Site North/Valves"))).parentId, pumps.parentId);
        QCOMPARE(
            paths(),
            (QStringList{
                QStringLiteral("Site North"), QStringLiteral("Site North/Pumps"),
                QStringLiteral("Site North/Valves")}));
    }

    /// What a server invents: 3,000 notebooks in each other with names of 1,000 characters.
    void aDeepChainIsShownFlat()
    {
        constexpr int kChain = 3'000;
        receive(kChain, [](int i) {
            return QJsonObject{
                {QStringLiteral("name"), QString::number(i) + QString(1'000, u'x')},
                {QStringLiteral("parent"), i ? notebookId(i - 1) : QString()}};
        });
        QElapsedTimer timer;
        timer.start();
        const QList<NotebookInfo> all = must(store().list());
        QCOMPARE(int(all.size()), kChain);
        for (const NotebookInfo &notebook : all) {
            QVERIFY(notebook.path.count(u'/') < kMaxShownDepth);
            QVERIFY(notebook.name.size() <= kMaxNotebookName);
        }
        QCOMPARE(all.last().path.count(u'/'), kMaxShownDepth - 1);
        const NotebookTree tree = must(NotebookTree::load(databaseOf(**m)));
        QVERIFY(tree.isInside(notebookId(kChain - 1), notebookId(0)));
        QCOMPARE(int(tree.subtree(notebookId(0)).size()), kChain);
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }

    void aLongCircleEnds()
    {
        constexpr int kCircle = 3'000;
        receive(kCircle, [](int i) {
            return QJsonObject{
                {QStringLiteral("name"), QString::number(i)},
                {QStringLiteral("parent"), notebookId((i + 1) % kCircle)}};
        });
        QElapsedTimer timer;
        timer.start();
        const QList<NotebookInfo> all = must(store().list());
        QCOMPARE(int(all.size()), kCircle);
        QCOMPARE(all.first().id, notebookId(0)); // the smallest stands at the top
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }

    void tenThousandOnOneLevel()
    {
        receive(10'000, [](int i) {
            return QJsonObject{{QStringLiteral("name"), QStringLiteral("Notebook %1").arg(i)}};
        });
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(int(must(store().list()).size()), 10'000);
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }

    /// As many of one name as a server likes: joined some at a time, so that nobody waits for all.
    void manyTwinsAreJoinedInParts()
    {
        receive(700, [](int) {
            return QJsonObject{{QStringLiteral("name"), QStringLiteral("Twin")}};
        });
        int passes = 0;
        ReconcileOutcome outcome;
        do {
            outcome = must((*m)->replica().reconcile(50));
            QVERIFY(outcome.merged <= 200);
            ++passes;
        } while (outcome.more);
        QVERIFY(passes > 3);
        QCOMPARE(int(must(store().list()).size()), 1);
    }

    /// Where the notes of a twin are shown follows from what is here, in whatever order it came.
    void notesOfADeletedTwin()
    {
        const auto body = [](int into) {
            QJsonObject fields{{QStringLiteral("name"), QStringLiteral("Site")}};
            if (into >= 0)
                fields.insert(QStringLiteral("merged_into"), notebookId(into));
            return fields;
        };
        receive(3, [&body](int i) { return body(i == 1 ? 0 : i == 2 ? 1 : -1); });
        NoteContent content;
        content.title = QStringLiteral("in the twin of the twin");
        content.notebookId = notebookId(2);
        const QString id = must((*m)->notes().create(content)).id;
        QJsonObject raw = must((*m)->notes().note(id)).raw;
        raw.insert(QStringLiteral("notebook"), notebookId(2)); // as an older device wrote it
        must((*m)->replica().store(
            {{QStringLiteral("note:old"), {1, "a"}, {{1, "a"}}, false, raw}}, {}, {}, {},
            Removals::Admit));
        const auto healthy = [this] {
            for (const DoctorCheck &check : must((*m)->doctor().check())) {
                if (!check.ok)
                    return check.name + u' ' + check.detail;
            }
            return QString();
        };
        QCOMPARE(healthy(), QString());
        const auto change = [&](int i, int generation, bool deleted, const QJsonObject &fields) {
            const RevId rev{generation, QByteArray(32, 'b')};
            const RevId parent{
                generation - 1, generation == 2 ? QByteArray(32, 'a') : QByteArray(32, 'b')};
            QJsonObject all = fields;
            if (!deleted)
                all.insert(QStringLiteral("type"), QStringLiteral("notebook"));
            must((*m)->replica().store(
                {{notebookId(i), rev, {rev, parent}, deleted, all}}, {}, {}, {}, Removals::Admit));
        };
        change(0, 2, true, {}); // what they lead to goes
        QCOMPARE(healthy(), QString());
        change(0, 3, false, body(-1)); // and comes back
        QCOMPARE(healthy(), QString());
        change(1, 2, true, {}); // the link in the middle goes
        QCOMPARE(healthy(), QString());
        change(1, 3, false, body(2)); // a circle
        QCOMPARE(healthy(), QString());
        change(1, 4, false, body(0));
        QCOMPARE(healthy(), QString());
        change(2, 2, true, {});
        QCOMPARE(healthy(), QString());
    }

    void namesAreChecked()
    {
        const QString id = must(store().add(QStringLiteral(" A  b\n"), {})).id;
        QCOMPARE(must(store().notebook(id)).name, QStringLiteral("A b"));
        for (const QString &bad :
             {QString(), QStringLiteral("  "), QStringLiteral("a/b"), QString(201, u'x'),
              QString(QChar(0xD800))})
            QCOMPARE(store().add(bad, {}).error().kind, ErrorKind::Invalid);
        QCOMPARE(store().add(QStringLiteral("A b"), {}).error().kind, ErrorKind::Invalid);
        QVERIFY(store().add(QStringLiteral("A b"), id)); // somewhere else
        QCOMPARE(
            store().add(QStringLiteral("x"), QStringLiteral("notebook:none")).error().kind,
            ErrorKind::NotFound);
        QCOMPARE(store().ensurePath(QStringLiteral(" / ")).error().kind, ErrorKind::Invalid);
        QCOMPARE(
            store().ensurePath(QStringLiteral("ok/") + QString(300, u'x')).error().kind,
            ErrorKind::Invalid);
        QVERIFY(!must(store().findPath(QStringLiteral("ok")))); // nothing half-made
    }

    void renameAndMove()
    {
        const QString a = must(store().ensurePath(QStringLiteral("A"))).id;
        const QString c = must(store().ensurePath(QStringLiteral("A/B/C"))).id;
        must(store().rename(a, QStringLiteral("X")));
        QCOMPARE(must(store().notebook(c)).path, QStringLiteral("X/B/C"));
        QCOMPARE(store().move(a, c).error().kind, ErrorKind::Invalid);
        QCOMPARE(store().move(a, a).error().kind, ErrorKind::Invalid);
        must(store().move(c, {}));
        QCOMPARE(must(store().notebook(c)).path, QStringLiteral("C"));
        must(store().move(a, c));
        QCOMPARE(
            paths(),
            (QStringList{QStringLiteral("C"), QStringLiteral("C/X"), QStringLiteral("C/X/B")}));
        must(store().add(QStringLiteral("X"), {}));
        QCOMPARE(store().move(a, {}).error().kind, ErrorKind::Invalid); // there is an X already
        QCOMPARE(
            store().rename(QStringLiteral("notebook:none"), QStringLiteral("x")).error().kind,
            ErrorKind::NotFound);
    }

    void removeTakesNotesToTheTrash()
    {
        const QString a = must(store().ensurePath(QStringLiteral("A"))).id;
        const QString b = must(store().ensurePath(QStringLiteral("A/B"))).id;
        const QString other = must(store().ensurePath(QStringLiteral("Other"))).id;
        const QString inA = addNote(a);
        const QString inB = addNote(b);
        const QString elsewhere = addNote(other);
        QCOMPARE(must(store().notebook(a)).notes, 1);
        QSignalSpy changed(&**m, &Store::changed);
        QStringList gone = must(store().remove(a)).noteIds;
        QCOMPARE(changed.size(), 1);
        gone.sort();
        QStringList expected{inA, inB};
        expected.sort();
        QCOMPARE(gone, expected);
        QCOMPARE(paths(), QStringList(QStringLiteral("Other")));
        QVERIFY(must((*m)->notes().note(inB)).trashedAt);
        QVERIFY(!must((*m)->notes().note(elsewhere)).trashedAt);
        QCOMPARE(store().remove(a).error().kind, ErrorKind::NotFound);
    }

    void aDeletedNotebookComesBackAsItWas_data()
    {
        QTest::addColumn<bool>("sent");
        QTest::newRow("never sent") << false;
        QTest::newRow("sent, renamed since, and deleted on the server too") << true;
    }

    /// The same documents, so that whatever names them still does: notes, what was set for them,
    /// other devices, and the person who goes on undoing.
    void aDeletedNotebookComesBackAsItWas()
    {
        QFETCH(const bool, sent);
        const QString around = must(store().ensurePath(QStringLiteral("Around"))).id;
        const QString a = must(store().ensurePath(QStringLiteral("Around/A"))).id;
        const QString b = must(store().ensurePath(QStringLiteral("Around/A/B"))).id;
        if (sent)
            sendEverything();
        must(store().rename(a, QStringLiteral("New name")));
        must((*m)->policies().setNotebookPolicy(a, ConflictPolicy::Newest));
        const QString inA = addNote(a);
        const QString inB = addNote(b);
        const QString trashedBefore = addNote(b);
        const QString removed = addNote(b);
        setTrashed(trashedBefore, true);
        const QStringList before = paths();
        const NotebookRemoval removal = must(store().remove(a));
        QCOMPARE(paths(), QStringList(QStringLiteral("Around")));
        must((*m)->notes().remove({removed}));
        if (sent) {
            sendEverything();
            must(store().remove(around)); // what it was inside of went as well
        }

        QSignalSpy changed(&**m, &Store::changed);
        QCOMPARE(must(store().putBack(removal)).gone, 1); // one is gone for good
        QCOMPARE(changed.size(), 1);
        QCOMPARE(paths(), before);
        QCOMPARE(must(store().notebook(a)).name, QStringLiteral("New name"));
        QCOMPARE(must(store().notebook(b)).parentId, a);
        QCOMPARE(
            must((*m)->policies().effective(b)), ConflictPolicy::Newest); // of the one around it
        QCOMPARE(must((*m)->notes().note(inA)).notebookId, a);
        QVERIFY(!must((*m)->notes().note(inA)).trashedAt);
        QCOMPARE(must((*m)->notes().note(inB)).notebookId, b);
        QVERIFY(!must((*m)->notes().note(inB)).trashedAt);
        QVERIFY(must((*m)->notes().note(trashedBefore)).trashedAt);
        must(store().rename(a, QStringLiteral("A"))); // the step before
        QCOMPARE(must(store().putBack(removal)).gone, 1); // what lives stays as it is
        QCOMPARE(must(store().notebook(a)).name, QStringLiteral("A"));
    }

    /// Another one of the name was made meanwhile: they become one, with the notes of both.
    void aDeletedNotebookJoinsTheNewOneInItsPlace()
    {
        const QString old = must(store().ensurePath(QStringLiteral("A"))).id;
        const QString inOld = addNote(old);
        const NotebookRemoval removal = must(store().remove(old));
        const QString made = must(store().ensurePath(QStringLiteral("A"))).id;
        QVERIFY(made != old);
        const QString inNew = addNote(made);
        QCOMPARE(must(store().putBack(removal)).gone, 0);
        QCOMPARE(paths(), QStringList(QStringLiteral("A")));
        QCOMPARE(must(store().notebook(made)).id, must(store().notebook(old)).id);
        for (const QString &id : {inOld, inNew})
            QCOMPARE(must((*m)->notes().note(id)).notebookPath, QStringLiteral("A"));
    }

    /// What other devices did while this one was away.
    void treesOfOtherDevices()
    {
        const QString a = QStringLiteral("notebook:01A");
        const QString b = QStringLiteral("notebook:01B");
        const QString c = QStringLiteral("notebook:01C");
        const QString twin = QStringLiteral("notebook:01D");
        receive(a, {{QStringLiteral("name"), QStringLiteral("a")}, {QStringLiteral("parent"), b}});
        receive(
            b,
            {{QStringLiteral("name"), QStringLiteral("b")},
             {QStringLiteral("parent"), a}}); // a circle
        receive(
            c,
            {{QStringLiteral("name"), QStringLiteral("c")},
             {QStringLiteral("parent"), QStringLiteral("notebook:gone")}});
        receive(
            twin,
            {{QStringLiteral("name"), QStringLiteral("c")}, {QStringLiteral("merged_into"), c}});
        QCOMPARE(
            paths(),
            (QStringList{QStringLiteral("a"), QStringLiteral("a/b"), QStringLiteral("c")}));
        QCOMPARE(must(store().notebook(twin)).id, c);
    }

    void twinsInACircle()
    {
        const NotebookTree tree(
            {{QStringLiteral("1"), QStringLiteral("x"), {}, QStringLiteral("2"), 0},
             {QStringLiteral("2"), QStringLiteral("x"), {}, QStringLiteral("1"), 0},
             {QStringLiteral("3"), QStringLiteral("y"), QStringLiteral("1"), {}, 4}});
        QCOMPARE(tree.resolve(QStringLiteral("1")), QString());
        QCOMPARE(tree.sorted().size(), 1);
        QCOMPARE(tree.find(QStringLiteral("3"))->path, QStringLiteral("y"));
    }

private:
    NotebookStore &store() { return (*m)->notebooks(); }
    QStringList paths()
    {
        QStringList all;
        for (const NotebookInfo &notebook : must(store().list()))
            all.append(notebook.path);
        return all;
    }
    QString addNote(const QString &notebook)
    {
        NoteContent content;
        content.title = QStringLiteral("note");
        content.notebookId = notebook;
        return must((*m)->notes().create(content)).id;
    }
    void setTrashed(const QString &id, bool trashed)
    {
        NotePatch patch;
        patch.trashed = trashed;
        must((*m)->notes().edit(id, patch));
    }
    void sendEverything() ///< as if the server had taken all there is
    {
        const auto documents = must((*m)->replica().nextToPush(1000, 100'000'000, {}));
        must((*m)->replica().beginAttempt(documents));
        must((*m)->replica().confirm(documents));
    }
    void receive(const QString &id, QJsonObject body)
    {
        body.insert(field::kType, kNotebookType.toString());
        const RevId rev = makeRevId({}, false, body);
        must((*m)->replica().store(
            {{id, rev, {rev}, false, body}}, {}, QStringLiteral("r"), {}, Removals::Admit));
    }

    std::unique_ptr<TestStore> m;
};

QTEST_GUILESS_MAIN(TestNotebookStore)
#include "tst_notebookstore.moc"
