#include "must.h"
#include "store/notebookstore.h"
#include "store/notestore.h"
#include "store/searchindex.h"
#include "store/textsnippet.h"
#include "teststore.h"

#include <QTest>

using namespace cairn;

/// Search over a real store: what is found, in which order, with which snippet.
class TestSearchIndex : public QObject {
    Q_OBJECT

private slots:
    void init() { m = std::make_unique<TestStore>(); }
    void cleanup() { m.reset(); }

    void findsWordsInTitleAndBody()
    {
        add(QStringLiteral("Pump 7 inspection"), QStringLiteral("Bearing noise above 1,200 rpm"));
        add(QStringLiteral("Meeting"), QStringLiteral("New gaskets for the pump"));
        add(QStringLiteral("Shopping"), QStringLiteral("Milk, bread"));
        QCOMPARE(titles(u"pump").size(), 2);
        QCOMPARE(titles(u"pump noise"), QStringList(QStringLiteral("Pump 7 inspection")));
        QCOMPARE(titles(u"noise pump"), QStringList(QStringLiteral("Pump 7 inspection")));
        QCOMPARE(titles(u"PUMP -noise"), QStringList(QStringLiteral("Meeting")));
        QCOMPARE(titles(u"\"new gaskets\""), QStringList(QStringLiteral("Meeting")));
        QCOMPARE(titles(u"\"gaskets new\""), QStringList());
        QCOMPARE(titles(u"-pump"), QStringList(QStringLiteral("Shopping")));
        QCOMPARE(titles(u"7"), QStringList(QStringLiteral("Pump 7 inspection")));
    }

    void lastWordIsABeginning()
    {
        add(QStringLiteral("Inspection"), QStringLiteral("bearing noise"));
        QCOMPARE(titles(u"bearing no").size(), 1);
        QCOMPARE(titles(u"bea noise").size(), 0);
        QCOMPARE(titles(u"insp").size(), 1);
        // "b" alone matches no whole word; until more is typed the other words decide.
        QCOMPARE(titles(u"noise b").size(), 1);
        QCOMPARE(titles(u"noise \"b\"").size(), 0);
        // Alone it is looked for where titles begin.
        QCOMPARE(titles(u"i").size(), 1);
        QCOMPARE(titles(u"b").size(), 0);
        QCOMPARE(titles(u"i is:pinned").size(), 0);
        QCOMPARE(titles(u"i -noise").size(), 0);
    }

    void titlesWeighMore()
    {
        add(QStringLiteral("Gaskets"),
            QStringLiteral("about something else entirely, with more words"));
        add(QStringLiteral("Other"),
            QStringLiteral("gaskets are mentioned here among other things"));
        QCOMPARE(titles(u"gaskets").value(0), QStringLiteral("Gaskets"));
        const QList<SearchHit> hits = must((*m)->search().search(QStringLiteral("gaskets"), 10));
        QVERIFY(hits.at(0).score > hits.at(1).score);
    }

    void findsWithoutAccentsAndInsideChinese()
    {
        add(QStringLiteral("Überdruck"), QStringLiteral("Kühlkreis prüfen"));
        add(QStringLiteral("今天检查水泵的轴承"), QStringLiteral("一切正常 🎉"));
        QCOMPARE(titles(u"uberdruck").size(), 1);
        QCOMPARE(titles(u"PRUFEN").size(), 1);
        QCOMPARE(titles(u"水泵").size(), 1);
        QCOMPARE(titles(u"轴").size(), 1);
        QCOMPARE(titles(u"泵水").size(), 0);
        QCOMPARE(titles(u"正常").size(), 1);
        QCOMPARE(titles(u"🎉").size(), 1);
    }

    void anythingTypedIsAQuery_data()
    {
        QTest::addColumn<QString>("query");
        for (const char *query :
             {"",
              " ",
              "\"",
              "-",
              "--",
              "\"\"",
              "-\"",
              "*",
              "a*",
              "^",
              "(",
              ")",
              "a AND",
              "NOT",
              "NEAR(",
              "title:",
              "body:x",
              "{title}:x",
              "a:b:c",
              "tag:",
              "#",
              "notebook:",
              "notebook:/",
              "is:",
              "is:x",
              "'",
              "\\",
              "%",
              "_",
              ";",
              "🎉",
              "\xf0\x9f\x8e\x89\xef\xb8\x8f",
              "-🎉",
              "水",
              "a\"b\"c\"",
              "-tag:none",
              "tag:none",
              "notebook:none",
              "-notebook:none",
              "is:trashed -is:trashed",
              "e\xcc\x81"})
            QTest::newRow(query) << QString::fromUtf8(query);
        QTest::newRow("long") << QStringLiteral("word ").repeated(10'000);
        QTest::newRow("surrogate") << QString(QChar(0xD83C));
        QTest::newRow("null") << QString(QChar(0));
    }
    void anythingTypedIsAQuery()
    {
        QFETCH(QString, query);
        add(QStringLiteral("A note"), QStringLiteral("a b c"));
        const auto hits = (*m)->search().search(query, 10);
        QVERIFY2(hits, hits ? "" : qPrintable(hits.error().message));
        NoteQuery list;
        list.text = query;
        const auto keys = (*m)->search().keys(list);
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().message));
    }

    void filters()
    {
        const QString north = must((*m)->notebooks().ensurePath(QStringLiteral("Site North"))).id;
        const QString pumps =
            must((*m)->notebooks().ensurePath(QStringLiteral("Site North/Pumps"))).id;
        add(QStringLiteral("one"), QStringLiteral("noise"), {QStringLiteral("Urgent")}, pumps);
        add(QStringLiteral("two"), QStringLiteral("noise"), {QStringLiteral("urgency")}, north);
        add(QStringLiteral("three"), QStringLiteral("noise\n- [ ] call"), {}, {});
        const QString trashed = add(QStringLiteral("four"), QStringLiteral("noise"));
        NotePatch patch;
        patch.trashed = true;
        must((*m)->notes().edit(trashed, patch));
        patch = {};
        patch.pinned = true;
        patch.emergency = true;
        must((*m)->notes().edit(idOf(u"two"), patch));

        const auto found = [this](QStringView query) {
            QStringList all = titles(query);
            all.sort();
            return all.join(u',');
        };
        QCOMPARE(found(u"noise"), QStringLiteral("one,three,two"));
        QCOMPARE(found(u"noise tag:urgent"), QStringLiteral("one"));
        QCOMPARE(found(u"#URGENT"), QStringLiteral("one"));
        QCOMPARE(found(u"#urgen"), QStringLiteral("one,two"));
        QCOMPARE(found(u"noise -#urgent"), QStringLiteral("three,two"));
        QCOMPARE(found(u"notebook:\"site north\""), QStringLiteral("one,two"));
        QCOMPARE(found(u"notebook:pumps noise"), QStringLiteral("one"));
        QCOMPARE(found(u"notebook:\"site north/pu\""), QStringLiteral("one"));
        QCOMPARE(found(u"noise -notebook:pumps"), QStringLiteral("three,two"));
        QCOMPARE(found(u"is:task"), QStringLiteral("three"));
        QCOMPARE(found(u"noise is:pinned"), QStringLiteral("two"));
        QCOMPARE(found(u"is:emergency"), QStringLiteral("two"));
        QCOMPARE(found(u"noise -is:pinned"), QStringLiteral("one,three"));
        QCOMPARE(found(u"is:trashed noise"), QStringLiteral("four"));
        QCOMPARE(found(u"is:conflict"), QString());
        QCOMPARE(found(u"tag:none"), QString());
        QCOMPARE(found(u"noise -tag:none"), QStringLiteral("one,three,two"));
    }

    void keysTakeTheOtherConditionsOfTheQuery()
    {
        const QString notebook = must((*m)->notebooks().ensurePath(QStringLiteral("A/B"))).id;
        const QString above = must((*m)->notebooks().findPath(QStringLiteral("A")))->id;
        const QString inside =
            add(QStringLiteral("in"), QStringLiteral("word"), {QStringLiteral("t")}, notebook);
        add(QStringLiteral("out"), QStringLiteral("word"));
        NoteQuery query;
        query.text = QStringLiteral("word");
        QCOMPARE(must((*m)->search().keys(query)).size(), 2);
        query.notebookId = above;
        QCOMPARE(
            must((*m)->search().keys(query)), QList<qint64>{must((*m)->notes().keyOf(inside))});
        query.notebookId.clear();
        query.tag = QStringLiteral("t");
        QCOMPARE(must((*m)->search().keys(query)).size(), 1);
        query.tag.clear();
        query.state = NoteState::Pending;
        QCOMPARE(must((*m)->search().keys(query)).size(), 2);
        query.state = NoteState::Synced;
        QCOMPARE(must((*m)->search().keys(query)).size(), 0);
        query.state.reset();
        query.limit = 1;
        query.offset = 1;
        QCOMPARE(must((*m)->search().keys(query)).size(), 1);
    }

    void followsEdits()
    {
        const QString id = add(QStringLiteral("Note"), QStringLiteral("before"));
        NotePatch patch;
        patch.body = QStringLiteral("after");
        must((*m)->notes().edit(id, patch));
        QCOMPARE(titles(u"before").size(), 0);
        QCOMPARE(titles(u"after").size(), 1);
        patch = {};
        patch.trashed = true;
        must((*m)->notes().edit(id, patch));
        QCOMPARE(titles(u"after").size(), 0);
        must((*m)->notes().remove({id}));
        QCOMPARE(titles(u"after is:trashed").size(), 0);
    }

    void snippetMarksTheMatch()
    {
        add(QStringLiteral("Title"),
            QStringLiteral("First line.\n\nThe **bearing** is loud.\nLast line."));
        const QList<SearchHit> hits = must((*m)->search().search(QStringLiteral("bearing"), 10));
        QCOMPARE(hits.size(), 1);
        QVERIFY(hits.at(0).snippet.contains(kMatchBegin + QStringLiteral("bearing") + kMatchEnd));
        QVERIFY(!hits.at(0).snippet.contains(u'\n'));
        const QString key =
            must((*m)->search().snippets(QStringLiteral("bearing"), {hits.at(0).key}))
                .value(hits.at(0).key);
        QCOMPARE(key, hits.at(0).snippet);
    }

    void snippetOfALargeNoteIsBounded()
    {
        const QString body = QStringLiteral("some words before it ") + QStringLiteral("needle and ")
            + QStringLiteral("filler text ").repeated(100'000);
        add(QStringLiteral("Large"), body);
        const QList<SearchHit> hits = must((*m)->search().search(QStringLiteral("needle"), 10));
        QCOMPARE(hits.size(), 1);
        QVERIFY(hits.at(0).snippet.contains(kMatchBegin + QStringLiteral("needle") + kMatchEnd));
        QVERIFY(hits.at(0).snippet.size() < 400);
    }

    void filtersOnlyAreSortedAsTheListIs()
    {
        for (const char16_t *title : {u"b", u"c", u"a"}) {
            m->clock.advance(1000);
            add(QString::fromUtf16(title), {}, {QStringLiteral("t")});
        }
        NoteQuery query;
        query.text = QStringLiteral("#t");
        query.sort = NoteQuery::Sort::Title;
        QCOMPARE(
            titlesOf(must((*m)->search().keys(query))),
            (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        query.sort = NoteQuery::Sort::Created;
        QCOMPARE(
            titlesOf(must((*m)->search().keys(query))),
            (QStringList{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("b")}));
    }

    void rebuildKeepsEverything()
    {
        add(QStringLiteral("Note"), QStringLiteral("needle"));
        must((*m)->search().rebuild());
        QCOMPARE(titles(u"needle").size(), 1);
    }

private:
    QString
    add(const QString &title, const QString &body, const QStringList &tags = {},
        const QString &notebook = {})
    {
        NoteContent content;
        content.title = title;
        content.body = body;
        content.tags = tags;
        content.notebookId = notebook;
        return must((*m)->notes().create(content)).id;
    }
    QStringList titles(QStringView query)
    {
        QStringList all;
        for (const SearchHit &hit : must((*m)->search().search(query.toString(), 100)))
            all.append(hit.title);
        return all;
    }
    QStringList titlesOf(const QList<qint64> &keys)
    {
        QStringList all;
        for (const NoteSummary &note : must((*m)->notes().summaries(keys)))
            all.append(note.title);
        return all;
    }
    QString idOf(QStringView title) { return *must((*m)->notes().idOfTitle(title.toString())); }

    std::unique_ptr<TestStore> m;
};

QTEST_GUILESS_MAIN(TestSearchIndex)
#include "tst_searchindex.moc"
