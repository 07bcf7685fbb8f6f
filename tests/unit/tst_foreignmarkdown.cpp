// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filelinks.h"
#include "exchange/foreigntext.h"
#include "exchange/frontmatter.h"
#include "exchange/yamlvalue.h"
#include "markdownlink.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringEncoder>
#include <QTest>

#include <ctime>

using namespace cairn;

namespace {

QString u8(const char *text) { return QString::fromUtf8(text); }

FrontMatter front(const char *lines)
{
    return readFrontMatter(u8("---\n") + u8(lines) + u8("\n---\n\nText"));
}

} // namespace

/// What other programs' Markdown files say: links, front matter, encodings.
class TestForeignMarkdown : public QObject {
    Q_OBJECT

private slots:
    void findsLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found"); // path#anchor|alias, one behind the other
        const auto row = [](const char *text, const char *found) {
            QTest::newRow(text) << u8(text) << u8(found);
        };
        row("see [a](a.md).", "a.md");
        row("[a](<My note.md>)", "My note.md");
        row("[a](a%20(b).md)", "a (b).md");
        row("[a](a.md \"tip\") [b](b.md 'tip (x)')", "a.md;b.md");
        row("[a](a.md#Part%20two)", "a.md#Part%20two");
        row("[a](\na.md\n)", "a.md");
        row("[a [b] c](a.md)", "a.md");
        row("[![p](p.png)](a.md)", "p.png;a.md");
        row("[a\\](x.md) b](a.md)", "a.md");
        row("\\[a](a.md)", "");
        row("[a](a b.md)", "");
        row("[a]\n\n(a.md)", "");
        row("[a][l]\n\n[l]: a.md 'tip'\n[m]: <b c.md>", "a.md;a.md;b c.md");
        row("text\n[l]: a.md", "");
        row("[[A]] [[d/A|here]] [[A#B]] ![[A]]", "A;d/A|here;A#B;A");
        row("| [[A\\|here]] |", "A|here");
        row("`[a](a.md)` ``[[b]]`` [c](c.md)", "c.md");
        row("```\n[a](a.md)\n```\n[b](b.md)", "b.md");
        row("~~~ x\n[[a]]\n~~~", "");
        row("> ```\n> [a](a.md)\n> ```\n> [b](b.md)", "b.md");
        row("- x\n\n      [a](a.md)\n- [b](b.md)", "b.md");
        row("    [a](a.md)\n\n[b](b.md)", "b.md");
        row("- a\n    - [a](a.md)", "a.md");
        row("日本 `語` 🙂 [é](é.md)", "é.md");
        row("[a](a.md", "");
        row("[a](mailto:x@y.z)", "mailto:x@y.z");
    }
    void findsLinks()
    {
        QFETCH(QString, text);
        QFETCH(QString, found);
        QStringList said;
        const QList<MarkdownLink> links = findLinks(text);
        for (const MarkdownLink &link : links) {
            said << link.path + (link.anchor.isEmpty() ? QString() : u'#' + link.anchor)
                    + (link.alias.isEmpty() ? QString() : u'|' + link.alias);
            QVERIFY(link.start >= 0 && link.start + link.length <= text.size());
            QVERIFY(link.targetStart >= link.start);
            QVERIFY(link.targetStart + link.targetLength <= link.start + link.length);
        }
        QCOMPARE(said.join(u';'), found);
        // Nothing but the targets changes.
        QCOMPARE(
            withTargets(text, [](const MarkdownLink &) { return std::optional<QString>(); }), text);
    }

    void staysQuickOnHostileText()
    {
        const std::clock_t begin = std::clock(); // ours, whatever else the machine does
        for (const char *part : {"[", "](", "[[", "[a](", "[a]: <", "`", "[a](\"", "![[a|"})
            findLinks(u8(part).repeated(200'000) + u8("[a](b)"));
        for (const char *open : {"[", "![", "[x "}) // each of them around all that come after it
            findLinks(u8(open).repeated(100'000) + u8("](b)").repeated(100'000));
        for (const char *part : {"<a:", "https://", "cairn://note/x ", "[b][", "[b] "})
            findLinks(u8(part).repeated(100'000) + u8("\n\n[b]: x"));
        const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 8, qPrintable(QString::number(seconds)));
    }

    void turnsFileLinksIntoNoteLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *text, const char *result) {
            QTest::newRow(text) << u8(text) << u8(result);
        };
        row("[a](My%20note.md)", "[a](cairn://note/note:1)");
        row("[a](<My note.md>)", "[a](cairn://note/note:1)");
        row("[a](<My note.md> \"tip\")", "[a](cairn://note/note:1 \"tip\")");
        row("[a](a%20(b).md#x)", "[a](cairn://note/note:2#x)");
        row("[a](../dir/a%20(b).md)", "[a](cairn://note/note:2)");
        row("[a](./MY%20NOTE.md)", "[a](cairn://note/note:1)");
        row("[r]\n\n[r]: <My note.md>", "[r]\n\n[r]: cairn://note/note:1");
        row("[[My note]]", "[My note](cairn://note/note:1)");
        row("[[Other title]]", "[[Other title]]");
        row("[[My note|here]]", "[here](cairn://note/note:1)");
        row("[[dir/a (b)|x]] [[dir/a (b)#Y]]",
            "[x](cairn://note/note:2) [a (b) > Y](cairn://note/note:2#Y)");
        row("![[Nick]]", "[Nick](cairn://note/note:1)");
        row("`[a](My%20note.md)` [[nowhere]] [b](no.md) [c](https://x/My%20note.md)",
            "`[a](My%20note.md)` [[nowhere]] [b](no.md) [c](https://x/My%20note.md)");
        row("[a](../../My%20note.md)", "[a](../../My%20note.md)"); // out of the folder
    }
    void turnsFileLinksIntoNoteLinks()
    {
        QFETCH(QString, text);
        QFETCH(QString, result);
        FileLinks links;
        links.add(u8("dir/My note.md"), u8("note:1"), u8("Other title"), {u8("Nick")});
        links.add(u8("dir/a (b).md"), u8("note:2"), {});
        QCOMPARE(links.toNotes(text, u8("dir/here.md"), FileLinks::Spelling::Foreign), result);
    }

    void readsLenientFrontMatter()
    {
        QCOMPARE(front("title: a: b").title, u8("a: b"));
        QCOMPARE(front("title: @x").title, u8("@x"));
        QCOMPARE(front("title: *loud*").title, u8("*loud*"));
        QCOMPARE(front("title: - x").title, u8("- x"));
        QCOMPARE(front("title: \"a\" b").title, u8("\"a\" b"));
        QCOMPARE(front("title:\tX").title, u8("X"));
        QCOMPARE(front("title: 2024").title, u8("2024"));
        QCOMPARE(front("title: 'it''s'").title, u8("it's"));
        QCOMPARE(front("tags:\n\t- a\n\t- b").tags, (QStringList{u8("a"), u8("b")}));
        QCOMPARE(front("tags:\n- a\n- @b\n- c").tags, (QStringList{u8("a"), u8("@b"), u8("c")}));
        const FrontMatter one = front("title: T\nthis line says nothing\ntags: [a]\nextra: 5");
        QCOMPARE(one.title, u8("T"));
        QCOMPARE(one.tags, QStringList{u8("a")});
        QCOMPARE(one.other.value(u8("extra")), QJsonValue(5));
        QCOMPARE(one.lost.size(), 1);
        QVERIFY(one.lost.first().contains(u8("line 3")));
        const FrontMatter two = front("title: T\nbad: [a,\n  b: }\nid: x");
        QCOMPARE(two.title, u8("T"));
        QCOMPARE(two.id, u8("x"));
        QCOMPARE(two.lost.size(), 1);
        QVERIFY(front("completed?: yes").completed == true);
        QVERIFY(front("completed?: no").completed == false);
        QVERIFY(!readFrontMatter(u8("---\nNo keys here\n---\nText")).present);
        QVERIFY(!readFrontMatter(u8("---\nWell: yes\nNo keys here\n---\nText")).present);
    }

    void keepsUnknownKeys()
    {
        const FrontMatter read =
            front("author: Somebody\nrating: 5\nversion: 1.10\ndone: true\naliases: [x, y]\n"
                  "nested:\n  a: 1\n  b: [c]\nempty:\n\"odd: key\": v");
        const FrontMatter again = readFrontMatter(writeFrontMatter(read) + read.body);
        QCOMPARE(again.other, read.other);
        QCOMPARE(read.other.value(u8("version")), QJsonValue(u8("1.10")));
        QCOMPARE(read.other.value(u8("done")), QJsonValue(true));
        QCOMPARE(read.aliases, (QStringList{u8("x"), u8("y")}));
        QCOMPARE(read.other.size(), 8);
    }

    /// 305 bytes of aliases were 107 MB once, 386 bytes 9 GB.
    void takesNoAliases()
    {
        QString bomb = u8("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'k'; ++c)
            bomb += QStringLiteral("%1: &%1 [*%2,*%2,*%2,*%2,*%2,*%2,*%2,*%2,*%2]\n")
                        .arg(QLatin1Char(c))
                        .arg(QLatin1Char(char(c - 1)));
        const FrontMatter read = front((bomb + u8("title: T")).toUtf8().constData());
        QCOMPARE(read.title, u8("T"));
        QVERIFY(writeFrontMatter(read).size() < 2000);
        QVERIFY(!yamlValue(u8("a: &x 1\nb: *x")));
        QVERIFY(!yamlValue(u8("[") + u8("x,").repeated(kMaxYamlNodes + 1) + u8("]")));
        QVERIFY(!yamlValue(u8("[").repeated(20) + u8("]").repeated(20)));
        QElapsedTimer time;
        time.start();
        (void)front(u8("a: %1").arg(u8("[{").repeated(30'000)).toUtf8().constData());
        QVERIFY(time.elapsed() < 2000);
    }

    void readsDates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("time");
        const qint64 noon = 1'619'870'400'000; // 2021-05-01 12:00 UTC
        const auto row = [](const char *text, qint64 time) {
            QTest::newRow(text) << u8(text) << time;
        };
        row("2021-05-01 12:00:00Z", noon);
        row("2021-05-01T12:00:00.250Z", noon + 250);
        row("2021-05-01T14:00:00+02:00", noon);
        row("2021-05-01 14:00:00 +0200", noon);
        row("2021-05-01 10:30 -01:30", noon);
        row("2021-05-01 12:00:00 UTC", noon);
        row("2021/5/1 12:00 GMT", noon);
        row("1619870400", noon);
        row("1619870400123", noon + 123);
        row("Sat, 01 May 2021 14:00:00 +0200", noon);
        const QDate day(2021, 5, 1);
        row("2021-05-01 12:00:00", QDateTime(day, QTime(12, 0)).toMSecsSinceEpoch());
        row("2021-05-01T12:00", QDateTime(day, QTime(12, 0)).toMSecsSinceEpoch());
        row("2021-05-01", QDateTime(day, QTime(0, 0)).toMSecsSinceEpoch());
        for (const char *none :
             {"yesterday", "2021-13-01", "2021-05-01 25:00", "12", "", "1.5.2021x"})
            row(none, -1);
    }
    void readsDates()
    {
        QFETCH(QString, text);
        QFETCH(qint64, time);
        QCOMPARE(parseFrontMatterDate(text).value_or(-1), time);
    }

    void knowsEncodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text"); // null: not certain
        QTest::addColumn<QString>("encoding");
        const auto row = [](const char *name, const QByteArray &bytes, const QString &text,
                            const char *encoding = "") {
            QTest::newRow(name) << bytes << text << u8(encoding);
        };
        const auto utf16 = [](const QString &text, QStringConverter::Encoding encoding) {
            return QByteArray(QStringEncoder(encoding)(text));
        };
        const QString text = u8("Grüße aus Köln\n日本 🙂 ok");
        row("UTF-8", text.toUtf8(), text);
        row("UTF-8 with a mark", "\xef\xbb\xbf" + text.toUtf8(), text);
        row("UTF-16 LE", utf16(text, QStringConverter::Utf16LE), text, "UTF-16");
        row("UTF-16 BE", utf16(text, QStringConverter::Utf16BE), text, "UTF-16");
        row("UTF-16 with a mark", "\xff\xfe" + utf16(text, QStringConverter::Utf16LE), text,
            "UTF-16");
        row("UTF-16 cut", utf16(text, QStringConverter::Utf16LE).chopped(1), {});
        row("cp1252",
            "Gr\xfc\xdf"
            "e \x96 \x93"
            "caf\xe9\x94 5 \x80\r\n",
            u8("Grüße – “café” 5 €\n"), "Windows-1252");
        row("cut UTF-8", "caf\xe9", {});
        row("cut UTF-8, longer", "na\xc3\xafve caf\xc3", {});
        row("broken UTF-8", "na\xc3\xafve \xff caf\xc3\xa9", {});
        row("Cyrillic cp1251", "\xcf\xf0\xe8\xe2\xe5\xf2", {});
        row("Shift-JIS", "\x93\xfa\x96\x7b\x8c\xea text", {});
        row("bytes", QByteArray("\x00\x01\x02\x03\x90\xff", 6), {});
        row("NUL in the text", QByteArray("a\0b", 3), {});
        row("NUL in a text of even length", QByteArray("a\0bc", 4), {});
        row("short UTF-16 LE", utf16(u8("ab"), QStringConverter::Utf16LE), u8("ab"), "UTF-16");
        row("empty", "", u8(""));
    }
    void knowsEncodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QFETCH(QString, encoding);
        const auto found = foreignText(bytes);
        QCOMPARE(found.has_value(), !text.isNull());
        if (found) {
            QCOMPARE(found->text, text);
            QCOMPARE(found->encoding, encoding);
        }
    }
};

QTEST_GUILESS_MAIN(TestForeignMarkdown)
#include "tst_foreignmarkdown.moc"
