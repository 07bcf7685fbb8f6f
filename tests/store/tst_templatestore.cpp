// SPDX-License-Identifier: GPL-3.0-or-later
#include "canonicaljson.h"
#include "document.h"
#include "documentkind.h"
#include "replicapeer.h"
#include "store/history/versionstore.h"
#include "store/notes/templatestore.h"
#include "storecheck.h"
#include "storeinsides.h"

#include <QSignalSpy>
#include <QtTest>

using namespace cairn;

namespace {

const QString kText = QStringLiteral("Site:\n\nPressure:\n\nSigned:");

} // namespace

/// Templates, and by them what a kind of document gets from its row in the table of kinds alone.
class TestTemplateStore : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void isWrittenAndRead();
    void refusesWhatCannotBeKept();
    void isNoNote();
    void goesToOtherDevices();
    void mergesAsTextsDo();
    void whatDoesNotMergeStaysTwice();
    void aRemovedOneLeavesItsText();
    void anEditOutlivesARemoval();
    void whatABodyCallsItselfDoesNotCount();
    void anEarlierVersionDidNotKnowIt();
    void kindsOfNewerVersionsSurvive();

private:
    void syncAll(int rounds = 3);
    QString shared();
    QStringList bodies(ReplicaPeer &peer);

    std::unique_ptr<ReplicaPeer> a, b;
    TreeServer server;
};

void TestTemplateStore::init()
{
    a = std::make_unique<ReplicaPeer>(1, QStringLiteral("Laptop"));
    b = std::make_unique<ReplicaPeer>(2, QStringLiteral("Tablet"));
    b->store.clock.advance(60'000);
    server.clear();
}

/// In the end the devices agree, one more sync writes nothing, and the books of both are right.
void TestTemplateStore::cleanup()
{
    syncAll();
    const qint64 sequence = server.sequence();
    syncAll(1);
    QCOMPARE(server.sequence(), sequence);
    QCOMPARE(bodies(*a), bodies(*b));
    QCOMPARE(storeProblems(databaseOf(*a->store)), QStringList());
    QCOMPARE(storeProblems(databaseOf(*b->store)), QStringList());
}

void TestTemplateStore::syncAll(int rounds)
{
    for (int i = 0; i < rounds; ++i) {
        a->sync(server);
        b->sync(server);
    }
}

QString TestTemplateStore::shared()
{
    const QString id = must(a->store->templates().add(QStringLiteral("Inspection"), kText));
    syncAll();
    return id;
}

QStringList TestTemplateStore::bodies(ReplicaPeer &peer)
{
    QStringList texts;
    const QList<NoteTemplate> all = must(peer.store->templates().list());
    for (const NoteTemplate &one : all)
        texts.append(one.id + u'|' + one.title + u'|' + one.body);
    texts.sort();
    return texts;
}

void TestTemplateStore::isWrittenAndRead()
{
    TemplateStore &templates = a->store->templates();
    QSignalSpy changed(&*a->store, &Store::changed);
    const QString second = must(templates.add(QStringLiteral(" Round 10 "), QStringLiteral("x")));
    const QString first = must(templates.add(QStringLiteral("Round 2"), kText));
    QCOMPARE(changed.size(), 2);
    QVERIFY(changed.at(0).at(0).value<ChangeSet>().templates);
    QCOMPARE(kindOfId(first).name, kTemplateType);
    const QList<NoteTemplate> all = must(templates.list());
    QCOMPARE(int(all.size()), 2);
    QCOMPARE(all.at(0).title, QStringLiteral("Round 2")); // numbers as numbers
    QCOMPARE(all.at(0).body, kText);
    QCOMPARE(all.at(1).title, QStringLiteral("Round 10"));

    must(templates.edit(second, QStringLiteral("Daily"), std::nullopt));
    QCOMPARE(must(templates.find(second)).title, QStringLiteral("Daily"));
    QCOMPARE(must(templates.find(second)).body, QStringLiteral("x"));
    changed.clear();
    must(templates.edit(second, QStringLiteral("Daily"), QStringLiteral("x")));
    QCOMPARE(changed.size(), 0); // nothing is another

    must(templates.remove(second));
    QCOMPARE(int(must(templates.list()).size()), 1);
    QCOMPARE(templates.find(second).error().kind, ErrorKind::NotFound);
}

void TestTemplateStore::refusesWhatCannotBeKept()
{
    TemplateStore &templates = a->store->templates();
    const QString id = must(templates.add(QStringLiteral("Meeting"), kText));
    QCOMPARE(templates.add(QStringLiteral(" \n"), kText).error().kind, ErrorKind::Invalid);
    QCOMPARE(templates.edit(id, QString(), std::nullopt).error().kind, ErrorKind::Invalid);
    QCOMPARE(
        templates.edit(id, std::nullopt, QString(QChar(0xd800))).error().kind, ErrorKind::Invalid);
    QCOMPARE(must(templates.find(id)).body, kText);

    const QString note = a->addNote(QStringLiteral("Note"), kText);
    QCOMPARE(templates.find(note).error().kind, ErrorKind::NotFound);
    QCOMPARE(
        templates.edit(note, QStringLiteral("x"), std::nullopt).error().kind, ErrorKind::NotFound);
    QCOMPARE(templates.remove(note).error().kind, ErrorKind::NotFound);
    QCOMPARE(a->note(note).title, QStringLiteral("Note"));
}

void TestTemplateStore::isNoNote()
{
    const QString id = must(a->store->templates().add(QStringLiteral("Handover"), kText));
    QCOMPARE(must(a->store->tallies()).notes, 0);
    QCOMPARE(a->store->notes().note(id).error().kind, ErrorKind::NotFound);
    const QList<OutboxItem> waiting = must(a->store->outbox().list());
    const auto row = std::find_if(waiting.cbegin(), waiting.cend(), [&id](const OutboxItem &item) {
        return item.documentId == id;
    });
    QVERIFY(row != waiting.cend());
    QCOMPARE(row->title, QStringLiteral("Handover"));
    QCOMPARE(row->priority, kindOfId(id).priority);
}

void TestTemplateStore::goesToOtherDevices()
{
    const QString id = shared();
    QCOMPARE(must(b->store->templates().find(id)).body, kText);
    must(b->store->templates().edit(id, QStringLiteral("Inspection 2"), std::nullopt));
    syncAll();
    QCOMPARE(must(a->store->templates().find(id)).title, QStringLiteral("Inspection 2"));
}

void TestTemplateStore::mergesAsTextsDo()
{
    const QString id = shared();
    must(a->store->templates().edit(
        id, std::nullopt, QString(kText).replace(QLatin1String("Site:"), QLatin1String("Place:"))));
    must(b->store->templates().edit(
        id, std::nullopt,
        QString(kText).replace(QLatin1String("Signed:"), QLatin1String("Signature:"))));
    syncAll();
    QCOMPARE(
        must(a->store->templates().find(id)).body,
        QStringLiteral("Place:\n\nPressure:\n\nSignature:"));
    QCOMPARE(int(must(a->store->templates().list()).size()), 1);
}

void TestTemplateStore::whatDoesNotMergeStaysTwice()
{
    const QString id = shared();
    must(
        a->store->templates().edit(id, std::nullopt, QStringLiteral("All in one from the laptop")));
    must(b->store->templates().edit(id, std::nullopt, QStringLiteral("Otherwise, by the tablet")));
    syncAll();
    const QStringList here = bodies(*a);
    QCOMPARE(int(here.size()), 2);
    QCOMPARE(bodies(*b), here);
    QVERIFY(here.join(u' ').contains(QLatin1String("from the laptop")));
    QVERIFY(here.join(u' ').contains(QLatin1String("by the tablet")));
    QCOMPARE(must(a->store->tallies()).conflicts, 0); // nobody is asked
}

void TestTemplateStore::aRemovedOneLeavesItsText()
{
    const QString id = shared();
    must(b->store->templates().remove(id));
    syncAll();
    QVERIFY(must(a->store->templates().list()).isEmpty());
    Statement kept = databaseOf(*a->store).statement(
        QStringLiteral("SELECT cairn_member(v.body, 'body') FROM version v JOIN document d"
                       " ON d.key = v.document WHERE d.id = :id"));
    must(kept.bind(":id", id).run());
    QVERIFY(kept.next());
    QCOMPARE(kept.text(0), kText);
}

void TestTemplateStore::anEditOutlivesARemoval()
{
    const QString id = shared();
    must(a->store->templates().edit(id, std::nullopt, QStringLiteral("A better one")));
    must(b->store->templates().remove(id));
    syncAll();
    QCOMPARE(must(b->store->templates().find(id)).body, QStringLiteral("A better one"));
}

void TestTemplateStore::whatABodyCallsItselfDoesNotCount()
{
    const QString id = shared();
    const RevId shown = *server.tree(id).winner();
    QJsonObject body = server.body(id, shown);
    body.insert(field::kType, kNoteType.toString());
    body.insert(field::kBody, QStringLiteral("By another program"));
    const RevId next{shown.generation + 1, QByteArray(32, 'b')};
    server.put({id, next, {next, shown}, false, body});
    syncAll();
    QCOMPARE(must(a->store->templates().find(id)).body, QStringLiteral("By another program"));
    QCOMPARE(must(a->store->tallies()).notes, 0);
}

/// Stored without a kind, as it was before there were templates; the migration notes that.
void TestTemplateStore::anEarlierVersionDidNotKnowIt()
{
    const QString id = shared();
    Database &database = databaseOf(*a->store);
    must(database.execute(QStringLiteral("UPDATE document SET type = '' WHERE type = 'template'")));
    must(database.execute(
        QStringLiteral("INSERT INTO document (id, type) VALUES ('sketch:1', '')")));
    QVERIFY(must(a->store->templates().list()).isEmpty());
    must(database.execute(QStringLiteral("DROP INDEX document_template")));
    must(backToMigration13(database));
    must(database.execute(QStringLiteral("PRAGMA user_version = 12")));
    a->store.reopen();
    QCOMPARE(must(a->store->templates().find(id)).body, kText);
    QCOMPARE(int(must(a->store->templates().list()).size()), 1);
    must(databaseOf(*a->store).execute(
        QStringLiteral("DELETE FROM document WHERE id = 'sketch:1'")));
}

/// What a kind is that we do not know is not ours to say: both versions stay, and travel on.
void TestTemplateStore::kindsOfNewerVersionsSurvive()
{
    const QString id = QStringLiteral("sketch:01HZZZZZZZZZZZZZZZZZZZZZZZ");
    const RevId first{1, QByteArray(32, 'a')};
    const RevId left{2, QByteArray(32, 'b')};
    const RevId right{2, QByteArray(32, 'c')};
    const auto body = [](const QString &lines) {
        return QJsonObject{
            {QStringLiteral("type"), QStringLiteral("sketch")}, {QStringLiteral("lines"), lines}};
    };
    server.put({id, first, {first}, false, body(QStringLiteral("0"))});
    server.put({id, left, {left, first}, false, body(QStringLiteral("1"))});
    server.put({id, right, {right, first}, false, body(QStringLiteral("2"))});
    syncAll();
    QCOMPARE(server.tree(id).liveLeaves().size(), 2);
    QCOMPARE(must(a->store->tallies()).notes, 0);
    // The server begins anew, and has from us what it had.
    server.clear();
    must(a->store->replica().forgetServer());
    syncAll();
    QCOMPARE(server.body(id, left), body(QStringLiteral("1")));
    QCOMPARE(server.body(id, right), body(QStringLiteral("2")));
}

QTEST_GUILESS_MAIN(TestTemplateStore)
#include "tst_templatestore.moc"
