// SPDX-License-Identifier: GPL-3.0-or-later
#include "must.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/search/searchindex.h"
#include "store/search/textsnippet.h"
#include "store/sqlite/database.h"
#include "store/sqlite/vocabulary.h"
#include "storeinsides.h"
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
        QCOMPARE(titles(u"bea noise").size(), 1); // a part of a word, after all that have it whole
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

    void saysWhetherItWasCut()
    {
        const auto addMany = [this](int count, const NoteContent &content) {
            must((*m)->notes().createMany(QList<NoteContent>(count, content)));
        };
        const auto find = [this](const char *text) {
            NoteQuery query;
            query.text = QString::fromUtf8(text);
            return must((*m)->search().find(query));
        };
        NoteContent tagged;
        tagged.title = QStringLiteral("pump seven bearing");
        tagged.tags = {QStringLiteral("many")};
        addMany(199, tagged);
        QCOMPARE(find("mp seven bear").keys.size(), 199); // cut out of the middle
        QVERIFY(!find("mp seven bear").mayBeMore);
        addMany(1'001, tagged);
        QCOMPARE(find("mp seven bear").keys.size(), 200);
        QVERIFY(find("mp seven bear").mayBeMore);
        QCOMPARE(find("tag:many").keys.size(), 1'200);
        QVERIFY(!find("tag:many").mayBeMore);
        QCOMPARE(find("pump").keys.size(), SearchIndex::kRankedMatches);
        QVERIFY(find("pump").mayBeMore);
        QCOMPARE(find("p").keys.size(), SearchIndex::kRankedMatches); // titles that begin so
        QVERIFY(find("p").mayBeMore);

        NoteContent signs;
        signs.title = QStringLiteral("∞");
        addMany(1, signs);
        QCOMPARE(find("∞").keys.size(), 1);
        QVERIFY(!find("∞").mayBeMore);
        addMany(5'000, {});
        QCOMPARE(find("∞").keys.size(), 5'000 + 1'201); // as nothing: none of the newest has it
        addMany(1, signs);
        QCOMPARE(find("∞").keys.size(), 1);
        QVERIFY(find("∞").mayBeMore);
    }

    /// Where more words begin so than are looked for at first, all notes are found that were
    /// before; or, of more than are ranked, the newest that hold a frequent word or a new one.
    void findsAllBeginnings()
    {
        const auto find = [this](const QString &text) {
            NoteQuery query;
            query.text = text;
            return must((*m)->search().find(query));
        };
        QList<NoteContent> notes(5'000);
        for (int i = 0; i < 60; ++i) // their words are seen first
            notes[i].body = QStringLiteral("valve seal%1x").arg(i);
        for (int i = 60; i < 1'400; ++i)
            notes[i].body = QStringLiteral("sea water");
        notes[1'400].body = QStringLiteral("Unterseal valve");
        notes[1'401].body = QStringLiteral("seal") + QString(80, u'x') + QStringLiteral(" valve");
        notes[4'000].title = QStringLiteral("sealant");
        must((*m)->notes().createMany(notes));
        QCOMPARE(find(QStringLiteral("seal")).keys.size(), 63); // one of them as a part of a word
        QCOMPARE(find(QStringLiteral("valve seal")).keys.size(), 62);
        QCOMPARE(find(QStringLiteral("valve -water seal")).keys.size(), 62);
        const SearchIndex::Found many = find(QStringLiteral("sea"));
        QCOMPARE(many.keys.size(), SearchIndex::kRankedMatches);
        QVERIFY(many.mayBeMore);
        QCOMPARE(titlesOf(many.keys.first(1)), QStringList(QStringLiteral("sealant")));
        int marked = 0;
        for (const SearchHit &hit : must((*m)->search().search(QStringLiteral("seal"), 100)))
            marked += hit.snippet.contains(kMatchBegin + QStringLiteral("seal") + kMatchEnd);
        QCOMPARE(marked, 62); // all but the one that has it in its title
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

    void pastedTextFindsItself_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"Pump A | Pump B",
              "a + b",
              "20 € total",
              "C++",
              "C#",
              "-O2",
              "--error-on-warnings",
              "#4222891",
              "/etc/cairn/conf.d",
              "C:\\Users\\sam\\notes",
              "~/.config",
              "tag:none of these",
              "notebook:x",
              "is:pinned",
              "gcc -O2 -g main.c",
              "\"quoted\" text",
              "key: value",
              "x=1 && y!=2",
              "50%",
              "O’Brien",
              "ﾎﾟﾝﾌﾟ点検",
              "水泵 检查",
              "Straße 5",
              "naïve café",
              "e-mail@example.org",
              "(brackets) [x]",
              "it's",
              "H₂O",
              "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab",
              "か\xe3\x82\x99き",
              "½ cup",
              "tag:",
              "##heading",
              "#",
              "-",
              "--",
              "*",
              "(",
              "\"",
              "∞",
              "…",
              "¶ †",
              "|---|",
              "```",
              "<!-- -->",
              "?!",
              "㎏",
              "is:",
              "-\"",
              "\\"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void pastedTextFindsItself()
    {
        QFETCH(QString, text);
        add(QStringLiteral("Other"), QStringLiteral("nothing of it"));
        add(QStringLiteral("Wanted"), QStringLiteral("before\n") + text + QStringLiteral(" after"));
        QVERIFY2(
            titles(text).contains(QStringLiteral("Wanted")), qPrintable(titles(text).join(u',')));
    }

    /// What looks like the query language is compared as words are: a line end is a blank in the
    /// search field.
    void literalTextIsFolded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query");
        QTest::newRow("case") << QStringLiteral("gcc -O2 main.c") << QStringLiteral("gcc -o2");
        QTest::newRow("case of a filter")
            << QStringLiteral("write tag:work") << QStringLiteral("TAG:WORK");
        QTest::newRow("accents") << QStringLiteral("le tag:été") << QStringLiteral("tag:ete");
        QTest::newRow("line end") << QStringLiteral("one -two\nthree")
                                  << QStringLiteral("one -two three");
    }
    void literalTextIsFolded()
    {
        QFETCH(QString, text);
        QFETCH(QString, query);
        add(QStringLiteral("Wanted"), text);
        QCOMPARE(titles(query), QStringList(QStringLiteral("Wanted")));
    }

    /// A search for signs finds the notes that hold them, and nothing else; as a filter of the list
    /// they are as nothing where no note holds them, for somebody may only have begun to type.
    void signsAloneAreFound()
    {
        add(QStringLiteral("Without"), QStringLiteral("plain"));
        add(QStringLiteral("With"), QStringLiteral("x → ∞"));
        QCOMPARE(titles(u"∞"), QStringList(QStringLiteral("With")));
        QCOMPARE(titles(u"∮"), QStringList());
        NoteQuery query;
        query.text = QStringLiteral("∞");
        QCOMPARE(must((*m)->search().keys(query)).size(), 1);
        query.text = QStringLiteral("∮");
        QCOMPARE(must((*m)->search().keys(query)).size(), 2);
    }

    /// A selection may begin and end inside words.
    void findsPartsOfPhrases()
    {
        add(QStringLiteral("Wanted"), QStringLiteral("see Wasserpumpe/Ventil-Liste today"));
        add(QStringLiteral("Other"), QStringLiteral("Wasser and Liste"));
        for (const char *part : {"pumpe/Ventil-Liste", "serpumpe/Vent", "Ventil-L"})
            QCOMPARE(titles(QString::fromUtf8(part)), QStringList(QStringLiteral("Wanted")));
        QCOMPARE(titles(u"pumpe/Liste"), QStringList());
        for (const char *part :
             {"e Wasserpumpe/V", "pe/Ventil-Li", "PE/VENTIL-LISTE TO", "ee wasser", "e/Ventil"})
            QCOMPARE(titles(QString::fromUtf8(part)), QStringList(QStringLiteral("Wanted")));
        for (const char *part : {"x Wasserpumpe/V", "pe Ventil-Li", "ee pumpe"})
            QCOMPARE(titles(QString::fromUtf8(part)), QStringList());
    }

    void formsOfOneWord_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("found");
        const auto row = [](const char *name, const char *text, const char *query,
                            bool found = true) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(query) << found;
        };
        row("full width", "Ｐｕｍｐ ７", "pump 7");
        row("subscript", "H₂O level", "H2O");
        row("subscript asked for", "H2O level", "H₂O");
        row("apostrophe", "Mr O’Brien", "obrien");
        row("apostrophe asked for", "Mr O'Brien", "O’Brien");
        row("elision", "l’eau froide", "eau");
        row("soft hyphen", "Kühl\xc2\xadkreis", "Kühlkreis");
        row("Hangul", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한");
        row("kana", "か\xe3\x82\x99", "が");
        row("kana differ", "バス", "ハス", false);
        row("half-width kana", "ﾎﾟﾝﾌﾟ", "ポンプ");
        row("compatibility ideograph", "\xef\xa4\x81", "更");
        row("Greek", "Σίσυφος", "σισυφοσ");
        row("Arabic", "مُحَمَّد", "محمد");
        row("Hebrew", "שָׁלוֹם", "שלום");
        row("sharp s", "Straße", "strasse");
        row("sharp s asked for", "Strasse", "Straße");
        row("l with stroke", "Łódź", "lodz");
        row("C", "in C++", "C");
        row("C is not C++", "in C only", "C++", false);
        row("C# is not C++", "in C#", "C++", false);
    }
    void formsOfOneWord()
    {
        QFETCH(QString, text);
        QFETCH(QString, query);
        add(QStringLiteral("Note"), text);
        QTEST(!titles(query).isEmpty(), "found");
    }

    /// Words that hold what was typed come after those that are it or begin with it.
    void findsPartsOfWords()
    {
        add(QStringLiteral("Whole"), QStringLiteral("the pump"));
        add(QStringLiteral("Beginning"), QStringLiteral("the pumps"));
        add(QStringLiteral("Inside"), QStringLiteral("a Wasserpumpe"));
        QCOMPARE(
            titles(u"pump"),
            (QStringList{
                QStringLiteral("Beginning"), QStringLiteral("Whole"), QStringLiteral("Inside")}));
        QCOMPARE(titles(u"serpum"), QStringList(QStringLiteral("Inside")));
        QCOMPARE(titles(u"ssa"), QStringList());
        QCOMPARE(titles(u"sse"), QStringList(QStringLiteral("Inside")));
        QCOMPARE(titles(u"ss"), QStringList());
        QCOMPARE(titles(u"\"serpum\" wasser"), QStringList(QStringLiteral("Inside")));
        QCOMPARE(
            titles(u"the -sserpump"),
            (QStringList{QStringLiteral("Beginning"), QStringLiteral("Whole")}));
        const auto hits = must((*m)->search().search(QStringLiteral("serpum"), 10));
        QCOMPARE(
            hits.first().snippet,
            QString(QStringLiteral("a Was%1serpum%2pe").arg(kMatchBegin).arg(kMatchEnd)));
    }

    /// Looking through all words takes long; a save must not wait for it, nor it for a save.
    void looksForGoneWordsWithoutTheWriteLock()
    {
        add(QStringLiteral("Pump"), QStringLiteral("seal and bearing"));
        const auto other = m->second();
        Transaction saving(databaseOf(*other));
        must(saving.begin());
        QCOMPARE(must((*m)->search().sweepWords(0, 100)), 0);
        must(saving.commit());
    }

    void forgetsWordsThatAreGone()
    {
        const QString id = add(QStringLiteral("Secret"), QStringLiteral("Wasserpumpe"));
        QCOMPARE(words(), (QStringList{QStringLiteral("secret"), QStringLiteral("wasserpumpe")}));
        NotePatch patch;
        patch.body = QStringLiteral("Luftpumpe");
        must((*m)->notes().edit(id, patch));
        QCOMPARE(must((*m)->search().sweepWords(0, 100)), 0);
        QCOMPARE(words(), (QStringList{QStringLiteral("luftpumpe"), QStringLiteral("secret")}));
        patch.body =
            QStringLiteral("Wasserpumpe"); // this connection had taken the word for written
        must((*m)->notes().edit(id, patch));
        QCOMPARE(titles(u"serpum").size(), 1);
        QVERIFY(must((*m)->search().sweepWords(0, 1)) > 0);
    }

    /// Nobody else can write while words are written.
    void aTextOfNumbersBringsNoEndlessWords()
    {
        QString numbers;
        for (int i = 0; i < 60'000; ++i)
            numbers += QString::number(1'000'000 + i) + u' ';
        add(QStringLiteral("Numbers"), numbers);
        QCOMPARE(words().size(), Vocabulary::kMostOfText + 1); // that of the title
        QCOMPARE(titles(u"1059999").size(), 1); // found as it was written all the same
        add(QStringLiteral("Pump"), QStringLiteral("Wasserpumpe"));
        QCOMPARE(titles(u"serpum").size(), 1);
    }

private:
    QStringList words()
    {
        Statement rows =
            databaseOf(**m).statement(QStringLiteral("SELECT word FROM word ORDER BY word"));
        must(rows.run());
        QStringList all;
        while (rows.next())
            all.append(rows.text(0));
        return all;
    }
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
