// SPDX-License-Identifier: GPL-3.0-or-later
#include "damagedtext.h"
#include "document.h"
#include "exchange/markdownexporter.h"
#include "json.h"
#include "must.h"
#include "store/care/doctor.h"
#include "store/care/storecopy.h"
#include "store/conflict/conflictstore.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/replica/unreadstore.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "store/tree/metastore.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "storethreenotes.h"
#include "teststore.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <sqlite3.h>

using namespace cairn;

/// Each kind of damage is found under its name, and repaired from the revisions without losing a
/// word.
class TestDoctor : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m = std::make_unique<TestStore>();
        const ThreeNotes notes = writeThreeNotes(*m);
        m_first = notes.first;
        m_second = notes.second;
    }
    void cleanup() { m.reset(); }

    void healthyStoreIsHealthy()
    {
        const QList<DoctorCheck> checks = must((*m)->doctor().check());
        for (const DoctorCheck &check : checks)
            QVERIFY2(check.ok, qPrintable(check.name + QStringLiteral(": ") + check.detail));
        QCOMPARE(checks.size(), 10);
        QVERIFY(Doctor::isHealthy(checks));
    }

    /// What is odd but sound is not called damaged, and survives a repair.
    void oddButSound()
    {
        const QString marked =
            QString(QChar(QChar::ByteOrderMark)) + QStringLiteral("after a mark");
        NoteContent content;
        content.title = marked;
        content.body = marked;
        must((*m)->notes().create(content));
        // Never sent, edited over a long time, given up: it lives on in its history.
        content.title = QStringLiteral("Given up");
        content.body = QStringLiteral("at first");
        const QString gone = must((*m)->notes().create(content)).id;
        m->clock.advance(3'600'000);
        NotePatch patch;
        patch.body = QStringLiteral("later");
        must((*m)->notes().edit(gone, patch));
        for (const OutboxItem &item : must((*m)->outbox().list())) {
            if (item.documentId == gone)
                must((*m)->outbox().discard(item.id));
        }
        QVERIFY(!(*m)->notes().note(gone));
        healthyStoreIsHealthy();
        must((*m)->doctor().repair());
        healthyStoreIsHealthy();
        QVERIFY(!must((*m)->versions().history(gone)).isEmpty());
    }

    /// A note of which the file has nothing left but its name is the server's to give again.
    void whatIsGoneIsAskedForAgain()
    {
        must((*m)->replica().store(
            {}, {}, QStringLiteral("replication"),
            Checkpoint{QStringLiteral("s"), QStringLiteral("1"), {}}, Removals::Admit));
        for (const char *table : {"version", "revision"})
            must(databaseOf(**m).execute(
                QStringLiteral(
                    "DELETE FROM %1 WHERE document = (SELECT key FROM document WHERE id = '%2')")
                    .arg(QLatin1String(table), m_first)));
        QVERIFY(failing(must((*m)->doctor().check())).contains(QStringLiteral("trees")));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QVERIFY(!must((*m)->replica().checkpoint(QStringLiteral("replication"))));
    }

    /// Codes of others mean something else.
    void onlyTheFilesErrorsAreDamage()
    {
        QVERIFY(Doctor::isDamage({ErrorKind::Locked, SQLITE_CORRUPT, {}, {}}));
        QVERIFY(Doctor::isDamage({ErrorKind::Locked, SQLITE_CORRUPT_VTAB, {}, {}}));
        QVERIFY(Doctor::isDamage({ErrorKind::Locked, SQLITE_NOTADB, {}, {}}));
        QVERIFY(!Doctor::isDamage(
            {ErrorKind::Transient, 523, {}, {}})); // HTTP; 523 & 0xff is SQLITE_CORRUPT
        QVERIFY(!Doctor::isDamage({ErrorKind::Protocol, 282, {}, {}}));
        QVERIFY(!Doctor::isDamage({ErrorKind::Locked, -2, {}, {}}));
    }

    void findsAndRepairs_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *name, const char *check, const char *sql) {
            QTest::newRow(name) << QString::fromUtf8(sql) << QString::fromLatin1(check);
        };
        row("leaf flag", "trees",
            "UPDATE revision SET leaf = 0 WHERE key = (SELECT max(key) FROM revision)");
        row("parent elsewhere", "trees",
            "UPDATE revision SET parent = (SELECT min(key) FROM revision) WHERE key = (SELECT "
            "max(key) FROM revision)");
        row("displayed is gone", "displayed",
            "UPDATE document SET displayed = 4711 WHERE type = 'note'");
        row("displayed is another's", "displayed",
            "UPDATE document SET displayed = (SELECT min(key) FROM revision) WHERE type = 'note'");
        row("title", "notes", "UPDATE note SET title = 'changed' WHERE title = 'First'");
        row("body", "notes", "UPDATE note SET body = 'changed' WHERE title = 'First'");
        row("notebook of a note", "notes", "UPDATE note SET notebook = NULL");
        row("no row", "notes", "DELETE FROM note WHERE title = 'First'");
        row("trash", "notes", "UPDATE note SET trashed = 0, trashed_at = NULL");
        row("tag rows", "notes", "DELETE FROM note_tag WHERE tag = 'one'");
        row("conflict flag", "notes", "UPDATE note SET conflict = 1");
        row("notebook", "notebooks", "UPDATE notebook SET name = 'changed'");
        row("no notebook", "notebooks", "DELETE FROM notebook WHERE name = 'B'");
        row("search", "search",
            "INSERT INTO note_text (note_text, rowid, title, body) SELECT 'delete', rowid, title, "
            "body FROM note");
        row("numbers", "numbers", "UPDATE tally SET notes = notes + 1 WHERE kind = 'all'");
        row("number of a tag", "numbers", "DELETE FROM tally WHERE kind = 'tag' AND name = 'one'");
        row("number too many", "numbers", "INSERT INTO tally VALUES ('tag', 'nowhere', 3)");
        row("outbox row missing", "outbox",
            "DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox)");
        row("outbox row too many", "outbox", "UPDATE revision SET acknowledged = 1");
    }
    void findsAndRepairs()
    {
        QFETCH(QString, damage);
        QFETCH(QString, name);
        const Note before = must((*m)->notes().note(m_first));
        must(databaseOf(**m).execute(QStringLiteral("PRAGMA foreign_keys = OFF")));
        must(databaseOf(**m).execute(damage));
        must(databaseOf(**m).execute(QStringLiteral("PRAGMA foreign_keys = ON")));
        QVERIFY2(
            failing(must((*m)->doctor().check())).contains(name),
            qPrintable(failing(must((*m)->doctor().check())).join(u' ')));
        QSignalSpy changed(&**m, &Store::changed);
        const QList<DoctorCheck> after = must((*m)->doctor().repair());
        QCOMPARE(failing(after), QStringList());
        QCOMPARE(storeProblems(databaseOf(**m)), QStringList());
        QCOMPARE(changed.size(), 1);
        QVERIFY(changed.at(0).at(0).value<ChangeSet>().everything);
        const Note now = must((*m)->notes().note(m_first));
        QCOMPARE(now.title, before.title);
        QCOMPARE(now.body, before.body);
        QCOMPARE(now.tags, before.tags);
        QCOMPARE(now.notebookId, before.notebookId);
        QCOMPARE(now.rev, before.rev);
        QCOMPARE(must((*m)->search().search(QStringLiteral("needle"), 10)).size(), 1);
        QVERIFY(must((*m)->notes().note(m_second)).trashedAt.has_value());
    }

    void repairOfAHealthyStoreWritesNothing()
    {
        QSignalSpy changed(&**m, &Store::changed);
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().repair())));
        QCOMPARE(changed.size(), 0);
    }

    /// A text that is nowhere on this disk comes back from the server, as it is there; until then
    /// the list shows what it showed, and nobody writes it anew.
    void damagedTextIsFetchedAgain_data()
    {
        QTest::addColumn<QString>("broken");
        QTest::newRow("cut out") << QStringLiteral("NULL");
        QTest::newRow("one bit") << kOneBit;
    }
    void damagedTextIsFetchedAgain()
    {
        QFETCH(QString, broken);
        const DocumentRevision revision = takeFromServer();
        signIn();
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM version")));
        breakText(revision.id, broken);
        QCOMPARE(failing(must((*m)->doctor().check())), QStringList(QStringLiteral("bodies")));
        const QList<DoctorCheck> after = must((*m)->doctor().repair());
        QCOMPARE(failing(after), QStringList(QStringLiteral("bodies")));
        QVERIFY(!must((*m)->replica().checkpoint(QStringLiteral("replication"))));
        QCOMPARE(must((*m)->tallies()).unread, 1); // so nobody says "synced"
        QCOMPARE(must((*m)->replica().unread().due(10)).size(), 1); // by the very next sync
        QCOMPARE(must((*m)->notes().note(revision.id)).title, QStringLiteral("From the server"));
        NotePatch patch;
        patch.addTags = {QStringLiteral("mine")};
        const auto edited = (*m)->notes().edit(revision.id, patch);
        QVERIFY(!edited && isDamagedText(edited.error()));

        const PullNeed need =
            must((*m)->replica().classify({RemoteChange{revision.id, {revision.rev}, false}}))
                .first();
        QCOMPARE(need.missing, QList<RevId>{revision.rev});
        must((*m)->replica().store(
            {revision}, {}, QStringLiteral("replication"), {}, Removals::Admit));
        must((*m)->replica().unread().remove({revision.id}));
        const Note note = must((*m)->notes().note(revision.id));
        QCOMPARE(note.rev, revision.rev);
        QCOMPARE(note.raw, revision.body);
        QCOMPARE(failing(must((*m)->doctor().check())), QStringList());
        QCOMPARE(storeProblems(databaseOf(**m)), QStringList());
    }

    void anAlteredTextIsNotBelieved_data()
    {
        QTest::addColumn<QString>("was");
        QTest::addColumn<QString>("is");
        QTest::addColumn<bool>("sum");
        for (const bool sum : {true, false}) {
            const char *kept = sum ? "with its sum" : "by an earlier version";
            QTest::addRow("another name of a field, kept %s", kept)
                << QStringLiteral("\"body\"") << QStringLiteral("\"cody\"") << sum;
            QTest::addRow("another word, kept %s", kept)
                << QStringLiteral("oil") << QStringLiteral("nil") << sum;
        }
        QTest::addRow("another tag") << QStringLiteral("pumps") << QStringLiteral("puMps") << true;
    }
    /// It reads well, but it is not what was written: so says its sum, or the name of its
    /// revision.
    void anAlteredTextIsNotBelieved()
    {
        QFETCH(QString, was);
        QFETCH(QString, is);
        QFETCH(bool, sum);
        NoteContent content;
        content.title = QStringLiteral("Pump");
        content.tags = {QStringLiteral("pumps")};
        content.body = QStringLiteral("Change the oil");
        const QString id = must((*m)->notes().create(content)).id;
        if (!sum)
            forgetSums();
        auto alter = databaseOf(**m).statement(
            QStringLiteral("UPDATE revision SET body = CAST(replace(CAST(body AS TEXT), :was, :is)"
                           " AS BLOB) WHERE document = (SELECT key FROM document WHERE id = :id)"));
        must(alter.bind(":was", was).bind(":is", is).bind(":id", id).run());
        QCOMPARE(
            failing(must((*m)->doctor().check())),
            QStringList(sum ? QStringLiteral("bodies") : QStringLiteral("notes")));
        NotePatch patch;
        patch.addTags = {QStringLiteral("mine")};
        const auto edited = (*m)->notes().edit(id, patch);
        QVERIFY(!edited && isDamagedText(edited.error()));
        if (sum) { // nor is it sent
            QVERIFY(waiting(id));
            const auto next = must((*m)->replica().nextToPush(100, 1'000'000, {}));
            QVERIFY(std::none_of(next.cbegin(), next.cend(), [&id](const PushDocument &document) {
                return document.documentId == id;
            }));
            QVERIFY(!waiting(id)); // set aside: it holds up no others
        }
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QCOMPARE((*m)->doctor().unproven().size(), 0); // the list has what was written
        QVERIFY(waiting(id));
        must((*m)->notes().edit(id, patch));
        const Note note = must((*m)->notes().note(id));
        QCOMPARE(note.body, content.body);
        QCOMPARE(note.title, content.title);
        QCOMPARE(note.raw.value(field::kBody).toString(), content.body);
        QVERIFY(!note.raw.contains(u"cody"));
        QCOMPARE(note.tags, (QStringList{QStringLiteral("mine"), QStringLiteral("pumps")}));
    }

    void whatNothingProvesIsNamed_data()
    {
        QTest::addColumn<bool>("sum");
        QTest::addColumn<QString>("listed");
        QTest::newRow("the same words in the list") << true << QStringLiteral("nil");
        QTest::newRow("others in the list") << true << QStringLiteral("fuel");
        QTest::newRow("by an earlier version") << false << QStringLiteral("fuel");
    }
    /// The list stands on the same disk: what it has may have been altered, too. It is better than
    /// nothing, and whoever reads it has to know.
    void whatNothingProvesIsNamed()
    {
        QFETCH(bool, sum);
        QFETCH(QString, listed);
        NoteContent content;
        content.title = QStringLiteral("Pump");
        content.body = QStringLiteral("Change the oil");
        const QString id = must((*m)->notes().create(content)).id;
        if (!sum)
            forgetSums();
        must(databaseOf(**m).execute(
            QStringLiteral("UPDATE revision SET body = CAST(replace(CAST(body AS TEXT), 'oil',"
                           " 'nil') AS BLOB) WHERE instr(body, 'oil') > 0")));
        must(databaseOf(**m).execute(
            QStringLiteral("UPDATE note SET body = replace(body, 'oil', '%1')").arg(listed)));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        const QList<UnprovenText> unproven = (*m)->doctor().unproven();
        QCOMPARE(unproven.size(), 1);
        QCOMPARE(unproven.first().id, id);
        QCOMPARE(unproven.first().title, content.title);
        QCOMPARE(must((*m)->notes().note(id)).body, QStringLiteral("Change the %1").arg(listed));
        must((*m)->doctor().repair());
        QCOMPARE((*m)->doctor().unproven().size(), 0);
    }

    /// One bit beside the text, and it would be deleted everywhere.
    void aLivingTextIsNoTombstone_data()
    {
        QTest::addColumn<int>("flag");
        QTest::newRow("one") << 1;
        QTest::newRow("another bit") << 1024;
    }
    void aLivingTextIsNoTombstone()
    {
        QFETCH(int, flag);
        const Note before = must((*m)->notes().note(m_first));
        auto alter = databaseOf(**m).statement(
            QStringLiteral("UPDATE revision SET deleted = :flag WHERE document ="
                           " (SELECT key FROM document WHERE id = :id)"));
        must(alter.bind(":flag", flag).bind(":id", m_first).run());
        QVERIFY(failing(must((*m)->doctor().check())).contains(QStringLiteral("trees")));
        const auto next = must((*m)->replica().nextToPush(100, 1'000'000, {}));
        QVERIFY(std::none_of(next.cbegin(), next.cend(), [this](const PushDocument &document) {
            return document.documentId == m_first;
        }));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        const Note after = must((*m)->notes().note(m_first));
        QCOMPARE(after.body, before.body);
        QCOMPARE(after.rev, before.rev);
        QVERIFY(waiting(m_first));
    }

    /// Whole texts, each with its sum, in the place of another: the revision is named after its
    /// own.
    void aWholeTextInTheWrongPlace()
    {
        const Note first = must((*m)->notes().note(m_first));
        const Note second = must((*m)->notes().note(m_second));
        auto swap = databaseOf(**m).statement(QStringLiteral(
            "UPDATE revision SET body = (SELECT r.body FROM revision r JOIN document d"
            " ON d.key = r.document WHERE d.id = :other AND r.leaf = 1)"
            " WHERE leaf = 1 AND document = (SELECT key FROM document WHERE id = :id)"));
        must(swap.bind(":id", m_first).bind(":other", m_second).run());
        QCOMPARE(must((*m)->notes().note(m_first)).body, first.body);
        NotePatch patch;
        patch.addTags = {QStringLiteral("mine")};
        const auto edited = (*m)->notes().edit(m_first, patch);
        QVERIFY(!edited && isDamagedText(edited.error()));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QCOMPARE(must((*m)->notes().note(m_first)).body, first.body);
        QCOMPARE(must((*m)->notes().note(m_second)).body, second.body);
        must((*m)->notes().edit(m_first, patch));
    }

    /// A note never shows, and never becomes, the revision of another one.
    void anotherNotesRevisionIsNotShown()
    {
        const Note second = must((*m)->notes().note(m_second));
        auto point = databaseOf(**m).statement(QStringLiteral(
            "UPDATE document SET displayed = (SELECT displayed FROM document WHERE id = :other)"
            " WHERE id = :id"));
        must(point.bind(":id", m_first).bind(":other", m_second).run());
        const auto shown = (*m)->notes().note(m_first);
        QVERIFY(!shown || shown->body != second.body);
        NotePatch patch;
        patch.body = QStringLiteral("typed");
        QVERIFY(!(*m)->notes().edit(m_first, patch));
        QVERIFY(failing(must((*m)->doctor().check())).contains(QStringLiteral("displayed")));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QVERIFY(must((*m)->notes().note(m_first)).body != second.body);
    }

    /// The list has a copy of each text. What is edited is the text.
    void whatIsEditedIsNotTheCopy()
    {
        const Note before = must((*m)->notes().note(m_first));
        auto alter = databaseOf(**m).statement(
            QStringLiteral("UPDATE note SET body = body || ' altered', title = 'x' WHERE document ="
                           " (SELECT key FROM document WHERE id = :id)"));
        must(alter.bind(":id", m_first).run());
        const Note shown = must((*m)->notes().note(m_first));
        QCOMPARE(shown.body, before.body);
        QCOMPARE(shown.title, before.title);
        QCOMPARE(failing(must((*m)->doctor().check())), QStringList(QStringLiteral("notes")));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QCOMPARE(must((*m)->notes().note(m_first)).body, before.body);
    }

    /// A damaged text among them holds up no act on many notes, and is said to stay.
    void actsOnManyLeaveOutTheDamaged()
    {
        const QString place = must((*m)->notebooks().ensurePath(QStringLiteral("Site"))).id;
        NotePatch patch;
        patch.addTags = {QStringLiteral("mine")};
        patch.notebookId = place;
        patch.trashed = false;
        must((*m)->notes().editMany({m_first, m_second}, patch));
        breakText(m_first, kOneBit);
        const QStringList damaged(m_first);
        patch.pinned = true;
        const EditedMany edited = must((*m)->notes().editMany({m_first, m_second}, patch));
        QCOMPARE(edited.changed, QStringList(m_second));
        QCOMPARE(edited.damaged, damaged);
        QVERIFY(must((*m)->notes().note(m_second)).pinned);
        const EditedMany alone = must((*m)->notes().editMany({m_first}, patch));
        QCOMPARE(alone.changed, QStringList());
        QCOMPARE(alone.damaged, damaged);
        const auto rename = [this] {
            return (*m)->tags().rename(QStringLiteral("mine"), QStringLiteral("yours"));
        };
        const TagRename renamed = must(rename());
        QCOMPARE(renamed.notes.size(), 1);
        QCOMPARE(renamed.damaged, damaged);
        const auto none = rename();
        QVERIFY(!none && isDamagedText(none.error()));
        NotebookRemoval removal = must((*m)->notebooks().remove(place));
        QCOMPARE(removal.noteIds, QStringList(m_second));
        QCOMPARE(removal.damaged, damaged);
        breakText(m_second, kOneBit);
        QCOMPARE(must((*m)->notebooks().putBack(removal)).damaged, QStringList(m_second));
    }

    /// Also when it is damaged only after the act: the others are undone.
    void undoLeavesOutTheDamaged()
    {
        NotePatch patch;
        patch.trashed = true;
        must((*m)->notes().editMany({m_first, m_second}, patch));
        patch.trashed = false;
        const auto acts = must((*m)->notes().act({m_first, m_second}, patch)).acts;
        QCOMPARE(acts.size(), 2);
        breakText(m_first, kOneBit);
        const auto undone = must((*m)->notes().undoSome({m_first, m_second}, acts, 60'000));
        QCOMPARE(undone.seen, 2);
        QCOMPARE(undone.damaged, QStringList(m_first));
        QVERIFY(must((*m)->notes().note(m_second)).trashedAt);
    }

    /// It takes no text to remove one, and the trash can always be emptied.
    void aDamagedNoteCanBeDeleted_data()
    {
        QTest::addColumn<bool>("sent");
        QTest::addColumn<bool>("rewritten");
        QTest::newRow("new") << false << false;
        QTest::newRow("written again") << false << true;
        QTest::newRow("sent") << true << false;
    }
    void aDamagedNoteCanBeDeleted()
    {
        QFETCH(bool, sent);
        QFETCH(bool, rewritten);
        NotePatch trashed;
        trashed.trashed = true;
        if (rewritten) {
            NotePatch text;
            text.body = QStringLiteral("other words");
            must((*m)->notes().edit(m_first, text));
        }
        must((*m)->notes().editMany({m_first, m_second}, trashed));
        if (sent)
            must(databaseOf(**m).execute(
                QStringLiteral("UPDATE revision SET acknowledged = 1, sending = 1")));
        breakText(m_first, kOneBit);
        must((*m)->notes().remove({m_first, m_second}, false));
        QVERIFY(!must((*m)->notes().isThere(m_first)));
        QVERIFY(!must((*m)->notes().isThere(m_second)));
        QCOMPARE(must((*m)->tallies()).trashed, 0);
    }

    void aDamagedNoteOutsideOfTheTrashStays()
    {
        breakText(m_first, kOneBit);
        const auto removed = (*m)->notes().remove({m_first}, false);
        QVERIFY(!removed);
        QCOMPARE(removed.error().kind, ErrorKind::Invalid);
        QVERIFY(must((*m)->notes().isThere(m_first)));
        must((*m)->notes().remove({m_first}, true));
        QVERIFY(!must((*m)->notes().isThere(m_first)));
    }

    /// What was neither sent nor given up is not called sent.
    void aFlagThatIsNone()
    {
        must(databaseOf(**m).execute(QStringLiteral("UPDATE outbox SET dead = 2")));
        QVERIFY(failing(must((*m)->doctor().check())).contains(QStringLiteral("outbox")));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QVERIFY(must((*m)->tallies()).dead > 0);
    }

    /// Where no server can be asked, or one was asked and did not give it, the list has the words.
    /// What others have under the name of the damaged revision stays theirs.
    void withoutAServerTheListIsKept_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("signed out") << false;
        QTest::newRow("asked in vain") << true;
    }
    void withoutAServerTheListIsKept()
    {
        QFETCH(bool, asked);
        const DocumentRevision revision = takeFromServer();
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM version")));
        breakText(revision.id, kOneBit);
        if (asked) {
            signIn();
            for (int times = 0; times < 2; ++times)
                must((*m)->replica().unread().add({{revision.id, {revision.rev}, {}}}));
        }
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        const Note note = must((*m)->notes().note(revision.id));
        QCOMPARE(note.title, QStringLiteral("From the server"));
        QCOMPARE(note.body, QStringLiteral("words of the server"));
        QCOMPARE(note.rev.generation, revision.rev.generation + 1);
        const QList<OutboxItem> waiting = must((*m)->outbox().list());
        QVERIFY(std::any_of(waiting.cbegin(), waiting.cend(), [&](const OutboxItem &item) {
            return item.documentId == revision.id;
        }));
    }

    /// Notebooks are in a list, too.
    void aNotebookIsKeptAsItIsListed()
    {
        const QStringList before = names(must((*m)->notebooks().list()));
        must(databaseOf(**m).execute(
            QStringLiteral("UPDATE revision SET body = NULL WHERE document IN"
                           " (SELECT key FROM document WHERE type = 'notebook')")));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QCOMPARE(names(must((*m)->notebooks().list())), before);
    }

    /// What nobody has any more is given up, named, and not called sound.
    void whatNobodyHasIsGivenUp()
    {
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM version")));
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM note WHERE title = 'First'")));
        breakText(m_first, kOneBit);
        const QList<DoctorCheck> after = must((*m)->doctor().repair());
        QCOMPARE(failing(after), QStringList(QStringLiteral("bodies")));
        const auto bodies = std::find_if(
            after.cbegin(), after.cend(), [](const DoctorCheck &c) { return c.name == u"bodies"; });
        QVERIFY2(bodies->detail.contains(m_first), qPrintable(bodies->detail));
        QVERIFY(after.first().detail.contains(u".replaced-1"));
        QVERIFY(!(*m)->notes().note(m_first));
        QCOMPARE(failing(must((*m)->doctor().check())), QStringList());
    }

    /// A text that cannot be read is no empty one: for nobody who writes, sends or reads.
    void damagedTextIsNoEmptyOne()
    {
        const Note before = must((*m)->notes().note(m_first));
        breakText(m_first, kOneBit);
        const Note shown = must((*m)->notes().note(m_first));
        QCOMPARE(shown.body, before.body);
        QCOMPARE(shown.raw.value(field::kBody).toString(), before.body);
        NotePatch patch;
        patch.addTags = {QStringLiteral("mine")};
        const auto edited = (*m)->notes().edit(m_first, patch);
        QVERIFY(!edited && isDamagedText(edited.error()));
        patch.basedOn = shown.rev;
        patch.base = shown.raw;
        QVERIFY(!(*m)->notes().edit(m_first, patch));
        QCOMPARE(must((*m)->notes().note(m_first)).rev, before.rev);

        const NoteVersion version = must((*m)->versions().history(m_first)).first();
        QCOMPARE(version.kind, QStringLiteral("damaged"));
        QCOMPARE(version.at, before.updatedAt);
        QVERIFY(version.size > 0);
        const auto text = (*m)->versions().body(m_first, version.rev);
        QVERIFY(!text && isDamagedText(text.error()));

        ReplicaStore &replica = (*m)->replica();
        for (;;) { // its notebooks go before it
            const auto sent =
                must(replica.beginAttempt(must(replica.nextToPush(100, 1'000'000, {}))));
            if (sent.isEmpty())
                break;
            for (const PushDocument &document : sent)
                QVERIFY(document.documentId != m_first);
            must(replica.confirm(sent));
        }
        QCOMPARE(must((*m)->tallies()).dead, 1);
        QCOMPARE(must((*m)->tallies()).pending, 0);
        MarkdownExporter exporter(**m);
        const ExportReport report = must(exporter.run(m->folder() + QStringLiteral("/out")));
        QCOMPARE(report.asListed, QStringList(m_first));
    }

    /// What comes for such a note is taken, and what comes behind it.
    void syncGoesOnWithADamagedText()
    {
        const DocumentRevision revision = takeFromServer();
        breakText(revision.id, kOneBit);
        DocumentRevision next = revision;
        next.body.insert(QStringLiteral("title"), QStringLiteral("Later"));
        next.rev = makeRevId(revision.rev, false, next.body);
        next.path = {next.rev, revision.rev};
        DocumentRevision beside = revision;
        beside.body.insert(QStringLiteral("title"), QStringLiteral("Beside"));
        beside.rev = makeRevId({}, false, beside.body);
        beside.path = {beside.rev};
        must((*m)->replica().store(
            {beside}, {}, QStringLiteral("replication"), {}, Removals::Admit));
        must((*m)->replica().reconcile(10));
        QCOMPARE(must((*m)->notes().note(revision.id)).title, QStringLiteral("From the server"));
        QCOMPARE(must((*m)->conflicts().list()).size(), 1);
        must((*m)->replica().store({next}, {}, QStringLiteral("replication"), {}, Removals::Admit));
        QCOMPARE(must((*m)->notes().note(revision.id)).title, QStringLiteral("Later"));
    }

    /// The list of notes may be all that is left of a text that was never sent.
    void whatOnlyTheListShowsIsKept_data()
    {
        QTest::addColumn<QString>("broken");
        QTest::newRow("cut out") << QStringLiteral("NULL");
        QTest::newRow("one byte") << QStringLiteral(
            "CAST(replace(CAST(body AS TEXT), '\"created_at\":', '\"created_at\";') AS BLOB)");
    }
    void whatOnlyTheListShowsIsKept()
    {
        QFETCH(QString, broken);
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM version")));
        must(databaseOf(**m).execute(
            QStringLiteral("UPDATE revision SET body = %1 WHERE document = (SELECT key FROM"
                           " document WHERE id = '%2')")
                .arg(broken, m_first)));
        const Note shown = must((*m)->doctor().note(m_first));
        QCOMPARE(shown.body, QStringLiteral("needle\n- [ ] task"));
        const QList<DoctorCheck> after = must((*m)->doctor().repair());
        QCOMPARE(failing(after).join(u' '), QString());
        QVERIFY2(after.first().detail.contains(u".replaced-1"), qPrintable(after.first().detail));
        const Note note = must((*m)->notes().note(m_first));
        QCOMPARE(note.title, shown.title);
        QCOMPARE(note.body, shown.body);
        QCOMPARE(note.tags, shown.tags);
        QCOMPARE(note.notebookPath, QStringLiteral("A/B"));
        QVERIFY(note.emergency);
        QCOMPARE(note.createdAt, shown.createdAt);
        QCOMPARE(must((*m)->search().search(QStringLiteral("needle"), 9)).size(), 1);
    }

    /// A repair that waits for the server changes nothing more the second time, and one that was
    /// killed changed nothing: neither leaves another copy of all notes.
    void theSameStateIsPutAsideOnce()
    {
        const DocumentRevision revision = takeFromServer();
        signIn();
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM version")));
        breakText(revision.id, kOneBit);
        const auto kept = [this] {
            const QFileInfo store(m->file());
            return store.absoluteDir()
                .entryList({store.fileName() + QStringLiteral(".replaced-*")}, QDir::Files)
                .size();
        };
        for (int i = 0; i < 2; ++i) {
            const QList<DoctorCheck> waiting = must((*m)->doctor().repair());
            QCOMPARE(failing(waiting), QStringList(QStringLiteral("bodies")));
            QCOMPARE(kept(), 1); // with the text as it was, which nobody else has
            QCOMPARE(waiting.first().detail.contains(u".replaced-"), i == 0);
            if (i == 0) // as a repair leaves it that is killed in the middle
                must(storecopy::keepAsItIs(m->file()));
        }
        // Nobody gives it: it is written anew, and what was there is kept, once.
        for (int i = 0; i < 2; ++i)
            QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QCOMPARE(kept(), 2);
    }

    /// What a server sent may be nothing that could be written here: it is kept as it was shown.
    void whatCouldNotBeWrittenHereIsKept()
    {
        DocumentRevision revision;
        revision.id = QStringLiteral("note:01H00000000000000000000000");
        revision.body = {
            {QStringLiteral("type"), QStringLiteral("note")},
            {QStringLiteral("title"), QStringLiteral("Odd")},
            {QStringLiteral("body"), QStringLiteral("from elsewhere")},
            {QStringLiteral("tags"), QJsonArray{QStringLiteral("#")}}};
        revision.rev = makeRevId({}, false, revision.body);
        revision.path = {revision.rev};
        must((*m)->replica().store(
            {revision}, {}, QStringLiteral("replication"), {}, Removals::Admit));
        NotePatch pin;
        pin.pinned = true;
        must((*m)->notes().edit(revision.id, pin));
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM version")));
        must(databaseOf(**m).execute(
            QStringLiteral("UPDATE revision SET body = NULL WHERE document = (SELECT key FROM "
                           "document WHERE id = '%1')")
                .arg(revision.id)));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        const Note note = must((*m)->notes().note(revision.id));
        QCOMPARE(note.body, QStringLiteral("from elsewhere"));
        QCOMPARE(note.tags, QStringList(QStringLiteral("#")));
        QVERIFY(note.pinned);
    }

    /// The list of notes is copied because it may hold what is nowhere else; an empty one holds
    /// nothing.
    void anEmptyListIsNotKept()
    {
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM note")));
        const QList<DoctorCheck> after = must((*m)->doctor().repair());
        QCOMPARE(failing(after), QStringList());
        QVERIFY(!after.first().detail.contains(u".replaced-"));
        QVERIFY(!QFileInfo::exists(m->file() + QStringLiteral(".replaced-1")));
        QCOMPARE(must((*m)->notes().note(m_first)).title, QStringLiteral("First"));
    }

    void attemptsSurviveARepair()
    {
        const QList<OutboxItem> items = must((*m)->outbox().list());
        const auto item = std::find_if(items.cbegin(), items.cend(), [this](const OutboxItem &i) {
            return i.documentId == m_first;
        });
        must((*m)->replica().reject(
            item->id, Error{ErrorKind::Rejected, 413, QStringLiteral("too large"), {}}, 1));
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM note")));
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().repair())));
        const QList<OutboxItem> after = must((*m)->outbox().list());
        const auto same = std::find_if(after.cbegin(), after.cend(), [this](const OutboxItem &i) {
            return i.documentId == m_first;
        });
        QVERIFY(same != after.cend());
        QCOMPARE(same->attempts, 1);
    }

private:
    /// Of a text of ASCII only: no UTF-8 any more, which SQLite's JSON functions do not mind.
    inline static const QString kOneBit =
        QStringLiteral("CAST(substr(CAST(body AS TEXT), 1, 12) || CAST(x'E5' AS TEXT) ||"
                       " substr(CAST(body AS TEXT), 14) AS BLOB)");
    void breakText(const QString &id, const QString &broken)
    {
        must(databaseOf(**m).execute(QStringLiteral("UPDATE revision SET body = %1 WHERE document ="
                                                    " (SELECT key FROM document WHERE id = '%2')")
                                         .arg(broken, id)));
    }
    /// As earlier versions kept them.
    void forgetSums()
    {
        QHash<qint64, QByteArray> bodies;
        auto rows = databaseOf(**m).statement(
            QStringLiteral("SELECT key, body FROM revision WHERE body IS NOT NULL"));
        must(rows.run());
        while (rows.next())
            bodies.insert(rows.integer(0), rows.blob(1));
        auto write = databaseOf(**m).statement(
            QStringLiteral("UPDATE revision SET body = :body WHERE key = :key"));
        for (auto body = bodies.cbegin(); body != bodies.cend(); ++body)
            must(write.bind(":body", jsonOfBody(*body)).bind(":key", body.key()).run());
    }
    bool waiting(const QString &id)
    {
        const QList<OutboxItem> items = must((*m)->outbox().list());
        return std::any_of(items.cbegin(), items.cend(), [&id](const OutboxItem &item) {
            return item.documentId == id && !item.dead;
        });
    }
    void signIn()
    {
        must((*m)->meta().setValue(
            QStringLiteral("account"),
            QStringLiteral("{\"url\":\"https://example.org/notes\",\"user\":\"ann\"}")));
    }
    DocumentRevision takeFromServer()
    {
        DocumentRevision revision;
        revision.id = QStringLiteral("note:01H00000000000000000000000");
        revision.body = {
            {QStringLiteral("type"), QStringLiteral("note")},
            {QStringLiteral("title"), QStringLiteral("From the server")},
            {QStringLiteral("body"), QStringLiteral("words of the server")},
            {QStringLiteral("theirs"), 7}};
        revision.rev = makeRevId({}, false, revision.body);
        revision.path = {revision.rev};
        must((*m)->replica().store(
            {revision}, {}, QStringLiteral("replication"),
            Checkpoint{QStringLiteral("s"), QStringLiteral("1"), {}}, Removals::Admit));
        return revision;
    }
    static QStringList names(const QList<NotebookInfo> &notebooks)
    {
        QStringList paths;
        for (const NotebookInfo &notebook : notebooks)
            paths << notebook.path;
        return paths;
    }
    static QStringList failing(const QList<DoctorCheck> &checks)
    {
        QStringList names;
        for (const DoctorCheck &check : checks) {
            if (!check.ok)
                names.append(check.name);
        }
        return names;
    }

    std::unique_ptr<TestStore> m;
    QString m_first;
    QString m_second;
};

QTEST_GUILESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
