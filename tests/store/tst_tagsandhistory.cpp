// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "must.h"
#include "store/history/activitystore.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/search/searchindex.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "tagname.h"
#include "teststore.h"

#include <QSignalSpy>
#include <QTest>

using namespace cairn;

class TestTagsAndHistory : public QObject {
    Q_OBJECT

private slots:
    void init() { m = std::make_unique<TestStore>(); }
    void cleanup()
    {
        QCOMPARE(storeProblems(databaseOf(**m)), QStringList());
        m.reset();
    }

    void tagsAreNormalized()
    {
        QCOMPARE(
            tagname::normalized(QStringLiteral("  ##Urgent \n now ")),
            QStringLiteral("Urgent now"));
        QCOMPARE(tagname::normalized(QStringLiteral(" # ")), QString());
        QCOMPARE(tagname::normalized(QString(101, u'x')), QString());
        const QStringList tags{QStringLiteral("Ger\u00e4te"), QStringLiteral("#theirs")};
        QVERIFY(tagname::contains(tags, QStringLiteral(" #GERA\u0308TE")));
        QVERIFY(tagname::contains(tags, QStringLiteral("#Theirs"))); // not written by Cairn
        QVERIFY(!tagname::contains(tags, QStringLiteral("Ger")));
    }

    void tagsAreListedByName()
    {
        add({QStringLiteral("b"), QStringLiteral("Äpfel")});
        const QString trashed = add({QStringLiteral("b"), QStringLiteral("only in the trash")});
        NotePatch patch;
        patch.trashed = true;
        must((*m)->notes().edit(trashed, patch));
        const QList<TagInfo> tags = must((*m)->tags().list());
        QStringList names;
        for (const TagInfo &tag : tags)
            names.append(tag.name);
        names.sort();
        QCOMPARE(names, (QStringList{QStringLiteral("b"), QStringLiteral("Äpfel")}));
        for (const TagInfo &tag : tags)
            QCOMPARE(tag.notes, 1);
    }

    void renameMergesAndIsOneChange()
    {
        const QString one = add({QStringLiteral("old")});
        const QString both = add({QStringLiteral("old"), QStringLiteral("new")});
        add({QStringLiteral("new")});
        QSignalSpy changed(&**m, &Store::changed);
        QCOMPARE(renamed("old", " #new"), 2);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(must((*m)->notes().note(one)).tags, QStringList(QStringLiteral("new")));
        QCOMPARE(must((*m)->notes().note(both)).tags, QStringList(QStringLiteral("new")));
        QCOMPARE(must((*m)->tags().list()).size(), 1);
        QCOMPARE(must((*m)->tags().list()).at(0).notes, 3);
        QCOMPARE(renamed("new", "New"), 3);
        QCOMPARE(must((*m)->tags().list()).at(0).name, QStringLiteral("New"));
        QCOMPARE(
            (*m)->tags().rename(QStringLiteral("none"), QStringLiteral("x")).error().kind,
            ErrorKind::NotFound);
        QCOMPARE(
            (*m)->tags().rename(QStringLiteral("New"), QStringLiteral("#")).error().kind,
            ErrorKind::Invalid);
        QCOMPARE(renamed("New", "New"), 0);
    }

    void tagsDifferByMoreThanCaseAndForm()
    {
        const QString composed = QStringLiteral("\u00D6l");
        const QString decomposed = QStringLiteral("o\u0308l");
        const QString one = add({composed});
        const QString two = add({decomposed, composed});
        QCOMPARE(must((*m)->notes().note(two)).tags.size(), 1);
        const QList<TagInfo> tags = must((*m)->tags().list());
        QCOMPARE(tags.size(), 1);
        QCOMPARE(tags.first().name, composed);
        QCOMPARE(tags.first().notes, 2);
        for (const QString &typed : {composed, decomposed, QStringLiteral("ÖL")}) {
            NoteQuery query;
            query.tag = typed;
            QCOMPARE(must((*m)->notes().list(query)).size(), 2);
            QCOMPARE(must((*m)->search().search(QStringLiteral("tag:") + typed, 10)).size(), 2);
        }
        NotePatch patch;
        patch.addTags = {QStringLiteral("ÖL")}; // it has that already
        QVERIFY(!must((*m)->notes().edit(one, patch)).changed);
        patch.addTags.clear();
        patch.removeTags = {decomposed};
        must((*m)->notes().edit(one, patch));
        QCOMPARE(must((*m)->notes().note(one)).tags, QStringList());
        QCOMPARE(must((*m)->tags().list()).first().notes, 1);
    }

    void versionIsKeptOnceARevision()
    {
        const QString id = add({});
        const Note note = must((*m)->notes().note(id));
        Transaction transaction(databaseOf(**m));
        must(transaction.begin());
        QJsonObject body{
            {QStringLiteral("title"), QStringLiteral("äb")},
            {QStringLiteral("body"), QStringLiteral("c")}};
        const RevId rev{7, "aaaa"};
        must((*m)->versions().keep(note.key, rev, body, QStringLiteral("received")));
        body.insert(QStringLiteral("title"), QStringLiteral("another"));
        must((*m)->versions().keep(note.key, rev, body, QStringLiteral("written")));
        must(transaction.commit());
        const QList<NoteVersion> versions = must((*m)->versions().history(id));
        QCOMPARE(versions.size(), 2);
        QCOMPARE(versions.at(0).rev, note.rev); // the present one
        QCOMPARE(versions.at(0).kind, QStringLiteral("written"));
        QCOMPARE(versions.at(0).device, QStringLiteral("Test device"));
        QCOMPARE(versions.at(1).rev, rev);
        QCOMPARE(versions.at(1).kind, QStringLiteral("received"));
        QCOMPARE(versions.at(1).size, 4);
        QCOMPARE(versions.at(1).at, m->clock.nowMs());
        QCOMPARE(
            must((*m)->versions().body(id, rev)).value(u"title").toString(), QStringLiteral("äb"));
        QCOMPARE(must((*m)->versions().body(id, note.rev)).value(u"title").toString(), note.title);
        QCOMPARE((*m)->versions().body(id, RevId{1, "none"}).error().kind, ErrorKind::NotFound);
        QCOMPARE(
            (*m)->versions().history(QStringLiteral("note:none")).error().kind,
            ErrorKind::NotFound);
    }

    void activityIsKeptOverRestartsAndBounded()
    {
        {
            Transaction all(databaseOf(**m)); // for speed
            must(all.begin());
            for (int i = 0; i < 5'010; ++i)
                must((*m)->activity().append(
                    {0,
                     SyncActivity::Level::Warning,
                     Activity::Pulled,
                     {},
                     i,
                     QStringLiteral("detail")}));
            must(all.commit());
        }
        m->reopen();
        const QList<SyncActivity> lines = must((*m)->activity().list(10'000));
        QCOMPARE(lines.size(), 5'000);
        QCOMPARE(lines.constFirst().count, 5'009);
        QCOMPARE(lines.constLast().count, 10);
        QCOMPARE(lines.constFirst().level, SyncActivity::Level::Warning);
        QCOMPARE(lines.constFirst().at, m->clock.nowMs());
        QCOMPARE(must((*m)->activity().list(3)).size(), 3);
    }

private:
    int renamed(const char *from, const char *to)
    {
        const auto done = (*m)->tags().rename(QString::fromUtf8(from), QString::fromUtf8(to));
        return int(must(done).notes.size());
    }
    QString add(const QStringList &tags)
    {
        NoteContent content;
        content.title = QStringLiteral("note");
        content.tags = tags;
        return must((*m)->notes().create(content)).id;
    }
    std::unique_ptr<TestStore> m;
};

QTEST_GUILESS_MAIN(TestTagsAndHistory)
#include "tst_tagsandhistory.moc"
