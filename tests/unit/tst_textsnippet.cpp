// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search/textsnippet.h"

#include <QTest>

using namespace cairn;

/// Marks are written [ and ].
class TestTextSnippet : public QObject {
    Q_OBJECT
private slots:
    void marks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("snippet");
        const auto row = [](const char *name, const char *text, const char *query,
                            const char *snippet) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(query)
                                << QString::fromUtf8(snippet);
        };
        row("word", "the Pump is loud", "pump", "the [Pump] is loud");
        row("beginning", "the Pumps are loud", "pum", "the [Pum]ps are loud");
        row("no part inside", "the Pumps are loud", "ump", "");
        row("whole word only", "pumps pump", "pump x", "pumps [pump]");
        row("several", "a noise, a pump, noise", "noise pump", "a [noise], a [pump], [noise]");
        row("phrase", "oil level, oil pump", "\"oil pump\"", "oil level, [oil pump]");
        row("phrase over punctuation", "at 09:14 it began", "\"09 14\"", "at [09:14] it began");
        row("accents in the text", "Der Kühlkreis", "kuhlkreis", "Der [Kühlkreis]");
        row("accents in the query", "Der Kuhlkreis", "kühlkreis", "Der [Kuhlkreis]");
        row("decomposed", "Der Ku\xcc\x88hlkreis", "kühlkreis", "Der [Ku\xcc\x88hlkreis]");
        row("Chinese", "今天检查水泵的轴承", "水泵", "今天检查[水泵]的轴承");
        row("Chinese twice", "泵水泵水", "泵", "[泵]水[泵]水");
        row("Chinese and Latin", "检查Pump水", "pump", "检查[Pump]水");
        row("Korean", "서울에서 점검", "서울", "[서울]에서 점검");
        row("rare Han", "𠮷野家", "野", "𠮷[野]家");
        row("emoji", "done 🎉 today", "🎉", "done [🎉] today");
        row("lines become one", "one\n\n  two\tthree", "two x", "one [two] three");
        row("excluded words are not marked", "pump noise", "pump -noise", "[pump] noise");
        row("nothing", "other", "pump", "");
        row("empty", "", "pump", "");
        row("overlapping", "oil oil oil", "\"oil oil\" oil", "[oil oil] [oil]");
        row("signs", "in C++ and C", "c++", "in [C++] and C");
        row("apostrophe", "Mr O’Brien says", "obrien", "Mr O’[Brien] says");
        row("subscript", "some H₂O here", "h2o", "some [H₂O] here");
        row("soft hyphen", "a Kühl\xc2\xadkreis", "kuhlkr", "a [Kühl\xc2\xadkr]eis");
        row("Hangul, decomposed", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab글", "한글",
            "[\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab글]");
        row("Greek", "ΣΊΣΥΦΟΣ", "σίσυ", "[ΣΊΣΥ]ΦΟΣ");
    }
    void marks()
    {
        QFETCH(QString, text);
        QFETCH(QString, query);
        QString snippet = textSnippet(text, SearchQuery::parse(query));
        snippet.replace(kMatchBegin, u'[').replace(kMatchEnd, u']');
        QTEST(snippet, "snippet");
    }

    void longTextsAreCutAtWords()
    {
        const QString text = QStringLiteral("before ").repeated(100) + QStringLiteral("needle ")
            + QStringLiteral("after ").repeated(100);
        const QString snippet = textSnippet(text, SearchQuery::parse(u"needle"));
        QVERIFY(snippet.startsWith(QStringLiteral("…before ")));
        QVERIFY(snippet.endsWith(QStringLiteral("after…")));
        QVERIFY(snippet.contains(kMatchBegin + QStringLiteral("needle") + kMatchEnd));
        QVERIFY(snippet.size() < 220);
    }

    /// A text is read no further than needed: wherever the match stands, the same is shown.
    void matchesAreFoundFarBehind()
    {
        const SearchQuery query = SearchQuery::parse(u"\"oil pump level\" level");
        const auto shown = [&query](int words) {
            QString snippet = textSnippet(
                QStringLiteral("before ").repeated(words) + QStringLiteral("oil pump level, level ")
                    + QStringLiteral("after ").repeated(400) + QStringLiteral("level"),
                query);
            return snippet.replace(kMatchBegin, u'[').replace(kMatchEnd, u']');
        };
        const QString far = shown(400);
        QVERIFY2(
            far.contains(QStringLiteral("before [oil pump level], [level] after ")),
            qPrintable(far));
        for (int words = 20; words < 320; ++words) // across every place where reading stops
            QCOMPARE(shown(words), far);
    }

    void textsWithoutSpacesAreCutBetweenCharacters()
    {
        const QString text = QStringLiteral("𠮷").repeated(500) + QStringLiteral("水")
            + QStringLiteral("𠮷").repeated(500);
        const QString snippet = textSnippet(text, SearchQuery::parse(u"水"));
        QVERIFY(snippet.isValidUtf16());
        QVERIFY(snippet.contains(u'水'));
    }
};

QTEST_GUILESS_MAIN(TestTextSnippet)
#include "tst_textsnippet.moc"
