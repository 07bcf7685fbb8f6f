// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "must.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/policystore.h"
#include "store/conflict/removalguard.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QJsonDocument>
#include <QTest>

using namespace cairn;

/// Somebody types while the same note is written elsewhere: other processes, sync, the history.
class TestCrossedEdit : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void appendedLineStays_data();
    void appendedLineStays();
    void tagsAndNotebookStay();
    void titleAndTextMeet();
    void noWordOfAConflictIsLost_data();
    void noWordOfAConflictIsLost();
    void unknownBaseKeepsBoth();
    void whatCameIsNotTakenForRemoved_data();
    void whatCameIsNotTakenForRemoved();
    void policyDecidesAtOnce();
    void historyRestoredMeanwhile();
    void trashedMeanwhileComesBack();
    void writtenByThePersonIsTheirs();
    void deletedMeanwhileComesBack_data();
    void deletedMeanwhileComesBack();
    void aNoteThatNeverWasBegins();
    void nothingNewWritesNothing();
    void everybodysWordsStay_data();
    void everybodysWordsStay();

private:
    /// What a window does: it shows a note, and writes the text that came of it.
    NotePatch typed(const Note &shown, const QString &body) const
    {
        NotePatch patch;
        patch.body = body;
        patch.basedOn = shown.rev;
        patch.base = shown.raw;
        return patch;
    }
    Note made(const QString &body);
    void send(const QString &id); ///< as if the server had taken it
    NoteStore &window() { return (*m)->notes(); }
    NoteStore &elsewhere() { return m_other->notes(); }
    int leaves(const QString &id);
    /// The first word that is neither in what is shown nor in a version beside it.
    QString lost(const QString &id, const QStringList &words);

    std::unique_ptr<TestStore> m;
    std::unique_ptr<Store> m_other; ///< of another process
};

void TestCrossedEdit::init()
{
    m = std::make_unique<TestStore>();
    m_other = m->second(ChangeSet::Origin::Person);
}

void TestCrossedEdit::cleanup()
{
    QCOMPARE(storeProblems(databaseOf(**m)), QStringList());
    m_other.reset();
    m.reset();
}

Note TestCrossedEdit::made(const QString &body)
{
    NoteContent content;
    content.title = QStringLiteral("Note");
    content.body = body;
    return must(window().note(must(window().create(content)).id));
}

void TestCrossedEdit::send(const QString &id)
{
    const RevId shown = must(window().note(id)).rev;
    must((*m)->replica().store(
        {}, {{id, {shown}, false}}, QStringLiteral("server"), {}, Removals::Hold));
}

int TestCrossedEdit::leaves(const QString &id)
{
    Statement query = databaseOf(**m).statement(
        QStringLiteral("SELECT count(*) FROM revision r JOIN document d ON d.key = r.document"
                       " WHERE r.leaf = 1 AND r.deleted = 0 AND d.id = :id"));
    query.bind(":id", id);
    must(query.run());
    return query.next() ? int(query.integer(0)) : 0;
}

QString TestCrossedEdit::lost(const QString &id, const QStringList &words)
{
    QStringList texts{must(window().note(id)).body};
    if (const auto details = (*m)->conflicts().details(id)) {
        for (const auto &leaf : details->leaves)
            texts << must(window().noteAt(id, leaf.rev)).body;
    }
    for (const QString &word : words) {
        if (texts.filter(word).isEmpty())
            return QStringLiteral("%1 in none of: %2")
                .arg(word, texts.join(QStringLiteral("\n---\n")));
    }
    return {};
}

void TestCrossedEdit::appendedLineStays_data()
{
    QTest::addColumn<bool>("sent");
    QTest::addColumn<bool>("sentAgain");
    QTest::newRow("never sent") << false << false;
    QTest::newRow("sent before") << true << false;
    QTest::newRow("sent meanwhile") << false << true;
}

void TestCrossedEdit::appendedLineStays()
{
    QFETCH(bool, sent);
    QFETCH(bool, sentAgain);
    Note shown = made(QStringLiteral("first\n\nmiddle\n\nlast"));
    if (sent)
        send(shown.id);
    shown = must(window().note(shown.id));
    NotePatch line;
    line.body = shown.body + QStringLiteral("\n\nappended");
    must(elsewhere().edit(shown.id, line)); // rewrites the revision that is shown
    if (sentAgain)
        send(shown.id);
    const Saved saved =
        must(window().edit(shown.id, typed(shown, QStringLiteral("word first\n\nmiddle\n\nlast"))));
    const Note now = must(window().note(shown.id));
    QCOMPARE(now.body, QStringLiteral("word first\n\nmiddle\n\nlast\n\nappended"));
    QCOMPARE(now.rev, saved.rev);
    QVERIFY(!now.conflict);
    QCOMPARE(leaves(shown.id), 1);
}

void TestCrossedEdit::tagsAndNotebookStay()
{
    const Note shown = made(QStringLiteral("text"));
    NotePatch other;
    other.addTags = QStringList{QStringLiteral("urgent")};
    other.pinned = true;
    other.notebookId = must((*m)->notebooks().ensurePath(QStringLiteral("Work"))).id;
    must(elsewhere().edit(shown.id, other));
    must(window().edit(shown.id, typed(shown, QStringLiteral("text and more"))));
    const Note now = must(window().note(shown.id));
    QCOMPARE(now.body, QStringLiteral("text and more"));
    QCOMPARE(now.tags, QStringList{QStringLiteral("urgent")});
    QCOMPARE(now.notebookId, *other.notebookId);
    QVERIFY(now.pinned);
}

void TestCrossedEdit::titleAndTextMeet()
{
    const Note shown = made(QStringLiteral("text"));
    NotePatch other;
    other.title = QStringLiteral("Renamed");
    must(elsewhere().edit(shown.id, other));
    must(window().edit(shown.id, typed(shown, QStringLiteral("text and more"))));
    const Note now = must(window().note(shown.id));
    QCOMPARE(now.title, QStringLiteral("Renamed"));
    QCOMPARE(now.body, QStringLiteral("text and more"));
}

void TestCrossedEdit::noWordOfAConflictIsLost_data()
{
    QTest::addColumn<bool>("sent");
    QTest::addColumn<bool>("sentAgain");
    QTest::newRow("never sent") << false << false;
    QTest::newRow("sent before") << true << false;
    QTest::newRow("sent meanwhile") << false << true;
}

void TestCrossedEdit::noWordOfAConflictIsLost()
{
    QFETCH(bool, sent);
    QFETCH(bool, sentAgain);
    Note shown = made(QStringLiteral("one line"));
    if (sent)
        send(shown.id);
    NotePatch other;
    other.body = QStringLiteral("their line");
    must(elsewhere().edit(shown.id, other));
    if (sentAgain)
        send(shown.id);
    must(window().edit(shown.id, typed(shown, QStringLiteral("my line"))));
    Note now = must(window().note(shown.id));
    QCOMPARE(now.body, QStringLiteral("my line")); // no text changes under the caret
    QVERIFY(now.conflict); // also where nothing is ever synced
    QCOMPARE(leaves(shown.id), 2);
    const ConflictDetails details = must((*m)->conflicts().details(shown.id));
    QCOMPARE(details.leaves.size(), 2);
    QStringList versions;
    for (const auto &leaf : details.leaves)
        versions << must(window().noteAt(shown.id, leaf.rev)).body;
    versions.sort();
    QCOMPARE(versions, QStringList({QStringLiteral("my line"), QStringLiteral("their line")}));
    // Writing goes on in the version that is shown.
    must(window().edit(shown.id, typed(now, QStringLiteral("my line, longer"))));
    QCOMPARE(must(window().note(shown.id)).body, QStringLiteral("my line, longer"));
    QCOMPARE(leaves(shown.id), 2);
}

void TestCrossedEdit::unknownBaseKeepsBoth()
{
    const Note shown = made(QStringLiteral("first"));
    NotePatch other;
    other.body = QStringLiteral("theirs");
    must(elsewhere().edit(shown.id, other));
    NotePatch patch;
    patch.body = QStringLiteral("mine");
    patch.basedOn = shown.rev; // and nobody has its text any more
    must(window().edit(shown.id, patch));
    QCOMPARE(must(window().note(shown.id)).body, QStringLiteral("mine"));
    QCOMPARE(leaves(shown.id), 2);
}

void TestCrossedEdit::whatCameIsNotTakenForRemoved_data()
{
    QTest::addColumn<bool>("sentAgain");
    QTest::newRow("not sent") << false;
    QTest::newRow("sent between") << true;
}

/// What another device wrote came while somebody typed on in a window that does not show it yet.
/// Nobody removed it, neither here nor for those who see only what is sent.
void TestCrossedEdit::whatCameIsNotTakenForRemoved()
{
    QFETCH(const bool, sentAgain);
    const Note first = made(QStringLiteral("place\n\nend\nplace\n\nend"));
    send(first.id);
    DocumentRevision came{first.id, {}, {}, false, first.raw};
    came.body.insert(field::kBody, QStringLiteral("place\ntheirs\nend\nplace\ntheir own\nend"));
    came.rev = makeRevId(first.rev, false, came.body);
    came.path = {came.rev, first.rev};
    must((*m)->replica().store({came}, {}, QStringLiteral("server"), {}, Removals::Hold));

    const QString written = first.body + QStringLiteral("\nmine");
    must(window().edit(first.id, typed(first, written)));
    const Note merged = must(window().note(first.id));
    Note base = merged;
    QVERIFY(!base.conflict);
    QVERIFY(base.body.contains(QStringLiteral("theirs")));
    if (sentAgain)
        send(first.id);
    base.rev = {};
    base.raw.insert(field::kBody, written);
    must(window().edit(
        first.id, typed(base, QStringLiteral("place\n\nend\nplace\nmy own\nend\nmine"))));
    const QStringList words{
        QStringLiteral("theirs"), QStringLiteral("their own"), QStringLiteral("my own")};
    must((*m)->replica().reconcile(10));
    QCOMPARE(lost(first.id, words), QString());
    QVERIFY(must(window().note(first.id)).conflict);

    TestStore there(7);
    QList<DocumentRevision> all{{first.id, first.rev, {first.rev}, false, first.raw}, came};
    const QList<PushDocument> sent = must((*m)->replica().nextToPush(9, 1'000'000, {}));
    for (const PushDocument &document : sent) {
        for (const PushRevision &revision : document.revisions)
            all.append(
                {document.documentId, revision.rev, revision.path, revision.deleted,
                 QJsonDocument::fromJson(revision.body).object()});
    }
    if (sentAgain)
        all.append({first.id, merged.rev, {merged.rev, came.rev, first.rev}, false, merged.raw});
    for (const DocumentRevision &revision : std::as_const(all))
        must(there->replica().store({revision}, {}, QStringLiteral("server"), {}, Removals::Admit));
    must(there->replica().reconcile(10));
    QCOMPARE(must(there->conflicts().details(first.id)).leaves.size(), 2);
}

void TestCrossedEdit::policyDecidesAtOnce()
{
    must((*m)->policies().setPolicy(ConflictPolicy::Both));
    const Note shown = made(QStringLiteral("one line"));
    NotePatch other;
    other.body = QStringLiteral("their line");
    must(elsewhere().edit(shown.id, other));
    must(window().edit(shown.id, typed(shown, QStringLiteral("my line"))));
    QCOMPARE(leaves(shown.id), 1);
    QStringList texts;
    for (const NoteSummary &note : must(window().list({})))
        texts << must(window().note(note.id)).body;
    texts.sort();
    QCOMPARE(texts, QStringList({QStringLiteral("my line"), QStringLiteral("their line")}));
}

void TestCrossedEdit::historyRestoredMeanwhile()
{
    const Note first = made(QStringLiteral("heading\n\nold paragraph\n\nend"));
    m->clock.advance(20 * 60'000);
    NotePatch change;
    change.body = QStringLiteral("heading\n\nnew paragraph\n\nend");
    must(window().edit(first.id, change));
    const Note shown = must(window().note(first.id));
    must(elsewhere().revert(first.id, first.rev));
    must(window().edit(
        first.id, typed(shown, QStringLiteral("heading\n\nnew paragraph\n\nend, and more"))));
    QCOMPARE(
        must(window().note(first.id)).body,
        QStringLiteral("heading\n\nold paragraph\n\nend, and more"));
}

void TestCrossedEdit::trashedMeanwhileComesBack()
{
    const Note shown = made(QStringLiteral("text"));
    NotePatch trash;
    trash.trashed = true;
    must(elsewhere().edit(shown.id, trash));
    must(window().edit(shown.id, typed(shown, QStringLiteral("text and more"))));
    const Note now = must(window().note(shown.id));
    QVERIFY(!now.trashedAt); // as between two devices: the edit lives
    QCOMPARE(now.body, QStringLiteral("text and more"));
}

/// What a server took away and the person brought back by writing is not missed any more, whatever
/// they made of it: nothing brings the former text back over their words.
void TestCrossedEdit::writtenByThePersonIsTheirs()
{
    for (const bool trashed : {true, false}) {
        const Note shown = made(QStringLiteral("one two three four five six seven"));
        send(shown.id);
        DocumentRevision gone{shown.id, {}, {}, !trashed, {}};
        if (trashed) {
            gone.body = shown.raw;
            gone.body.insert(field::kTrashedAt, 7);
        }
        gone.rev = makeRevId(shown.rev, gone.deleted, gone.body);
        gone.path = {gone.rev, shown.rev};
        must((*m)->replica().store({gone}, {}, QStringLiteral("server"), {}, Removals::Admit));
        const auto missed = [this] { return must((*m)->replica().removals().removed(0, 9)); };
        QCOMPARE(missed().size(), 1);
        must(window().edit(shown.id, typed(shown, QStringLiteral("something else by now"))));
        QCOMPARE(must(window().note(shown.id)).body, QStringLiteral("something else by now"));
        QCOMPARE(missed().size(), 0);
        Statement rows = databaseOf(**m).statement(QStringLiteral("SELECT count(*) FROM removal"));
        must(rows.run());
        QVERIFY(rows.next());
        QCOMPARE(rows.integer(0), 0); // and counts no more
    }
}

void TestCrossedEdit::deletedMeanwhileComesBack_data()
{
    QTest::addColumn<bool>("sent");
    QTest::newRow("never sent") << false;
    QTest::newRow("sent before") << true;
}

void TestCrossedEdit::deletedMeanwhileComesBack()
{
    QFETCH(bool, sent);
    const Note shown = made(QStringLiteral("text"));
    if (sent)
        send(shown.id);
    must(elsewhere().remove({shown.id}, true));
    QCOMPARE(window().edit(shown.id, typed(shown, shown.body)).error().kind, ErrorKind::NotFound);
    must(window().edit(shown.id, typed(shown, QStringLiteral("text and more"))));
    QCOMPARE(must(window().note(shown.id)).body, QStringLiteral("text and more"));
}

/// A backup from before the note was restored while somebody wrote: the whole note lives.
void TestCrossedEdit::aNoteThatNeverWasBegins()
{
    TestStore other(7);
    NoteContent content;
    content.title = QStringLiteral("T");
    content.body = QStringLiteral("text");
    content.tags = QStringList{QStringLiteral("oil")};
    content.notebookId = must(other->notebooks().add(QStringLiteral("Plant"), {})).id;
    const Note shown = must(other->notes().note(must(other->notes().create(content)).id));
    QCOMPARE(window().edit(shown.id, typed(shown, shown.body)).error().kind, ErrorKind::NotFound);
    must(window().edit(shown.id, typed(shown, QStringLiteral("text and more"))));
    const Note now = must(window().note(shown.id));
    QCOMPARE(now.title, QStringLiteral("T"));
    QCOMPARE(now.body, QStringLiteral("text and more"));
    QCOMPARE(now.tags, content.tags);
    QCOMPARE(now.createdAt, shown.createdAt);
    QCOMPARE(now.notebookId, QString());
    QCOMPARE(now.state, NoteState::Pending);
    must(window().edit(now.id, typed(now, QStringLiteral("and on"))));
    NotePatch blind; // of a command: it does not know what was there
    blind.body = QStringLiteral("x");
    const QString unknown = QStringLiteral("note:00000000000000000000000042");
    QCOMPARE(window().edit(unknown, blind).error().kind, ErrorKind::NotFound);
    NotePatch foreign = typed(shown, QStringLiteral("x"));
    QCOMPARE(
        window().edit(QStringLiteral("notebook:1"), foreign).error().kind, ErrorKind::NotFound);
}

void TestCrossedEdit::nothingNewWritesNothing()
{
    const Note shown = made(QStringLiteral("text"));
    NotePatch other;
    other.body = QStringLiteral("text and more");
    must(elsewhere().edit(shown.id, other));
    QVERIFY(!must(window().edit(shown.id, typed(shown, shown.body))).changed);
    QVERIFY(!must(window().edit(shown.id, typed(shown, *other.body))).changed);
    QCOMPARE(must(window().note(shown.id)).body, *other.body);
}

void TestCrossedEdit::everybodysWordsStay_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// Three windows and a command line write into one note, now and then it is sent. Each window has
/// unsaved text most of the time, and some go on typing before they take over what a save gave.
void TestCrossedEdit::everybodysWordsStay()
{
    QFETCH(int, seed);
    SeededRandom dice{quint64(seed)};
    const auto below = [&dice](int n) { return int(dice.below(quint64(n))); };
    QStringList start;
    for (int i = 0; i < 12; ++i)
        start << QStringLiteral("line %1").arg(i);
    const Note first = made(start.join(QStringLiteral("\n\n")));
    struct Window {
        Note base;
        QString text;
    };
    QList<Window> windows(3, {first, first.body});
    QStringList words;
    const auto write = [&](QString text) {
        QStringList lines = text.split(QLatin1Char('\n'));
        words << QStringLiteral("w%1x").arg(words.size());
        lines[below(int(lines.size()))] += QLatin1Char(' ') + words.last();
        return lines.join(QLatin1Char('\n'));
    };
    for (int step = 0; step < 60; ++step) {
        Window &one = windows[below(3)];
        switch (below(6)) {
        case 0: {
            NotePatch line;
            line.body = write(must(elsewhere().note(first.id)).body);
            must(elsewhere().edit(first.id, line));
            break;
        }
        case 1:
            if (below(3) == 0)
                send(first.id);
            break;
        default: {
            one.text = write(one.text);
            must(window().edit(first.id, typed(one.base, one.text)));
            one.base = must(window().note(first.id));
            if (one.base.body != one.text && below(3) == 0) { // typed on before it was taken over
                one.base.rev = {};
                one.base.raw.insert(QStringLiteral("body"), one.text);
            } else {
                one.text = one.base.body;
            }
            if (one.base.conflict) { // all come to show the same version
                for (Window &other : windows)
                    other = {one.base, one.base.body};
            }
        }
        }
        QCOMPARE(lost(first.id, words), QString());
    }
}

QTEST_GUILESS_MAIN(TestCrossedEdit)
#include "tst_crossededit.moc"
