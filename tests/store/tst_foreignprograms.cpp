// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "json.h"
#include "replicapeer.h"
#include "store/notes/notebookstore.h"

#include <QJsonArray>
#include <QTest>

using namespace cairn;

namespace {

QString u8(const char *text) { return QString::fromUtf8(text); }

} // namespace

/// Notes that a program which knows little of ours wrote or rewrote.
class TestForeignPrograms : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        a = std::make_unique<ReplicaPeer>(1, u8("Laptop"));
        b = std::make_unique<ReplicaPeer>(2, u8("Tablet"));
        server.clear();
        id = a->addNote(u8("Title"), u8("before"));
        NotePatch patch;
        patch.pinned = true;
        patch.notebookId = must(a->store->notebooks().ensurePath(u8("Work"))).id;
        patch.addTags = {u8("tag")};
        must(a->store->notes().edit(id, patch));
        a->sync(server);
        b->sync(server);
        QVERIFY(b->note(id).pinned);
    }

    /// Absent is not cleared, and all devices come to the same revision.
    void keepsWhatIsNotSaid()
    {
        const Note before = a->note(id);
        rewrite({{u8("type"), u8("note")}, {u8("title"), u8("Title")}, {u8("body"), u8("after")}});
        for (int round = 0; round < 2; ++round) {
            a->sync(server);
            b->sync(server);
        }
        for (ReplicaPeer *peer : {a.get(), b.get()}) {
            const Note note = peer->note(id);
            QCOMPARE(note.body, u8("after"));
            QVERIFY(note.pinned);
            QCOMPARE(note.notebookId, before.notebookId);
            QCOMPARE(note.createdAt, before.createdAt);
            QCOMPARE(note.tags, before.tags);
            QVERIFY(!note.conflict);
            QVERIFY(peer->waiting().isEmpty());
        }
        QCOMPARE(a->note(id).rev, b->note(id).rev);
        QCOMPARE(server.tree(id).liveLeaves(), QList<RevId>{a->note(id).rev});
    }

    /// Both sides of a conflict, one of them foreign.
    void keepsWhatIsNotSaidBesideAnEdit()
    {
        b->edit(id, u8("before\n\nand more"));
        rewrite({{u8("type"), u8("note")}, {u8("title"), u8("Other")}, {u8("body"), u8("before")}});
        for (int round = 0; round < 3; ++round) {
            a->sync(server);
            b->sync(server);
        }
        for (ReplicaPeer *peer : {a.get(), b.get()}) {
            QCOMPARE(peer->note(id).body, u8("before\n\nand more"));
            QCOMPARE(peer->note(id).title, u8("Other"));
            QVERIFY(peer->note(id).pinned);
            QVERIFY(!peer->note(id).conflict);
        }
        QCOMPARE(a->note(id).rev, b->note(id).rev);
    }

    /// What is said counts, and so does what one of our devices leaves out: that is its default.
    void clearsWhatIsSaid()
    {
        rewrite(
            {{u8("type"), u8("note")},
             {u8("title"), u8("T")},
             {u8("body"), u8("x")},
             {u8("pinned"), false},
             {u8("tags"), QJsonArray()}});
        a->sync(server);
        b->sync(server);
        QVERIFY(!b->note(id).pinned);
        QVERIFY(b->note(id).tags.isEmpty());
        NotePatch patch;
        patch.notebookId = QString();
        must(a->store->notes().edit(id, patch));
        a->sync(server);
        b->sync(server);
        QVERIFY(b->note(id).notebookId.isEmpty());
    }

    void keepsLineEnds()
    {
        rewrite({{u8("body"), u8("one\r\ntwo\r\n")}});
        a->sync(server);
        a->edit(id, u8("one\ntwo\nthree\n"));
        QCOMPARE(a->note(id).raw.value(field::kBody).toString(), u8("one\r\ntwo\r\nthree\r\n"));
        a->edit(id, u8("plain"));
        a->edit(id, u8("one\r\ntwo")); // our own are \n
        QCOMPARE(a->note(id).raw.value(field::kBody).toString(), u8("one\ntwo"));
    }

    /// Qt takes it for a byte order mark, wherever a string begins.
    void keepsAMarkAtTheStart()
    {
        const QString text = QChar(0xFEFF) + u8("text");
        for (const char *json :
             {"{\"a\":\"\xef\xbb\xbftext\"}", "{\"a\":\"\\ufefftext\"}",
              "{ \"a\" : \"\xef\xbb\xbftext\" }"})
            QCOMPARE(parsedJson(json).object().value(u"a").toString(), text);
        QCOMPARE(
            parsedJson("{\"a\":\"\\\"\xef\xbb\xbf\"}").object().value(u"a").toString(),
            u'"' + QString(QChar(0xFEFF)));
        rewrite({{u8("body"), text}});
        a->sync(server);
        QCOMPARE(a->note(id).body, text);
        NotePatch patch;
        patch.title = u8("Other title");
        must(a->store->notes().edit(id, patch));
        QCOMPARE(a->note(id).raw.value(field::kBody).toString(), text);
        a->sync(server);
        QCOMPARE(server.body(id, a->note(id).rev).value(field::kBody).toString(), text);
    }

    void keepsANul()
    {
        const QString text = u8("a") + QChar(0) + u8("b");
        rewrite({{u8("body"), text}});
        a->sync(server);
        QCOMPARE(a->note(id).raw.value(field::kBody).toString(), text);
        QVERIFY(!a->note(id).body.contains(QChar(0)));
    }

private:
    /// A child of what the server has, without a word about who wrote it.
    void rewrite(const QJsonObject &body)
    {
        const RevId parent = server.tree(id).liveLeaves().first();
        const RevId rev{parent.generation + 1, "f0000000000000000000000000000000"};
        server.put({id, rev, QList<RevId>{rev} + server.tree(id).path(parent), false, body});
    }

    std::unique_ptr<ReplicaPeer> a, b;
    TreeServer server;
    QString id;
};

QTEST_GUILESS_MAIN(TestForeignPrograms)
#include "tst_foreignprograms.moc"
