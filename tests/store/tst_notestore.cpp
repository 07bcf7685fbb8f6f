// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "store/conflict/conflictstore.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;

namespace {

NoteContent content(const QString &title, const QString &body = {})
{
    NoteContent note;
    note.title = title;
    note.body = body;
    return note;
}

NotePatch bodyPatch(const QString &body)
{
    NotePatch patch;
    patch.body = body;
    return patch;
}

NotePatch trashPatch(bool trashed)
{
    NotePatch patch;
    patch.trashed = trashed;
    return patch;
}

template <typename T> T must(Result<T> result)
{
    if (!result)
        qFatal("%s (%s)", qPrintable(result.error().message), qPrintable(result.error().context));
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

} // namespace

class TestNoteStore : public QObject {
    Q_OBJECT

private slots:
    void init() { m = std::make_unique<TestStore>(); }
    void cleanup()
    {
        QCOMPARE(storeProblems(databaseOf(**m)), QStringList());
        m.reset();
    }
    void newStoreDescribesItsDevice();
    void createsAndReads();
    void editChangesWhatItSays();
    void editOfNothingWritesNothing();
    void trashAndRestore();
    void removeNeedsTheTrash();
    void editManyIsAllOrNothing();
    void revertBringsBackText();
    void revertUndoesRemoval();
    void undoTakesBackTheOwnActOnly();
    void undoOfAnActOnMany();
    void noteAtReadsOldText();
    void editBesideWhatCameMeanwhile();
    void otherWindowsTextIsNotLost();
    void revertBringsBackDiscarded();
    void rejectsWhatCannotBeKept_data();
    void rejectsWhatCannotBeKept();
    void normalizesInput();
    void keepsUnknownMembers();
    void importIsRepeatable();
    void statesOfRows();
    void namesSortAsAPersonExpects();
    void keysFollowTheQuery();
    void titlesAreFound();
    void tasksAndPreview_data();
    void tasksAndPreview();
    void notifiesAfterCommitOnly();
    void survivesReopening();
    void costsDoNotGrow();

private:
    NoteStore &notes() { return (*m)->notes(); }
    std::unique_ptr<TestStore> m;
};

void TestNoteStore::newStoreDescribesItsDevice()
{
    const QString id = (*m)->meta().deviceId();
    QVERIFY(id.startsWith(QStringLiteral("device:")));
    QCOMPARE(must((*m)->outbox().list()).size(), 1);
    QVERIFY((*m)->meta().setDeviceName(QStringLiteral("Renamed")));
    m->reopen();
    QCOMPARE((*m)->meta().deviceId(), id);
    Statement query = databaseOf(**m).statement(
        QStringLiteral("SELECT count(*), min(CAST(body AS TEXT)) FROM revision"));
    QVERIFY(query.run() && query.next());
    QCOMPARE(query.integer(0), 1);
    QVERIFY(query.text(1).contains(QStringLiteral("\"Renamed\"")));
}

void TestNoteStore::createsAndReads()
{
    const NotebookInfo notebook = must((*m)->notebooks().ensurePath(QStringLiteral("Work/Pumps")));
    NoteContent given =
        content(QStringLiteral("Pump 7"), QStringLiteral("# Head\n\nSome *text*\n- [ ] seal"));
    given.notebookId = notebook.id;
    given.tags = {QStringLiteral("#water"), QStringLiteral("air"), QStringLiteral("air")};
    given.pinned = given.emergency = true;
    given.color = QStringLiteral("red");
    const Saved saved = must(notes().create(given));
    QVERIFY(saved.changed);
    const Note note = must(notes().note(saved.id));
    QCOMPARE(note.rev, saved.rev);
    QCOMPARE(note.title, given.title);
    QCOMPARE(note.body, given.body);
    QCOMPARE(note.preview, QStringLiteral("Head Some text seal"));
    QCOMPARE(note.notebookId, notebook.id);
    QCOMPARE(note.notebookName, QStringLiteral("Pumps"));
    QCOMPARE(note.notebookPath, QStringLiteral("Work/Pumps"));
    QCOMPARE(note.tags, (QStringList{QStringLiteral("air"), QStringLiteral("water")}));
    QVERIFY(note.pinned && note.emergency && !note.trashedAt && !note.conflict);
    QCOMPARE(note.createdAt, m->clock.nowMs());
    QCOMPARE(note.updatedAt, m->clock.nowMs());
    QCOMPARE(note.deviceName, QStringLiteral("Test device"));
    QCOMPARE(note.state, NoteState::Pending);
    const Tallies tallies = must((*m)->tallies());
    QCOMPARE(tallies.notes, 1);
    QCOMPARE(tallies.emergency, 1);
    QCOMPARE(tallies.openTasks, 1);
    QCOMPARE(tallies.pending, 4); // device, two notebooks, note
    QCOMPARE(must((*m)->outbox().unwritten()), 1); // the device
    QCOMPARE(must(notes().keyOf(saved.id)), note.key);
    QCOMPARE(must(notes().idOf(note.key)), saved.id);
    QCOMPARE(notes().note(QStringLiteral("note:none")).error().kind, ErrorKind::NotFound);
}

void TestNoteStore::editChangesWhatItSays()
{
    const Saved saved = must(notes().create(content(QStringLiteral("a"), QStringLiteral("b"))));
    const Note before = must(notes().note(saved.id));
    m->clock.advance(5'000);
    NotePatch patch;
    patch.addTags = {QStringLiteral("x"), QStringLiteral("y")};
    patch.pinned = true;
    must(notes().edit(saved.id, patch));
    Note after = must(notes().note(saved.id));
    QCOMPARE(after.title, before.title);
    QCOMPARE(after.tags, (QStringList{QStringLiteral("x"), QStringLiteral("y")}));
    QCOMPARE(after.updatedAt, before.updatedAt); // the text is as old as it was
    patch = bodyPatch(QStringLiteral("c"));
    patch.removeTags = {QStringLiteral("x")};
    must(notes().edit(saved.id, patch));
    after = must(notes().note(saved.id));
    QCOMPARE(after.tags, QStringList{QStringLiteral("y")});
    QCOMPARE(after.body, QStringLiteral("c"));
    QCOMPARE(after.updatedAt, m->clock.nowMs());
    QCOMPARE(after.createdAt, before.createdAt);
    QVERIFY(after.pinned);
    QCOMPARE(after.rev.generation, 1); // all unsent: one revision
}

void TestNoteStore::editOfNothingWritesNothing()
{
    const Saved saved = must(notes().create(content(QStringLiteral("a"), QStringLiteral("b"))));
    QSignalSpy spy(&**m, &Store::changed);
    m->clock.advance(5'000);
    NotePatch patch = bodyPatch(QStringLiteral("b"));
    patch.title = QStringLiteral("a");
    patch.pinned = false;
    patch.trashed = false;
    const Saved again = must(notes().edit(saved.id, patch));
    QVERIFY(!again.changed);
    QCOMPARE(again.rev, saved.rev);
    QCOMPARE(spy.size(), 0);
}

void TestNoteStore::trashAndRestore()
{
    const Saved saved = must(notes().create(content(QStringLiteral("a"))));
    must(notes().edit(saved.id, trashPatch(true)));
    QCOMPARE(must(notes().note(saved.id)).trashedAt, std::optional(m->clock.nowMs()));
    QCOMPARE(must((*m)->tallies()).trashed, 1);
    QCOMPARE(must(notes().list({})).size(), 0);
    NoteQuery trash;
    trash.trashed = true;
    QCOMPARE(must(notes().list(trash)).size(), 1);
    must(notes().edit(saved.id, trashPatch(false)));
    QVERIFY(!must(notes().note(saved.id)).trashedAt);
    QCOMPARE(must((*m)->tallies()).notes, 1);
}

void TestNoteStore::removeNeedsTheTrash()
{
    const Saved kept = must(notes().create(content(QStringLiteral("kept"))));
    const Saved trashed = must(notes().create(content(QStringLiteral("trashed"))));
    must(notes().edit(trashed.id, trashPatch(true)));
    QCOMPARE(notes().remove({trashed.id, kept.id}).error().kind, ErrorKind::Invalid);
    QVERIFY(notes().note(trashed.id)); // neither of the two
    must(notes().remove({trashed.id}));
    QCOMPARE(notes().note(trashed.id).error().kind, ErrorKind::NotFound);
    must(notes().remove({kept.id}, true));
    QCOMPARE(must((*m)->tallies()).notes, 0);
    QCOMPARE(
        notes().edit(kept.id, bodyPatch(QStringLiteral("x"))).error().kind, ErrorKind::NotFound);
    QCOMPARE(notes().remove({kept.id}).error().kind, ErrorKind::NotFound);
    QVERIFY((*m)->versions().body(kept.id, kept.rev));
}

void TestNoteStore::editManyIsAllOrNothing()
{
    const Saved a = must(notes().create(content(QStringLiteral("a"))));
    QSignalSpy spy(&**m, &Store::changed);
    QCOMPARE(
        notes().editMany({a.id, QStringLiteral("note:none")}, trashPatch(true)).error().kind,
        ErrorKind::NotFound);
    QVERIFY(!must(notes().note(a.id)).trashedAt);
    QCOMPARE(spy.size(), 0);
    const Saved b = must(notes().create(content(QStringLiteral("b"))));
    must(notes().editMany({a.id, b.id}, trashPatch(true)));
    QCOMPARE(must((*m)->tallies()).trashed, 2);
    QCOMPARE(spy.size(), 2);
    QCOMPARE(spy.last().first().value<ChangeSet>().notes.size(), 2);
}

void TestNoteStore::revertBringsBackText()
{
    const Saved first = must(notes().create(content(QStringLiteral("a"), QStringLiteral("first"))));
    m->clock.advance(20 * 60'000);
    must(notes().edit(first.id, bodyPatch(QStringLiteral("second"))));
    m->clock.advance(1'000);
    const Saved reverted = must(notes().revert(first.id, first.rev));
    QVERIFY(reverted.changed);
    QCOMPARE(must(notes().note(first.id)).body, QStringLiteral("first"));
    const QList<NoteVersion> history = must((*m)->versions().history(first.id));
    QStringList texts;
    for (const NoteVersion &version : history)
        texts.append(must((*m)->versions().body(first.id, version.rev)).value(u"body").toString());
    QVERIFY(
        texts.contains(QStringLiteral("second"))); // though it was never sent nor ten minutes old
    QVERIFY(!must(notes().revert(first.id, first.rev)).changed);
    QCOMPARE(notes().revert(first.id, RevId{9, "x"}).error().kind, ErrorKind::NotFound);
}

void TestNoteStore::revertUndoesRemoval()
{
    const Saved saved = must(notes().create(content(QStringLiteral("a"), QStringLiteral("text"))));
    must(notes().remove({saved.id}, true));
    must(notes().revert(saved.id, saved.rev));
    QCOMPARE(must(notes().note(saved.id)).body, QStringLiteral("text"));
}

void TestNoteStore::undoTakesBackTheOwnActOnly()
{
    const Saved first = must(notes().create(content(QStringLiteral("a"), QStringLiteral("first"))));
    const auto text = [&] { return must(notes().note(first.id)).body; };
    // A note that was gone is gone again, and so is one in the trash where it was.
    must(notes().remove({first.id}, true));
    NoteAct act = must(notes().asItIs(first.id));
    act.made = must(notes().revert(first.id, first.rev)).rev;
    must(notes().undo(first.id, act));
    QVERIFY(!must(notes().isThere(first.id)));
    QCOMPARE(notes().undo(first.id, act).error().kind, ErrorKind::NotFound);
    act.made = must(notes().revert(first.id, first.rev)).rev;
    must(notes().edit(first.id, bodyPatch(QStringLiteral("first and more"))));
    QCOMPARE(notes().undo(first.id, act).error().kind, ErrorKind::Conflict);
    QCOMPARE(text(), QStringLiteral("first and more"));

    must(notes().edit(first.id, trashPatch(true)));
    act = must(notes().asItIs(first.id));
    QVERIFY(act.wasTrashed);
    act.made = must(notes().revert(first.id, first.rev)).rev;
    must(notes().undo(first.id, act));
    QVERIFY(must(notes().note(first.id)).trashedAt);
    QCOMPARE(text(), QStringLiteral("first and more"));
    act.made = must(notes().revert(first.id, first.rev)).rev;
    const Saved since = must(notes().edit(first.id, bodyPatch(QStringLiteral("since"))));
    QCOMPARE(notes().undo(first.id, act).error().kind, ErrorKind::Conflict);
    QCOMPARE(must(notes().revOf(first.id)), since.rev);
    QVERIFY(!must(notes().note(first.id)).trashedAt);
}

void TestNoteStore::undoOfAnActOnMany()
{
    const Saved a = must(notes().create(content(QStringLiteral("a"), QStringLiteral("text"))));
    const Saved b = must(notes().create(content(QStringLiteral("b"), QStringLiteral("text"))));
    must(notes().editMany({a.id}, trashPatch(true)));
    const auto acts = must(notes().act({a.id, b.id}, trashPatch(false)));
    QCOMPARE(acts.acts.keys(), QStringList{a.id}); // the other one was not in the trash
    must(notes().undo(a.id, acts.acts.value(a.id)));
    QVERIFY(must(notes().note(a.id)).trashedAt);
    QCOMPARE(must(notes().note(a.id)).body, QStringLiteral("text"));
    const auto again = must(notes().act({a.id}, trashPatch(false)));
    must(notes().edit(a.id, bodyPatch(QStringLiteral("since"))));
    QCOMPARE(notes().undo(a.id, again.acts.value(a.id)).error().kind, ErrorKind::Conflict);
    QVERIFY(!must(notes().note(a.id)).trashedAt);
    // Of a store that another one took the place of, in which the note looks the same.
    const auto last = must(notes().act({b.id}, trashPatch(true)));
    must(databaseOf(**m).execute(QStringLiteral(
        "INSERT OR REPLACE INTO meta (name, value) VALUES ('generation', 'another')")));
    const auto refused = notes().undo(b.id, last.acts.value(b.id));
    QCOMPARE(refused.error().kind, ErrorKind::Locked);
    QCOMPARE(refused.error().reason, ErrorReason::StoreReplaced);
    QVERIFY(must(notes().note(b.id)).trashedAt);
}

void TestNoteStore::noteAtReadsOldText()
{
    const Saved first = must(notes().create(content(QStringLiteral("a"), QStringLiteral("first"))));
    m->clock.advance(20 * 60'000);
    must(notes().edit(first.id, bodyPatch(QStringLiteral("second"))));
    const Note old = must(notes().noteAt(first.id, first.rev));
    QCOMPARE(old.body, QStringLiteral("first"));
    QCOMPARE(old.rev, first.rev);
    QCOMPARE(old.id, first.id);
}

void TestNoteStore::editBesideWhatCameMeanwhile()
{
    const Saved first = must(notes().create(content(QStringLiteral("a"), QStringLiteral("first"))));
    // Sync, on its own connection: the note was sent, and another device's edit of it arrives.
    const std::unique_ptr<Store> sync = m->second();
    DocumentRevision theirs{first.id, {}, {}, false, must(notes().note(first.id)).raw};
    theirs.body.insert(QStringLiteral("body"), QStringLiteral("theirs"));
    theirs.rev = makeRevId(first.rev, false, theirs.body);
    theirs.path = {theirs.rev, first.rev};
    must(sync->replica().store({theirs}, {}, QStringLiteral("server"), {}, Removals::Admit));
    QCOMPARE(must(notes().note(first.id)).body, QStringLiteral("theirs"));
    NotePatch patch = bodyPatch(QStringLiteral("mine")); // typed before it arrived
    patch.basedOn = first.rev;
    const Saved mine = must(notes().edit(first.id, patch));
    QCOMPARE(must(notes().note(first.id)).body, QStringLiteral("mine"));
    QCOMPARE(mine.rev.generation, 2);
    Statement query = databaseOf(**m).statement(QStringLiteral(
        "SELECT count(*), min(d.reconcile) FROM revision r"
        " JOIN document d ON d.key = r.document WHERE r.leaf = 1 AND d.type = 'note'"));
    QVERIFY(query.run() && query.next());
    QCOMPARE(query.integer(0), 2); // nobody's words are gone
    QCOMPARE(query.integer(1), 0); // that they do not merge is known already
    QVERIFY(must(notes().note(first.id)).conflict);
}

void TestNoteStore::otherWindowsTextIsNotLost()
{
    const Saved seen = must(notes().create(content(QStringLiteral("a"), QStringLiteral("first"))));
    const std::unique_ptr<Store> window = m->second(ChangeSet::Origin::Person);
    const Saved theirs =
        must(window->notes().edit(seen.id, bodyPatch(QStringLiteral("other window"))));
    NotePatch patch = bodyPatch(QStringLiteral("this window"));
    patch.basedOn = seen.rev; // rewritten meanwhile
    must(notes().edit(seen.id, patch));
    QCOMPARE(must(notes().note(seen.id)).body, QStringLiteral("this window"));
    QCOMPARE(must(notes().noteAt(seen.id, theirs.rev)).body, QStringLiteral("other window"));
}

void TestNoteStore::revertBringsBackDiscarded()
{
    const Saved saved = must(notes().create(content(QStringLiteral("a"), QStringLiteral("text"))));
    for (const OutboxItem &item : must((*m)->outbox().list())) {
        if (item.documentId == saved.id)
            must((*m)->outbox().discard(item.id));
    }
    QCOMPARE(notes().note(saved.id).error().kind, ErrorKind::NotFound);
    must(notes().revert(saved.id, saved.rev));
    QCOMPARE(must(notes().note(saved.id)).body, QStringLiteral("text"));
}

void TestNoteStore::rejectsWhatCannotBeKept_data()
{
    QTest::addColumn<NoteContent>("content");
    QTest::newRow("5 MB title") << content(QString(5'000'000, u'x'));
    QTest::newRow("title in bytes") << content(QString(700, QChar(0x4e2d)));
    QTest::newRow("8 MB body") << content(QStringLiteral("a"), QString(8'000'000, u'x'));
    QTest::newRow("body in bytes")
        << content(QStringLiteral("a"), QString(2'400'000, QChar(0x4e2d)));
    QTest::newRow("lone surrogate") << content(QStringLiteral("a"), QString(QChar(0xd800)));
    NoteContent note = content(QStringLiteral("a"));
    note.notebookId = QStringLiteral("notebook:none");
    QTest::newRow("unknown notebook") << note;
    note = content(QStringLiteral("a"));
    note.tags = {QStringLiteral("#")};
    QTest::newRow("empty tag") << note;
}

void TestNoteStore::rejectsWhatCannotBeKept()
{
    QFETCH(NoteContent, content);
    QSignalSpy spy(&**m, &Store::changed);
    const auto created = notes().create(content);
    QVERIFY(!created);
    QCOMPARE(created.error().kind, ErrorKind::Invalid);
    const Saved good = must(notes().create({}));
    NotePatch patch;
    patch.title = content.title;
    patch.body = content.body;
    patch.tags = content.tags;
    patch.notebookId = content.notebookId;
    const auto edited = notes().edit(good.id, patch);
    QVERIFY(!edited);
    QCOMPARE(edited.error().kind, ErrorKind::Invalid);
    QCOMPARE(must((*m)->tallies()).notes, 1);
    QCOMPARE(spy.size(), 1);
}

void TestNoteStore::normalizesInput()
{
    const Saved saved = must(
        notes().create(content(QStringLiteral(" two\nlines\t"), QStringLiteral("a\r\nb\rc\n"))));
    const Note note = must(notes().note(saved.id));
    QCOMPARE(note.title, QStringLiteral("two lines"));
    QCOMPARE(note.body, QStringLiteral("a\nb\nc\n"));
    QVERIFY(!must(notes().edit(saved.id, bodyPatch(QStringLiteral("a\r\nb\r\nc\r\n")))).changed);
}

void TestNoteStore::keepsUnknownMembers()
{
    NoteContent given = content(QStringLiteral("a"));
    given.extra = {
        {QStringLiteral("front_matter"), QStringLiteral("x: 1")},
        {QStringLiteral("_id"), QStringLiteral("evil")},
        {QStringLiteral("title"), QStringLiteral("other")}};
    const Saved saved = must(notes().create(given));
    must(notes().edit(saved.id, bodyPatch(QStringLiteral("b"))));
    const Note note = must(notes().note(saved.id));
    QCOMPARE(note.raw.value(u"front_matter").toString(), QStringLiteral("x: 1"));
    QVERIFY(!note.raw.contains(u"_id"));
    QCOMPARE(note.title, QStringLiteral("a"));
}

void TestNoteStore::importIsRepeatable()
{
    QList<NoteContent> all;
    for (int i = 0; i < 450; ++i) { // more than two transactions
        NoteContent note = content(QStringLiteral("n%1").arg(i));
        note.source = QStringLiteral("folder/%1.md").arg(i);
        note.createdAt = 1'000;
        note.updatedAt = 2'000;
        all.append(note);
    }
    all.append(all.first());
    QSignalSpy spy(&**m, &Store::changed);
    const QList<Saved> first = must(notes().createMany(all));
    QCOMPARE(spy.size(), 3);
    QVERIFY(first.at(7).changed && !first.last().changed);
    QCOMPARE(first.last().id, first.first().id);
    QCOMPARE(must(notes().note(first.first().id)).updatedAt, 2'000);
    const QList<Saved> second = must(notes().createMany(all));
    QVERIFY(std::none_of(
        second.begin(), second.end(), [](const Saved &saved) { return saved.changed; }));
    QCOMPARE(must((*m)->tallies()).notes, 450);
    TestStore other(2); // another device makes the same notes of the same files
    QCOMPARE(must(other->notes().createMany(all)).at(3).id, first.at(3).id);
    must(notes().remove({first.first().id}, true));
    QVERIFY(
        must(notes().createMany({all.first()})).first().changed); // imported again after removal
}

void TestNoteStore::statesOfRows()
{
    const Saved saved = must(notes().create(content(QStringLiteral("a"))));
    const auto state = [this] { return must(notes().list({})).first().state; };
    const auto execute = [this](const char *sql) {
        must(databaseOf(**m).execute(QLatin1String(sql)));
    };
    QCOMPARE(state(), NoteState::Pending);
    execute("UPDATE outbox SET attempts = 2, next_attempt_at = 99999999999999");
    QCOMPARE(state(), NoteState::Retrying);
    execute("UPDATE outbox SET dead = 1");
    QCOMPARE(state(), NoteState::Failed);
    must(notes().edit(saved.id, bodyPatch(QStringLiteral("new"))));
    QCOMPARE(state(), NoteState::Pending);
    NoteQuery pending;
    pending.state = NoteState::Pending;
    QCOMPARE(must(notes().keys(pending)).size(), 1);
    pending.state = NoteState::Synced;
    QCOMPARE(must(notes().keys(pending)).size(), 0);
}

void TestNoteStore::namesSortAsAPersonExpects()
{
    const QStringList inOrder{
        QStringLiteral("Æon"),    QStringLiteral("af"),      QStringLiteral("Ågot"),
        QStringLiteral("Ärger"),  QStringLiteral("Łódź"),    QStringLiteral("Lodz 2"),
        QStringLiteral("Note 2"), QStringLiteral("note 10"), QStringLiteral("Note 10 b"),
        QStringLiteral("zebra"),  QStringLiteral("Ørsted 1")};
    QStringList expected = inOrder;
    expected.move(expected.size() - 1, 9); // "ørsted" is "orsted"
    for (qsizetype i = 0; i < inOrder.size(); ++i) {
        const QString &name = inOrder.at(i * 7 % inOrder.size());
        NoteContent note = content(name, QStringLiteral("text"));
        note.tags = {name};
        must(notes().create(note));
        must((*m)->notebooks().ensurePath(name));
    }
    NoteQuery query;
    query.sort = NoteQuery::Sort::Title;
    QStringList titles;
    for (const NoteSummary &note : must(notes().list(query)))
        titles.append(note.title);
    QCOMPARE(titles, expected);
    QStringList paths;
    for (const NotebookInfo &notebook : must((*m)->notebooks().list()))
        paths.append(notebook.path);
    QCOMPARE(paths, expected);
    QStringList tags;
    for (const TagInfo &tag : must((*m)->tags().list()))
        tags.append(tag.name);
    QCOMPARE(tags, expected);
}

void TestNoteStore::keysFollowTheQuery()
{
    const NotebookInfo outer = must((*m)->notebooks().ensurePath(QStringLiteral("A")));
    const NotebookInfo inner = must((*m)->notebooks().ensurePath(QStringLiteral("A/B")));
    const auto add = [&](const char *title, const QString &notebook, const char *tag, bool pinned) {
        m->clock.advance(1'000);
        NoteContent note = content(QLatin1String(title), QStringLiteral("- [ ] do"));
        note.notebookId = notebook;
        note.pinned = pinned;
        if (*tag)
            note.tags = {QLatin1String(tag)};
        must(notes().create(note));
    };
    add("cherry", {}, "red", false);
    add("apple", outer.id, "red", false);
    add("Banana", inner.id, "", true);
    const auto titles = [this](const NoteQuery &query) {
        QStringList found;
        for (const NoteSummary &row : must(notes().list(query)))
            found.append(row.title);
        return found.join(u' ');
    };
    NoteQuery query;
    QCOMPARE(titles(query), QStringLiteral("Banana apple cherry"));
    query.sort = NoteQuery::Sort::Title;
    QCOMPARE(titles(query), QStringLiteral("Banana apple cherry"));
    query.pinnedFirst = false;
    QCOMPARE(titles(query), QStringLiteral("apple Banana cherry"));
    query.limit = 1;
    query.offset = 1;
    QCOMPARE(titles(query), QStringLiteral("Banana"));
    query = {};
    query.notebookId = outer.id;
    QCOMPARE(titles(query), QStringLiteral("Banana apple"));
    query.tag = QStringLiteral("red");
    QCOMPARE(titles(query), QStringLiteral("apple"));
    query = {};
    query.onlyOpenTasks = true;
    query.sort = NoteQuery::Sort::Created;
    QCOMPARE(titles(query), QStringLiteral("Banana apple cherry"));
    query = {};
    query.onlyEmergency = true;
    QCOMPARE(titles(query), QString());
    query = {};
    query.text = QStringLiteral("cher");
    QCOMPARE(titles(query), QStringLiteral("cherry"));
}

void TestNoteStore::titlesAreFound()
{
    const Saved old = must(notes().create(content(QStringLiteral("Über Pumpen"))));
    m->clock.advance(1'000);
    must(notes().create(content(QStringLiteral("Uber Pumpen"))));
    m->clock.advance(1'000);
    must(notes().create(content(QStringLiteral("Alte Pumpe"))));
    QCOMPARE(must(notes().idOfTitle(QStringLiteral("über pumpen"))), std::optional(old.id));
    QCOMPARE(must(notes().idOfTitle(QStringLiteral("pumpen"))), std::optional<QString>());
    const QList<NoteSummary> found = must(notes().byTitle(QStringLiteral("uber"), 10));
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first().title, QStringLiteral("Uber Pumpen")); // the newer one
    QCOMPARE(
        must(notes().byTitle(QStringLiteral("pump"), 10)).first().title,
        QStringLiteral("Alte Pumpe"));
    QCOMPARE(must(notes().byTitle(QString(), 2)).size(), 2);
}

void TestNoteStore::tasksAndPreview_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QString>("preview");
    const auto row = [](const char *name, const char *body, bool open, const char *preview) {
        QTest::newRow(name) << QString::fromUtf8(body) << open << QString::fromUtf8(preview);
    };
    row("empty", "", false, "");
    row("task", "- [ ] a", true, "a");
    row("ticked", "- [x] a\n* [X] b", false, "a b");
    row("numbered", "1. [ ] a", true, "a");
    row("nested in a quote", "> * [ ] a", true, "a");
    row("in code", "```\n- [ ] a\n```", false, "- [ ] a");
    row("after code", "~~~\n```\n~~~\n- [ ] a", true, "``` a");
    row("no list", "[ ] a[0] [[Other note]]", false, "[ ] a[0] Other note");
    row("link", "see [the *site*](http://x.org/a_b) now", false, "see the site now");
    row("image", "![pump](a.png) ok", false, "pump ok");
    row("marks", "**bold** _it_ `code` ~~old~~ snake_case 2 * 3", false,
        "bold it code old snake_case 2 * 3");
    row("rule and heading", "## Title\n---\ntext", false, "Title text");
    row("escapes", "\\*not\\*", false, "*not*");
}

void TestNoteStore::tasksAndPreview()
{
    QFETCH(QString, body);
    QFETCH(bool, open);
    QFETCH(QString, preview);
    const Saved saved = must(notes().create(content(QStringLiteral("a"), body)));
    QCOMPARE(must((*m)->tallies()).openTasks, open ? 1 : 0);
    QCOMPARE(must(notes().note(saved.id)).preview, preview.simplified());
    QVERIFY(must(notes().note(saved.id)).preview.size() <= 200);
}

void TestNoteStore::notifiesAfterCommitOnly()
{
    // Whoever hears of a change must find it on a connection of its own: it is committed, as a kill
    // right now would prove.
    const std::unique_ptr<Store> other = m->second();
    int heard = 0;
    connect(&**m, &Store::changed, this, [&](const ChangeSet &changes) {
        ++heard;
        QCOMPARE(changes.origin, ChangeSet::Origin::Person);
        for (const qint64 key : changes.notes)
            QVERIFY(other->notes().note(key));
        QVERIFY(!databaseOf(**m).inTransaction());
    });
    const Saved saved = must(notes().create(content(QStringLiteral("a"))));
    must(notes().edit(saved.id, bodyPatch(QStringLiteral("b"))));
    QCOMPARE(heard, 2);
    QCOMPARE(must(other->notes().note(saved.id)).body, QStringLiteral("b"));
    // A change that cannot be committed is not told, and leaves nothing behind.
    must(databaseOf(**m).execute(
        QStringLiteral("CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.outbox"
                       " BEGIN SELECT RAISE(ABORT, 'disk is on fire'); END")));
    const auto refused = notes().create(content(QStringLiteral("never")));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QCOMPARE(heard, 2);
    QCOMPARE(must((*m)->tallies()).notes, 1);
    must(databaseOf(**m).execute(QStringLiteral("DROP TRIGGER refuse")));
    must(notes().create(content(QStringLiteral("now"))));
    QCOMPARE(heard, 3);
}

void TestNoteStore::survivesReopening()
{
    const Saved saved = must(notes().create(content(QStringLiteral("a"), QStringLiteral("b"))));
    m->reopen();
    QCOMPARE(must(notes().note(saved.id)).rev, saved.rev);
    QCOMPARE(must((*m)->tallies()).notes, 1);
}

/// The rows that a save touches do not depend on how many notes there are.
void TestNoteStore::costsDoNotGrow()
{
    QList<NoteContent> many;
    for (int i = 0; i < 5'000; ++i) {
        NoteContent note =
            content(QStringLiteral("title %1").arg(i), QStringLiteral("some text ").repeated(20));
        note.tags = {QStringLiteral("t%1").arg(i % 7)};
        many.append(note);
    }
    QElapsedTimer timer;
    timer.start();
    const QList<Saved> saved = must(notes().createMany(many));
    qInfo("createMany: %lld notes/s", 5'000'000 / std::max<qint64>(1, timer.elapsed()));
    for (const char *sql :
         {"SELECT n.document FROM note n WHERE n.trashed = 0"
          " ORDER BY n.pinned DESC, n.updated_at DESC, n.document DESC",
          "SELECT n.document FROM note n WHERE n.trashed = 0"
          " ORDER BY n.pinned DESC, n.title_key, n.document"}) {
        Statement plan =
            databaseOf(**m).statement(QStringLiteral("EXPLAIN QUERY PLAN ") + QLatin1String(sql));
        QVERIFY(plan.run() && plan.next());
        QVERIFY2(plan.text(3).contains(QStringLiteral("COVERING INDEX")), qPrintable(plan.text(3)));
        QVERIFY(!plan.next()); // no sorting either
    }
    Statement ranked = databaseOf(**m).statement( // what a search asks of a thousand notes
        QStringLiteral("EXPLAIN QUERY PLAN SELECT n.document FROM note n INDEXED BY note_by_row"
                       " WHERE n.rowid = 1 AND n.trashed = 0 AND n.pinned = 1"));
    QVERIFY(ranked.run() && ranked.next());
    QVERIFY2(ranked.text(3).contains(QStringLiteral("COVERING INDEX")), qPrintable(ranked.text(3)));
    QCOMPARE(must(notes().keys({})).size(), 5'000);
    QCOMPARE(must(notes().summaries(must(notes().keys({})).mid(2'000, 100))).size(), 100);
    must(notes().edit(saved.at(2'500).id, bodyPatch(QStringLiteral("new"))));
}

QTEST_GUILESS_MAIN(TestNoteStore)
#include "tst_notestore.moc"
