// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "outboxitem.h"
#include "random.h"
#include "store/conflict/removalguard.h"
#include "store/conflict/typeddraft.h"
#include "store/history/versionstore.h"
#include "store/projection/projector.h"
#include "store/replica/outboxkeeper.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"
#include "storecheck.h"
#include "testclock.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;

namespace {

const char kId[] = "note:01ARZ3NDEKTSV4RRFFQ69G5FAV";

QJsonObject noteBody(const QString &title, const QString &body = {})
{
    return {
        {QStringLiteral("type"), QStringLiteral("note")},
        {QStringLiteral("schema"), 1},
        {QStringLiteral("title"), title},
        {QStringLiteral("body"), body},
        {QStringLiteral("created_at"), qint64(1'700'000'000'000)},
        {QStringLiteral("updated_at"), qint64(1'700'000'000'000)}};
}

QJsonObject with(QJsonObject object, const char *name, const QJsonValue &value)
{
    object.insert(QLatin1String(name), value);
    return object;
}

/// A database with its document store, and one transaction per operation.
struct Fixture {
    Fixture()
        : database(std::move(Database::open(folder.filePath(QStringLiteral("s.sqlite"))).value()))
        , meta(*database)
        , documents(*database, clock, meta)
        , context{*database, documents, meta, clock, random, ChangeSet::Origin::Person, {}, {}}
        , projector(*database)
        , outbox(*database, clock)
        , versions(context)
        , review(context)
        , missing(*database)
    {
        documents.follow({&projector, &outbox, &versions, &review, &missing});
    }

    /// Loads or creates the document, changes it, settles, commits.
    template <typename F> ChangeSet change(const QString &id, F change)
    {
        ChangeSet changes;
        Transaction transaction(*database);
        check(transaction.begin());
        StoredDocument document = loadOrCreate(id);
        change(document);
        check(documents.settle(document, changes));
        check(transaction.commit());
        return changes;
    }
    RevId write(const QString &id, const QJsonObject &body, bool deleted = false)
    {
        RevId rev;
        change(id, [&](StoredDocument &document) {
            rev = check(documents.writeLocal(document, document.displayed, deleted, body));
        });
        return rev;
    }
    bool receive(const DocumentRevision &revision)
    {
        bool isNew = false;
        change(revision.id, [&](StoredDocument &document) {
            isNew = check(documents.writeRemote(document, revision));
        });
        return isNew;
    }
    StoredDocument load(const QString &id) { return *check(documents.load(id)); }
    StoredDocument loadOrCreate(const QString &id)
    {
        auto loaded = check(documents.load(id));
        return loaded ? *loaded : check(documents.create(id));
    }
    qint64 number(const QString &sql)
    {
        Statement query = database->statement(sql);
        check(query.run());
        return query.next() ? query.integer(0) : -1;
    }
    QString text(const QString &sql)
    {
        Statement query = database->statement(sql);
        check(query.run());
        return query.next() ? query.text(0) : QString();
    }
    template <typename T> static T check(Result<T> result)
    {
        if (!result)
            qFatal(
                "%s (%s)", qPrintable(result.error().message), qPrintable(result.error().context));
        if constexpr (!std::is_void_v<T>)
            return std::move(result).value();
    }

    QTemporaryDir folder;
    TestClock clock;
    SeededRandom random{1};
    std::unique_ptr<Database> database;
    MetaStore meta;
    DocumentStore documents;
    StoreContext context;
    Projector projector;
    OutboxKeeper outbox;
    VersionStore versions;
    TypedReview review;
    MissingNotes missing;
};

/// A revision as another device would have made it.
DocumentRevision remote(
    const QString &id, const QList<RevId> &ancestors, const QJsonObject &body, bool deleted = false)
{
    const std::optional<RevId> parent =
        ancestors.isEmpty() ? std::nullopt : std::optional(ancestors.first());
    const RevId rev = makeRevId(parent, deleted, body);
    return {id, rev, QList<RevId>{rev} + ancestors, deleted, body};
}

} // namespace

class TestDocumentStore : public QObject {
    Q_OBJECT

private slots:
    void init() { m = std::make_unique<Fixture>(); }
    void cleanup()
    {
        QCOMPARE(storeProblems(*m->database), QStringList());
        m.reset();
    }
    void checkSeesWhatIsOutOfStep();
    void unsentEditsAreSquashed();
    void attemptedEditIsNotSquashed();
    void mergeIsNotSquashed();
    void unsentDeletionSquashes();
    void displayedLeafStays();
    void displayedFollowsDescendant();
    void displayedFollowsMerge();
    void conflictWaitsForReconciler();
    void knownRevisionIsOnlyAcknowledged();
    void skippedGenerationsExtendTheLeaf();
    void outboxRowComesAndGoes();
    void outboxKeepsItsPlace();
    void deadLetterRevivesOnEdit();
    void noteDependsOnItsNotebook();
    void acknowledgeWhileEdited();
    void historyOfSquashedEdits();
    void historyOfReceivedAndSent();
    void baseStaysReadable();
    void dropLeafShowsServerVersion();
    void discardedBeforeSentStaysInHistory();
    void longTreesAreStemmed();
    void removeForgetsEverything();
    void attributeChangeKeepsUpdateOrder();
    void twinNotebookTakesNotes();
    void malformedBodies_data();
    void malformedBodies();
    void hugeTitleIsCutForDisplay();
    void foreignDocumentIsKept();
    void staysNote();
    void randomOperations_data();
    void randomOperations();

private:
    const QString id = QString::fromLatin1(kId);
    std::unique_ptr<Fixture> m;
};

/// The recount that ends every test here must not be blind.
void TestDocumentStore::checkSeesWhatIsOutOfStep()
{
    m->write(id, with(noteBody(QStringLiteral("a")), "tags", QJsonArray{QStringLiteral("x")}));
    for (const char *harm :
         {"UPDATE tally SET notes = 7 WHERE kind = 'tag'", "UPDATE revision SET leaf = 0",
          "UPDATE note SET conflict = 1", "DELETE FROM note_tag", "DELETE FROM outbox",
          "DELETE FROM note", "INSERT INTO note_text (note_text) VALUES ('delete-all')"}) {
        Transaction givenUp(*m->database);
        Fixture::check(givenUp.begin());
        Fixture::check(m->database->execute(QString::fromLatin1(harm)));
        QVERIFY2(!storeProblems(*m->database).isEmpty(), harm);
    }
}

void TestDocumentStore::unsentEditsAreSquashed()
{
    RevId last;
    for (int i = 0; i < 50; ++i)
        last = m->write(id, noteBody(QString::number(i)));
    const StoredDocument document = m->load(id);
    QCOMPARE(document.states.size(), 1);
    QCOMPARE(last.generation, 1);
    QCOMPARE(last, makeRevId(std::nullopt, false, noteBody(QStringLiteral("49"))));
    QCOMPARE(document.displayed, std::optional(last));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note WHERE title = '49'")), 1);
}

void TestDocumentStore::attemptedEditIsNotSquashed()
{
    const RevId first = m->write(id, noteBody(QStringLiteral("a")));
    m->change(id, [&](StoredDocument &document) {
        Fixture::check(m->documents.beginSending(document.key, {first}));
    });
    const RevId second = m->write(id, noteBody(QStringLiteral("b")));
    const RevId third = m->write(id, noteBody(QStringLiteral("c")));
    const StoredDocument document = m->load(id);
    QCOMPARE(document.tree.path(third), (QList<RevId>{third, first}));
    QVERIFY(!document.tree.contains(second));
    QCOMPARE(m->versions.body(id, first)->value(u"title").toString(), QStringLiteral("a"));
}

void TestDocumentStore::mergeIsNotSquashed()
{
    const RevId first = m->write(id, noteBody(QStringLiteral("a")));
    m->change(id, [&](StoredDocument &document) {
        Fixture::check(m->documents.acknowledge(document, {first}));
    });
    const auto other = remote(id, {first}, noteBody(QStringLiteral("theirs")));
    const RevId mine = m->write(id, noteBody(QStringLiteral("mine")));
    m->receive(other);
    const QJsonObject mergedBody =
        with(noteBody(QStringLiteral("both")), "merged", QJsonArray{other.rev.toString()});
    const RevId merged = m->write(id, mergedBody); // a merge on top of an unsent leaf is its child
    QCOMPARE(m->load(id).tree.node(merged)->parent, std::optional(mine));
    const RevId edit =
        m->write(id, noteBody(QStringLiteral("later"))); // and is not rewritten itself
    QCOMPARE(m->load(id).tree.node(edit)->parent, std::optional(merged));
}

void TestDocumentStore::unsentDeletionSquashes()
{
    m->write(id, noteBody(QStringLiteral("a")));
    const RevId gone = m->write(id, QJsonObject(), true);
    QCOMPARE(gone.generation, 1);
    QCOMPARE(m->load(id).states.size(), 1);
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note")), 0);
    QCOMPARE(m->text(QStringLiteral("SELECT operation FROM outbox")), QStringLiteral("delete"));
    m->write(id, noteBody(QStringLiteral("back")));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note")), 1);
    QCOMPARE(m->text(QStringLiteral("SELECT operation FROM outbox")), QStringLiteral("create"));
}

void TestDocumentStore::displayedLeafStays()
{
    const auto base = remote(id, {}, noteBody(QStringLiteral("base")));
    m->receive(base);
    const RevId mine = m->write(id, noteBody(QStringLiteral("mine")));
    auto a = remote(id, {base.rev}, noteBody(QStringLiteral("a")));
    auto b = remote(id, a.path, noteBody(QStringLiteral("b"))); // a higher generation: the winner
    m->receive(b);
    const StoredDocument document = m->load(id);
    QCOMPARE(document.tree.winner(), std::optional(b.rev));
    QCOMPARE(document.displayed, std::optional(mine));
    QCOMPARE(m->text(QStringLiteral("SELECT title FROM note")), QStringLiteral("mine"));
}

void TestDocumentStore::displayedFollowsDescendant()
{
    const auto base = remote(id, {}, noteBody(QStringLiteral("base")));
    m->receive(base);
    const auto child = remote(id, base.path, noteBody(QStringLiteral("child")));
    QVERIFY(m->receive(child));
    QCOMPARE(m->load(id).displayed, std::optional(child.rev));
    const auto gone = remote(id, child.path, {}, true);
    QVERIFY(m->receive(gone));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note")), 0);
}

void TestDocumentStore::displayedFollowsMerge()
{
    const auto base = remote(id, {}, noteBody(QStringLiteral("base")));
    m->receive(base);
    const RevId mine = m->write(id, noteBody(QStringLiteral("mine")));
    const auto theirs = remote(id, base.path, noteBody(QStringLiteral("theirs")));
    m->receive(theirs);
    RevId merged;
    m->change(id, [&](StoredDocument &document) {
        const QJsonObject body =
            with(noteBody(QStringLiteral("both")), "merged", QJsonArray{mine.toString()});
        merged = Fixture::check(m->documents.writeChild(document, theirs.rev, false, body));
        Fixture::check(m->documents.writeChild(document, mine, true, closedLeafBody(kNoteType)));
    });
    QCOMPARE(m->load(id).displayed, std::optional(merged));
    QCOMPARE(m->text(QStringLiteral("SELECT title FROM note")), QStringLiteral("both"));
    QVERIFY(m->versions.body(id, mine));
    QVERIFY(m->versions.body(id, theirs.rev));
}

void TestDocumentStore::conflictWaitsForReconciler()
{
    const auto base = remote(id, {}, noteBody(QStringLiteral("base")));
    m->receive(base);
    m->write(id, noteBody(QStringLiteral("mine")));
    m->receive(remote(id, base.path, noteBody(QStringLiteral("theirs"))));
    QVERIFY(m->load(id).reconcile);
    QCOMPARE(m->number(QStringLiteral("SELECT conflict FROM note")), 0);
    const ChangeSet opened = m->change(id, [&](StoredDocument &document) {
        Fixture::check(m->documents.setReconcile(document, false));
    });
    QVERIFY(opened.conflicts);
    QCOMPARE(m->number(QStringLiteral("SELECT conflict FROM note")), 1);
    m->write(id, noteBody(QStringLiteral("mine, edited"))); // an edit leaves the conflict open
    QCOMPARE(m->number(QStringLiteral("SELECT conflict FROM note")), 1);
    m->receive(remote(id, base.path, noteBody(QStringLiteral("third")))); // so does a third version
    QCOMPARE(m->number(QStringLiteral("SELECT conflict FROM note")), 1);
    QVERIFY(m->load(id).reconcile);
}

void TestDocumentStore::knownRevisionIsOnlyAcknowledged()
{
    const RevId first = m->write(id, noteBody(QStringLiteral("a")));
    QVERIFY(!m->receive({id, first, {first}, false, noteBody(QStringLiteral("a"))}));
    QVERIFY(m->load(id).states.value(first).acknowledged);
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM outbox")), 0);
}

void TestDocumentStore::skippedGenerationsExtendTheLeaf()
{
    const auto base = remote(id, {}, noteBody(QStringLiteral("base")));
    m->receive(base);
    const RevId later{7, QByteArray(32, 'a')};
    QVERIFY(m->receive({id, later, {later, base.rev}, false, noteBody(QStringLiteral("later"))}));
    const StoredDocument document = m->load(id);
    QCOMPARE(document.tree.leaves(), QList<RevId>{later});
    // The generations between arrive later, from a device that knows them.
    const RevId between{6, QByteArray(32, 'b')};
    const RevId fork{7, QByteArray(32, 'c')};
    QVERIFY(
        m->receive({id, fork, {fork, between, base.rev}, false, noteBody(QStringLiteral("fork"))}));
    QCOMPARE(m->load(id).tree.liveLeaves().size(), 2);
}

void TestDocumentStore::outboxRowComesAndGoes()
{
    const RevId first = m->write(id, with(noteBody(QStringLiteral("a")), "emergency", true));
    QCOMPARE(m->text(QStringLiteral("SELECT operation FROM outbox")), QStringLiteral("create"));
    QCOMPARE(m->number(QStringLiteral("SELECT priority FROM outbox")), kEmergencyPriority);
    QCOMPARE(m->number(QStringLiteral("SELECT max_attempts FROM outbox")), kMaxAttemptsEmergency);
    const ChangeSet sent = m->change(id, [&](StoredDocument &document) {
        Fixture::check(m->documents.acknowledge(document, {first}));
    });
    QVERIFY(sent.outbox && sent.tallies && !sent.notes.isEmpty());
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM outbox")), 0);
    m->write(id, noteBody(QStringLiteral("b")));
    QCOMPARE(m->text(QStringLiteral("SELECT operation FROM outbox")), QStringLiteral("update"));
    QCOMPARE(m->number(QStringLiteral("SELECT priority FROM outbox")), 0);
    m->write(
        QStringLiteral("notebook:1"),
        {{QStringLiteral("type"), QStringLiteral("notebook")},
         {QStringLiteral("name"), QStringLiteral("N")}});
    QCOMPARE(m->number(QStringLiteral("SELECT max(priority) FROM outbox")), kNotebookPriority);
}

void TestDocumentStore::outboxKeepsItsPlace()
{
    m->write(id, noteBody(QStringLiteral("a")));
    const qint64 enqueued = m->number(QStringLiteral("SELECT enqueued_at FROM outbox"));
    m->clock.advance(1'000);
    m->write(id, noteBody(QStringLiteral("b")));
    QCOMPARE(m->number(QStringLiteral("SELECT enqueued_at FROM outbox")), enqueued);
}

void TestDocumentStore::deadLetterRevivesOnEdit()
{
    const RevId first = m->write(id, noteBody(QStringLiteral("a")));
    Fixture::check(m->database->execute(QStringLiteral(
        "UPDATE outbox SET dead = 1, attempts = 5, error_kind = 4, error_code = 413")));
    QCOMPARE(m->number(QStringLiteral("SELECT notes FROM tally WHERE kind = 'dead'")), 1);
    QCOMPARE(m->number(QStringLiteral("SELECT notes FROM tally WHERE kind = 'pending'")), 0);
    m->change(id, [&](StoredDocument &document) { // nothing new to send
        Fixture::check(m->documents.beginSending(document.key, {first}));
    });
    QCOMPARE(m->number(QStringLiteral("SELECT dead FROM outbox")), 1);
    m->write(id, noteBody(QStringLiteral("shorter")));
    QCOMPARE(m->number(QStringLiteral("SELECT dead + attempts FROM outbox")), 0);
    QCOMPARE(m->number(QStringLiteral("SELECT notes FROM tally WHERE kind = 'dead'")), 0);
}

void TestDocumentStore::noteDependsOnItsNotebook()
{
    const QString notebook = QStringLiteral("notebook:1");
    const RevId rev = m->write(
        notebook,
        {{QStringLiteral("type"), QStringLiteral("notebook")},
         {QStringLiteral("name"), QStringLiteral("N")}});
    m->write(id, with(noteBody(QStringLiteral("a")), "notebook", notebook));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM outbox_dependency")), 1);
    m->change(notebook, [&](StoredDocument &document) {
        Fixture::check(m->documents.acknowledge(document, {rev}));
    });
    m->write(id, with(noteBody(QStringLiteral("b")), "notebook", notebook));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM outbox_dependency")), 0);
}

void TestDocumentStore::acknowledgeWhileEdited()
{
    const RevId first = m->write(id, noteBody(QStringLiteral("a")));
    m->change(id, [&](StoredDocument &document) {
        Fixture::check(m->documents.beginSending(document.key, {first}));
    });
    const RevId second = m->write(id, noteBody(QStringLiteral("b")));
    m->change(id, [&](StoredDocument &document) {
        Fixture::check(m->documents.acknowledge(document, {first}));
    });
    QCOMPARE(m->text(QStringLiteral("SELECT operation FROM outbox")), QStringLiteral("update"));
    QCOMPARE(m->load(id).displayed, std::optional(second));
}

void TestDocumentStore::historyOfSquashedEdits()
{
    const auto versions = [this] {
        return m->number(QStringLiteral("SELECT count(*) FROM version"));
    };
    const auto body = [this](const QString &title) {
        return with(noteBody(title), "updated_at", m->clock.nowMs());
    };
    m->write(id, body(QStringLiteral("0")));
    m->clock.advance(60'000);
    m->write(id, body(QStringLiteral("1")));
    QCOMPARE(versions(), 0);
    m->clock.advance(10 * 60'000);
    m->write(id, body(QStringLiteral("2"))); // the first one has stood for more than ten minutes
    QCOMPARE(versions(), 1);
    m->clock.advance(60'000);
    m->write(id, body(QStringLiteral("3")));
    m->clock.advance(11 * 60'000);
    m->write(id, body(QStringLiteral("4")));
    QVERIFY(versions() >= 2);
    const int before = int(versions());
    m->clock.advance(1'000);
    m->write(id, body(QStringLiteral("5")));
    m->clock.advance(1'000);
    m->write(id, body(QStringLiteral("6")));
    QVERIFY(versions() <= before + 1);
}

void TestDocumentStore::historyOfReceivedAndSent()
{
    const auto base = remote(id, {}, noteBody(QStringLiteral("base")));
    m->receive(base);
    QCOMPARE(m->versions.history(id)->first().kind, QStringLiteral("received"));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM version")), 0); // no second copy
    const RevId mine = m->write(id, noteBody(QStringLiteral("mine")));
    QCOMPARE(m->versions.history(id)->size(), 2);
    QCOMPARE(m->text(QStringLiteral("SELECT kind FROM version")), QStringLiteral("received"));
    m->change(id, [&](StoredDocument &document) {
        Fixture::check(m->documents.beginSending(document.key, {mine}));
        Fixture::check(m->documents.acknowledge(document, {mine}));
    });
    QCOMPARE(m->versions.history(id)->first().kind, QStringLiteral("written"));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM version")), 1);
    m->receive(remote(id, {mine, base.rev}, noteBody(QStringLiteral("theirs"))));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM version WHERE kind = 'written'")), 1);
    QCOMPARE(m->versions.history(id)->size(), 3);
}

void TestDocumentStore::baseStaysReadable()
{
    QList<RevId> path;
    for (int i = 0; i < 5; ++i) {
        const auto next = remote(id, path, noteBody(QString::number(i)));
        m->receive(next);
        path = next.path;
    }
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM revision WHERE body IS NOT NULL")), 2);
    const RevId old = path.at(3); // a device that was away for long extends this one
    m->write(id, noteBody(QStringLiteral("mine")));
    const auto late = remote(id, path.sliced(3), noteBody(QStringLiteral("late")));
    m->receive(late);
    const StoredDocument document = m->load(id);
    const auto base =
        document.tree.mergeBase(*document.displayed, late.rev, [&document](const RevId &rev) {
            return document.states.value(rev).hasBody;
        });
    QCOMPARE(base, std::optional(old));
    QCOMPARE(m->documents.body(document, old)->value(u"title").toString(), QStringLiteral("1"));
}

void TestDocumentStore::dropLeafShowsServerVersion()
{
    const auto base = remote(id, {}, noteBody(QStringLiteral("base")));
    m->receive(base);
    const RevId mine = m->write(id, noteBody(QStringLiteral("mine")));
    m->change(id, [&](StoredDocument &document) {
        QVERIFY(!m->documents.dropLeaf(document, base.rev));
        Fixture::check(m->documents.dropLeaf(document, mine));
    });
    QCOMPARE(m->text(QStringLiteral("SELECT title FROM note")), QStringLiteral("base"));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM outbox")), 0);
    QCOMPARE(m->versions.body(id, mine)->value(u"title").toString(), QStringLiteral("mine"));
}

void TestDocumentStore::discardedBeforeSentStaysInHistory()
{
    const RevId mine = m->write(id, noteBody(QStringLiteral("mine")));
    m->change(id, [&](StoredDocument &document) {
        Fixture::check(m->documents.dropLeaf(document, mine));
    });
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note")), 0);
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM outbox")), 0);
    QCOMPARE(m->versions.body(id, mine)->value(u"title").toString(), QStringLiteral("mine"));
    QVERIFY(m->load(id).tree.isEmpty());
    m->write(id, noteBody(QStringLiteral("again")));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note")), 1);
}

void TestDocumentStore::longTreesAreStemmed()
{
    QList<RevId> path;
    DocumentRevision last;
    constexpr int kRevisions = 1'250;
    m->change(id, [&](StoredDocument &document) {
        for (int i = 0; i < kRevisions; ++i) {
            last = remote(id, path.mid(0, 1), noteBody(QString::number(i)));
            Fixture::check(m->documents.writeRemote(document, last));
            path.prepend(last.rev);
        }
    });
    const StoredDocument document = m->load(id);
    QCOMPARE(document.states.size(), 1'000);
    QCOMPARE(document.tree.leaves(), QList<RevId>{last.rev});
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM version")), kRevisions - 1);
    m->write(id, noteBody(QStringLiteral("mine")));
    QCOMPARE(m->text(QStringLiteral("SELECT operation FROM outbox")), QStringLiteral("update"));
}

void TestDocumentStore::removeForgetsEverything()
{
    m->write(
        id,
        with(
            noteBody(QStringLiteral("a"), QStringLiteral("- [ ] do")), "tags",
            QJsonArray{QStringLiteral("x")}));
    m->change(QStringLiteral("note:other"), [&](StoredDocument &document) {
        Fixture::check(
            m->documents.writeLocal(document, std::nullopt, false, noteBody(QStringLiteral("o"))));
    });
    ChangeSet changes;
    Transaction transaction(*m->database);
    Fixture::check(transaction.begin());
    StoredDocument document = m->load(id);
    Fixture::check(m->documents.remove(document, changes));
    Fixture::check(transaction.commit());
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM document")), 1);
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM tally WHERE kind = 'tag'")), 0);
}

void TestDocumentStore::attributeChangeKeepsUpdateOrder()
{
    m->write(id, noteBody(QStringLiteral("a"), QStringLiteral("text")));
    m->write(QStringLiteral("note:b"), noteBody(QStringLiteral("b")));
    const auto newest = [this] {
        return m->text(QStringLiteral("SELECT title FROM note ORDER BY rowid DESC LIMIT 1"));
    };
    QCOMPARE(newest(), QStringLiteral("b"));
    m->write(id, with(noteBody(QStringLiteral("a"), QStringLiteral("text")), "pinned", true));
    QCOMPARE(newest(), QStringLiteral("b"));
    m->write(id, noteBody(QStringLiteral("a"), QStringLiteral("other text")));
    QCOMPARE(newest(), QStringLiteral("a"));
    QCOMPARE(
        m->number(QStringLiteral("SELECT count(*) FROM note_text WHERE note_text MATCH 'other'")),
        1);
}

void TestDocumentStore::twinNotebookTakesNotes()
{
    const QString small = QStringLiteral("notebook:1");
    const QString large = QStringLiteral("notebook:2");
    const QJsonObject notebook{
        {QStringLiteral("type"), QStringLiteral("notebook")},
        {QStringLiteral("name"), QStringLiteral("N")}};
    m->write(small, notebook);
    m->write(large, notebook);
    m->write(id, with(noteBody(QStringLiteral("a")), "notebook", large));
    m->write(large, with(notebook, "merged_into", small));
    QCOMPARE(m->text(QStringLiteral("SELECT notebook FROM note")), small);
    m->write(QStringLiteral("note:b"), with(noteBody(QStringLiteral("b")), "notebook", large));
    QCOMPARE(
        m->number(QStringLiteral(
            "SELECT notes FROM tally WHERE kind = 'notebook' AND name = 'notebook:1'")),
        2);
    m->write(small, with(notebook, "merged_into", large)); // nonsense, but it must end
    m->write(id, with(noteBody(QStringLiteral("c")), "notebook", large));
}

void TestDocumentStore::malformedBodies_data()
{
    QTest::addColumn<QJsonObject>("body");
    const QJsonObject good = noteBody(QStringLiteral("t"), QStringLiteral("b"));
    QTest::newRow("title is a number") << with(good, "title", 5);
    QTest::newRow("body is an array") << with(good, "body", QJsonArray{1, 2});
    QTest::newRow("tags is a string") << with(good, "tags", QStringLiteral("a,b"));
    QTest::newRow("tags of all kinds") << with(
        good, "tags",
        QJsonArray{
            1, QJsonValue(), QStringLiteral("ok"), QStringLiteral("ok"), QStringLiteral(" "),
            QJsonArray()});
    QTest::newRow("dates are strings")
        << with(with(good, "created_at", QStringLiteral("x")), "updated_at", 1e300);
    QTest::newRow("trashed is true") << with(good, "trashed_at", true);
    QTest::newRow("notebook is an object") << with(good, "notebook", QJsonObject());
    QTest::newRow("flags are strings")
        << with(with(good, "pinned", QStringLiteral("yes")), "emergency", 1);
    QTest::newRow("merged is nonsense") << with(good, "merged", QJsonArray{QStringLiteral("x"), 4});
    QTest::newRow("control characters")
        << with(good, "title", QString(QStringLiteral("a\n\tb")) + QChar(0));
    QTest::newRow("zero in the text")
        << with(good, "body", QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
    QTest::newRow("only a type") << QJsonObject{{QStringLiteral("type"), QStringLiteral("note")}};
    QTest::newRow("nothing") << QJsonObject();
}

void TestDocumentStore::malformedBodies()
{
    QFETCH(QJsonObject, body);
    const auto revision = remote(id, {}, body);
    QVERIFY(m->receive(revision));
    const StoredDocument document = m->load(id);
    QCOMPARE(*m->documents.body(document, revision.rev), body);
    if (!body.isEmpty())
        QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note")), 1);
    // The next good revision repairs what is shown.
    m->receive(remote(id, revision.path, noteBody(QStringLiteral("good"))));
    QCOMPARE(m->text(QStringLiteral("SELECT title FROM note")), QStringLiteral("good"));
}

void TestDocumentStore::hugeTitleIsCutForDisplay()
{
    const QString title = QString(5'000'000, QLatin1Char('x'));
    const auto revision = remote(id, {}, noteBody(title));
    m->receive(revision);
    QVERIFY(m->number(QStringLiteral("SELECT length(title) FROM note")) <= 1'000);
    QCOMPARE(
        m->documents.body(m->load(id), revision.rev)->value(u"title").toString().size(),
        title.size());
}

void TestDocumentStore::foreignDocumentIsKept()
{
    const QString foreign = QStringLiteral("mango");
    QList<RevId> path;
    for (int i = 0; i < 3; ++i) {
        const auto next = remote(foreign, path, {{QStringLiteral("anything"), i}});
        m->change(foreign, [&](StoredDocument &document) {
            document.type = kindOfId(foreign).name.toString();
            Fixture::check(m->documents.writeRemote(document, next));
        });
        path = next.path;
    }
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note")), 0);
    QCOMPARE(m->documents.body(m->load(foreign), path.first())->value(u"anything").toInt(), 2);
}

/// Whatever a body says of itself: what is named as a note is shown as one.
void TestDocumentStore::staysNote()
{
    const auto odd = remote(id, {}, {{QStringLiteral("type"), QStringLiteral("other")}});
    m->receive(odd);
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note")), 1);
    const auto note = remote(id, odd.path, noteBody(QStringLiteral("now")));
    m->receive(note);
    m->receive(remote(id, note.path, {{QStringLiteral("title"), QStringLiteral("no type")}}));
    QCOMPARE(m->number(QStringLiteral("SELECT count(*) FROM note WHERE title = 'no type'")), 1);
}

void TestDocumentStore::randomOperations_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 8; ++seed)
        QTest::addRow("%d", seed) << seed;
}

/// Any mix of edits, deletions, remote revisions, merges and acknowledgements leaves everything in
/// step.
void TestDocumentStore::randomOperations()
{
    QFETCH(int, seed);
    SeededRandom random{quint64(seed)};
    const auto pick = [&random](int bound) { return int(random.below(quint64(bound))); };
    const auto anyBody = [&] {
        QJsonObject body = noteBody(
            QStringLiteral("title %1").arg(pick(100)),
            QStringLiteral("text %1\n- [%2] task")
                .arg(pick(1'000))
                .arg(QLatin1Char(pick(2) ? 'x' : ' ')));
        QJsonArray tags;
        for (int i = pick(4); i > 0; --i)
            tags.append(QStringLiteral("tag%1").arg(pick(5)));
        body = with(body, "tags", tags);
        if (pick(3) == 0)
            body = with(body, "trashed_at", 5);
        if (pick(4) == 0)
            body = with(body, "emergency", true);
        if (pick(2) == 0)
            body = with(body, "notebook", QStringLiteral("notebook:%1").arg(pick(3)));
        return body;
    };
    for (int i = 0; i < 400; ++i) {
        const QString target = QStringLiteral("note:%1").arg(pick(6));
        m->clock.advance(pick(400'000));
        m->change(target, [&](StoredDocument &document) {
            QList<RevId> known = document.states.keys();
            std::sort(known.begin(), known.end());
            const QList<RevId> live = document.tree.liveLeaves();
            DocumentStore &documents = m->documents;
            switch (known.isEmpty() ? 0 : pick(7)) {
            case 0:
            case 1:
                Fixture::check(
                    documents.writeLocal(document, document.displayed, false, anyBody()));
                break;
            case 2:
                Fixture::check(documents.writeLocal(document, document.displayed, true, {}));
                break;
            case 3: {
                const RevId parent = known.at(pick(int(known.size())));
                Fixture::check(documents.writeRemote(
                    document, remote(target, document.tree.path(parent), anyBody(), pick(5) == 0)));
                break;
            }
            case 4:
                Fixture::check(documents.beginSending(document.key, {known.last()}));
                break;
            case 5: {
                const QList<RevId> some = known.mid(pick(int(known.size())), 1);
                Fixture::check(documents.acknowledge(document, some));
                break;
            }
            case 6:
                if (live.size() > 1) {
                    const QJsonObject body =
                        with(anyBody(), "merged", QJsonArray{live.at(1).toString()});
                    Fixture::check(documents.writeChild(document, live.at(0), false, body));
                    Fixture::check(documents.writeChild(
                        document, live.at(1), true, closedLeafBody(kNoteType)));
                } else {
                    Fixture::check(documents.setReconcile(document, false));
                }
                break;
            }
        });
        if (i % 50 == 49)
            QCOMPARE(storeProblems(*m->database), QStringList());
    }
}

QTEST_GUILESS_MAIN(TestDocumentStore)
#include "tst_documentstore.moc"
