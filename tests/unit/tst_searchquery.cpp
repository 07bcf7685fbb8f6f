// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchquery.h"

#include <QTest>

using namespace cairn;

/// What a person types, and what is understood. Each query is written back in one line: words as
/// FTS5 gets them, then what is excluded, then the filters.
class TestSearchQuery : public QObject {
    Q_OBJECT
private slots:
    void parse_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("match");
        QTest::addColumn<QString>("exclude");
        QTest::addColumn<QString>("filters");
        const auto row = [](const char *name, const char *typed, const char *match,
                            const char *exclude = "", const char *filters = "") {
            QTest::newRow(name) << QString::fromUtf8(typed) << QString::fromUtf8(match)
                                << QString::fromUtf8(exclude) << QString::fromUtf8(filters);
        };
        row("nothing", "", "");
        row("blanks", " \t\n ", "");
        row("one word", "pump", R"("pump" *)");
        row("two words", "pump noise", R"("pump" AND "noise" *)");
        row("phrase", R"("pump noise")", R"("pump noise")");
        row("phrase then word", R"("pump noise" seven)", R"("pump noise" AND "seven" *)");
        row("word then phrase", R"(seven "pump noise")", R"("seven" AND "pump noise")");
        row("typographic quotes", "“pump noise”", R"("pump noise")");
        row("German quotes", "„Pumpe laut“ x", R"("Pumpe laut" AND "x" *)");
        row("unbalanced quote", R"("pump noi)", R"("pump noi")");
        row("lone quote", R"(")", "");
        row("empty quotes", R"("" pump)", R"("pump" *)");
        row("quote inside a word", R"(pu"mp)", R"("pu" AND "mp")");
        row("minus", "pump -valve", R"("pump")", R"("valve")");
        row("only minus", "-valve", "", R"("valve")");
        row("minus phrase", R"(pump -"old valve" -rust)", R"("pump")", R"("old valve" OR "rust")");
        row("lone minus", "pump - valve", R"("pump" AND "valve" *)");
        row("minus at the end", "pump -", R"("pump" *)");
        row("minus inside", "sea-level", R"("sea-level" *)");
        row("tag", "tag:urgent", "", "", "tag=urgent");
        row("tag by hash", "#urgent", "", "", "tag=urgent");
        row("tag with hash", "tag:#urgent", "", "", "tag=urgent");
        row("tag quoted", R"(tag:"to do" pump)", R"("pump" *)", "", "tag=to do");
        row("tag without value", "pump tag:", R"("pump" *)");
        row("lone hash", "# pump", R"("pump" *)");
        row("heading marks", "## pump", R"("pump" *)");
        row("not this tag", "-tag:old -#older", "", "", "!tag=old !tag=older");
        row("notebook", "notebook:Site/Pumps", "", "", "notebook=Site/Pumps");
        row("notebook quoted", R"(notebook:"Site North/Pumps" x)", R"("x" *)", "",
            "notebook=Site North/Pumps");
        row("name in capitals", "TAG:x Is:Pinned", "", "", "tag=x pinned");
        row("states", "is:pinned is:emergency is:task is:conflict is:trashed", "", "",
            "pinned emergency task conflict trashed");
        row("not pinned", "-is:pinned", "", "", "!pinned");
        row("unknown state", "is:odd", R"("is odd" *)");
        row("unknown filter", "http://example.org", R"("http //example.org" *)");
        row("time of day", "at 09:14", R"("at" AND "09 14" *)");
        row("colon first", ":x", R"(":x" *)");
        row("quoted filter is text", R"("tag:x")", R"("tag:x")");
        row("operators are words", "pump AND OR NOT valve",
            R"("pump" AND "AND" AND "OR" AND "NOT" AND "valve" *)");
        row("FTS5 syntax is text", "title:pump* ^x {a b}: NEAR(a b, 3)",
            R"x("title pump*" AND "^x" AND "{a" AND "b}" AND "NEAR(a" AND "b," AND "3)" *)x");
        row("SQL is text", "'); DROP TABLE note;--", R"("DROP" AND "TABLE" AND "note;--" *)");
        row("only punctuation", "!!! ... ()", "");
        row("emoji", "🎉", R"("🎉" *)");
        row("CJK", "水泵 轴承", R"("水泵" AND "轴承" *)");
        row("wide blank separates", "水泵　轴承", R"("水泵" AND "轴承" *)");
        row("umlaut is composed", "Ku\xcc\x88hl", "\"K\xc3\xbchl\" *");
        row("filter after the last word", "pump is:task", R"("pump" *)", "", "task");
    }
    void parse()
    {
        QFETCH(QString, typed);
        const SearchQuery query = SearchQuery::parse(typed);
        QTEST(query.matchExpression(), "match");
        QTEST(query.excludeExpression(), "exclude");
        QTEST(filters(query), "filters");
    }

    void hasWordsOnlyWithPositiveTerms()
    {
        QVERIFY(SearchQuery::parse(u"pump -valve").hasWords());
        QVERIFY(!SearchQuery::parse(u"-valve").hasWords());
        QVERIFY(!SearchQuery::parse(u"#x").hasWords());
        QVERIFY(SearchQuery::parse(u"!?").isEmpty());
    }

    void isBounded()
    {
        const QString pasted = QStringLiteral("word \0 ").repeated(100'000);
        const SearchQuery query = SearchQuery::parse(pasted);
        QVERIFY(query.terms.size() <= 32);
        QVERIFY(!query.matchExpression().contains(QChar(u'\0')));
    }

private:
    static QString filters(const SearchQuery &query)
    {
        static const char *const names[] = {"tag",  "notebook", "pinned", "emergency",
                                            "task", "conflict", "trashed"};
        QStringList all;
        for (const SearchQuery::Filter &filter : query.filters) {
            QString text = QString::fromLatin1(names[int(filter.condition)]);
            if (!filter.value.isEmpty())
                text += u'=' + filter.value;
            all.append(filter.negated ? u'!' + text : text);
        }
        return all.join(u' ');
    }
};

QTEST_GUILESS_MAIN(TestSearchQuery)
#include "tst_searchquery.moc"
