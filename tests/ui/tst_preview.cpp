// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/markdownrenderer.h"
#include "preview/previewpane.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>
#include <QTextBlock>
#include <QTextTable>

#include <ctime>

using namespace cairn;

class TestPreview : public QObject {
    Q_OBJECT

private slots:
    void renders_data();
    void renders();
    void hostile_data();
    void hostile();
    void longAddressIsNoLink();
    void linesOfTasks();
    void growthIsBounded();
    void deepNesting();
    void largeTablesAreCut_data();
    void largeTablesAreCut();
    void longBlocksComeInPieces_data();
    void longBlocksComeInPieces();
    void filesAreNotRead();
    void tasksTick();
    void staleTaskDoesNotTick();
    void linksAreSignals();
    void waitsWhileHidden();
    void largeNoteOffTheThread();
    void formerNoteIsGoneAtOnce();
    void keepsScrollPosition();
    void followsThePalette();
    void goesAwayWhileWorking();
};

void TestPreview::renders_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("html");
    const auto row = [](const char *name, const char *markdown, const char *html) {
        QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(html);
    };
    row("heading", "## A *b*", "<h2>A <i>b</i></h2>");
    row("emphasis", "**a** ~~b~~ `c<d`", "<b>a</b> <s>b</s> <code>c&lt;d</code>");
    row("line ends stay", "a\nb", "a<br/>b");
    row("open task", "- [ ] a",
        "<li class=\"open\"><a class=\"box\" href=\"cairn-task:0/1\">☐</a> a</li>");
    row("done task", "x\n\n- [x] a", "href=\"cairn-task:2/0\">☑</a> a</li>");
    row("loose task", "- [ ] a\n\n- [ ] b", "☐</a> a</li><li class=\"open\">");
    row("paragraph behind tasks", "- [ ] a\n\nb", "<p>b</p>");
    row("table", "|a|b|\n|---|--:|\n|1|2|", "<td align=\"right\">2</td>");
    row("short divider", "|a|b|\n|-|-|\n|1|2|", "<td align=\"left\">2</td>");
    row("bare divider", "a|b\n--|--\n1|2", "<td align=\"left\">2</td>");
    row("sides", "a|b\n:-:|-:\n1|2", "<td align=\"center\">1</td><td align=\"right\">2</td>");
    row("table right below text", "words\n|a|b|\n|---|---|\n|1|2|", "<p>words</p><table");
    row("task below such a table", "words\n|a|b|\n|-|-|\n\n- [ ] x", "cairn-task:4/1");
    row("table in code", "```\nw\na|b\n-|-\n```", "w\na|b\n-|-");
    row("no table", "a|b\n--|--|--", "a|b<br/>");
    row("words with a pipe", "a | b\nc", "a | b<br/>c");
    row("escaped pipe", "a\\|b|c\n-|-\n1|2", "<th align=\"left\">a|b</th>");
    row("autolink", "see https://example.org/a_b", "<a href=\"https://example.org/a_b\">");
    row("another address", "[https://a.example](https://b.example)",
        "<a href=\"cairn-ask:https%3A%2F%2Fb.example/https%3A%2F%2Fa.example\">");
    row("user information", "https://a.example@b.example",
        "href=\"cairn-ask:https%3A%2F%2Fb.example/");
    row("attachment", "[m](mailto:a@b.example?attach=/x&subject=s)",
        "href=\"mailto:a@b.example?subject=s\"");
    row("mail", "<me@example.org>", "<a href=\"mailto:me@example.org\">");
    row("note link", "[n](cairn://note/01ARZ3NDEKTSV4RRFFQ69G5FAV)",
        "<a href=\"cairn://note/note:01ARZ3NDEKTSV4RRFFQ69G5FAV\">n</a>");
    row("title", "[[Pump 7 & 8]]", "<a href=\"cairn-title:Pump%207%20%26%208\">Pump 7 &amp; 8</a>");
    row("picture is a link", "![a *b*](https://example.org/x.png)",
        "<a href=\"https://example.org/x.png\">▣ a b</a>");
    row("entity", "&copy; &#65; &nosuch;", "© A &amp;nosuch;");
    row("code block", "```\n<b> &amp;\n```", "<pre>&lt;b&gt; &amp;amp;\n</pre>");
    row("number", "3. a", "<ol start=\"3\">");
}

void TestPreview::renders()
{
    QFETCH(QString, markdown);
    QFETCH(QString, html);
    const QString rendered = renderMarkdown(markdown);
    QVERIFY2(rendered.contains(html), qUtf8Printable(rendered));
}

void TestPreview::hostile_data()
{
    QTest::addColumn<QString>("markdown");
    const auto row = [](const char *markdown) {
        QTest::newRow(markdown) << QString::fromUtf8(markdown);
    };
    row("<script>alert(1)</script>");
    row("a <img src=\"file:///etc/passwd\"> b");
    row("<style>body{display:none}</style>");
    row("[x](javascript:alert(1))");
    row("[x](JaVaScRiPt:alert(1))");
    row("[x](javascript&colon;alert(1))");
    row("[x](&#106;avascript:alert(1))");
    row("[x](java\tscript:alert(1))");
    row("[x](data:text/html;base64,PHNjcmlwdD4=)");
    row("[x](file:///etc/passwd)");
    row("[x](//host/share)");
    row("[x](\\\\host\\share)");
    row("[x](/etc/passwd)");
    row("[x](cairn-task:0/1)");
    row("[x](cairn-title:a)");
    row("[x](cairn://note/../../a)");
    row("[x](cairn://other/a)");
    row("[x](http://)");
    row("[x](https:javascript:alert(1))");
    row("![x](file:///etc/passwd)");
    row("![x](data:image/png;base64,AAAA)");
    row("![x](/etc/passwd)");
    row("<file:///etc/passwd>");
    row("<javascript:alert(1)>");
    row("[a]: javascript:alert(1)\n\n[a]");
}

void TestPreview::hostile()
{
    QFETCH(QString, markdown);
    const QString html = renderMarkdown(markdown);
    for (const char *bad : {"<a ", "<img", "<script", "<style", "<object", "<link"})
        QVERIFY2(!html.contains(QLatin1String(bad)), qUtf8Printable(html));
    QTextDocument document;
    document.setHtml(html);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            QVERIFY(!it.fragment().charFormat().isAnchor());
            QVERIFY(!it.fragment().charFormat().isImageFormat());
        }
    }
    // Attributes cannot be left.
    const QString quoted = renderMarkdown(QStringLiteral("[x](<https://e.org/\" onclick=\"a>)"));
    QVERIFY2(!quoted.contains(QStringLiteral("\" onclick")), qUtf8Printable(quoted));
}

/// An address that is stated once and cited again and again: its words are shown, and nothing
/// grows.
void TestPreview::longAddressIsNoLink()
{
    const QString text = QStringLiteral("[a]: https://e.org/") + QString(50'000, u'x')
        + QStringLiteral("\n\n") + QStringLiteral("[words][a]\n\n").repeated(2'000);
    const QString html = renderMarkdown(text);
    QVERIFY(!html.contains(QStringLiteral("<a ")));
    QCOMPARE(html.count(QStringLiteral("words")), 2'000);
    QVERIFY(html.size() < text.size());
    QVERIFY(renderMarkdown(QStringLiteral("[x](https://e.org/%1)").arg(QString(2'000, u'x')))
                .contains(QStringLiteral("<a ")));
}

void TestPreview::linesOfTasks()
{
    const QString text = QStringLiteral("# Tägliches\n\n- [ ] eins\n  - [x] zwei\n\n```\n- [ ] "
                                        "no\n```\n\n> - [ ] drei\n\n1. [ ] vier");
    const QString html = renderMarkdown(text);
    for (const char *part :
         {"cairn-task:2/1", "cairn-task:3/0", "cairn-task:9/1", "cairn-task:11/1"})
        QVERIFY2(html.contains(QLatin1String(part)), part);
    QCOMPARE(html.count(QStringLiteral("cairn-task:")), 4);
}

void TestPreview::growthIsBounded()
{
    // Every row is filled up to the widest: 2,000 columns times 20,000 rows from 60 KB.
    QString table = QStringLiteral("|") + QStringLiteral("a|").repeated(2000) + u'\n' + u'|'
        + QStringLiteral("---|").repeated(2000) + u'\n' + QStringLiteral("|b|\n").repeated(20'000);
    QElapsedTimer timer;
    timer.start();
    const QString html = renderMarkdown(table);
    QVERIFY(html.size() < 24 * table.size() + 2'000'000);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void TestPreview::largeTablesAreCut_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("tables");
    QTest::newRow("many columns and rows") << 200 << 200 << 1;
    QTest::newRow("one row after another") << 3 << 20'000 << 1;
    QTest::newRow("thousands of columns") << 2'000 << 150 << 1;
    QTest::newRow("many tables") << 10 << 10 << 1'000;
}

/// A table is laid out at once, on the thread of the window, whoever sent it.
void TestPreview::largeTablesAreCut()
{
    QFETCH(int, columns);
    QFETCH(int, rows);
    QFETCH(int, tables);
    const auto line = [columns](const char *cell) {
        return u'|' + QString::fromLatin1(cell).repeated(columns) + u'\n';
    };
    const QString table = line("a|") + line("-|") + line("x*y*|").repeated(rows);
    PreviewPane pane;
    pane.resize(600, 400);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    const std::clock_t before = std::clock(); // of the processor: the machine has other work
    pane.showNote((table + u'\n').repeated(tables) + QStringLiteral("\nthe end\n"));
    QTRY_VERIFY_WITH_TIMEOUT(pane.isUpToDate(), 20'000);
    (void)pane.grab();
    pane.resize(500, 400);
    (void)pane.grab();
    const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
    qInfo("%.2f s", seconds);
    QVERIFY2(seconds < 5, qPrintable(QString::number(seconds)));
    const QString text = pane.document()->toPlainText();
    QVERIFY(text.contains(u'…'));
    QVERIFY(text.endsWith(QStringLiteral("the end"))); // only the table is cut
}

void TestPreview::longBlocksComeInPieces_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *name, const char *before, const char *after) {
        QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after);
    };
    row("paragraph", "", "");
    row("emphasis", "**", "**");
    row("link", "[", "](https://example.org)");
    row("heading", "# ", "");
    row("item", "- ", "");
    row("task", "- [ ] ", "");
    row("code", "```\n", "\n```");
    row("indented code", "    ", "");
    row("cell", "|a|\n|-|\n|", "|");
    row("quotation", "> ", "");
    row("code span", "`", "`");
}

void TestPreview::longBlocksComeInPieces()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QString text;
    while (text.size() < 1'000'000)
        text += QStringLiteral("words and more ");
    PreviewPane pane;
    pane.resize(600, 400);
    pane.show();
    QElapsedTimer timer;
    timer.start();
    QSignalSpy rendered(&pane, &PreviewPane::rendered);
    pane.showNote(before + text + after);
    QTRY_VERIFY_WITH_TIMEOUT(rendered.count() > 0, 20'000);
    for (QTextBlock block = pane.document()->begin(); block.isValid(); block = block.next())
        QVERIFY2(block.length() < 10'000, qPrintable(QString::number(block.length())));
}

void TestPreview::deepNesting()
{
    PreviewPane pane;
    pane.resize(600, 400);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    QString list;
    for (int depth = 0; depth < 300; ++depth)
        list += QString(depth * 2, u' ') + QStringLiteral("- x\n");
    QElapsedTimer timer;
    timer.start();
    for (const QString &text :
         {QString(5000, u'>') + QStringLiteral(" deep"), list,
          QString(5000, u'[') + QString(5000, u']'),
          QString(5000, u'*') + u'a' + QString(5000, u'*'),
          QStringLiteral("![").repeated(3000) + QStringLiteral("](https://a.org)").repeated(3000),
          QString(20'000, u'`'), QStringLiteral("<").repeated(20'000),
          QStringLiteral("&#x0;&#xD800;&#1114112;\0")}) {
        pane.showNote(text);
        QTRY_VERIFY_WITH_TIMEOUT(pane.isUpToDate(), 20'000);
        (void)pane.grab();
        qInfo("%lld ms for %s", timer.elapsed(), qUtf8Printable(text.left(12)));
    }
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void TestPreview::filesAreNotRead()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    PreviewPane pane;
    const QUrl url = QUrl::fromLocalFile(file.fileName());
    QVERIFY(!pane.document()->resource(QTextDocument::ImageResource, url).isValid());
    pane.show();
    pane.showNote(QStringLiteral("text"));
    QTRY_VERIFY(pane.isUpToDate());
    QVERIFY(!pane.document()->resource(QTextDocument::ImageResource, url).isValid());
    QVERIFY(
        !pane.document()->resource(QTextDocument::HtmlResource, QUrl(file.fileName())).isValid());
    pane.setSource(url);
    QCOMPARE(pane.toPlainText(), QStringLiteral("text"));
}

void TestPreview::tasksTick()
{
    PreviewPane pane;
    pane.resize(500, 300);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    QSignalSpy ticked(&pane, &PreviewPane::taskToggled);
    pane.showNote(QStringLiteral("- [ ] one\n- [x] two"));
    QVERIFY(pane.isUpToDate());
    // Where the box is painted, found through its anchor.
    QPoint box(-1, -1);
    for (int x = 0; x < 200 && box.x() < 0; ++x) {
        for (int y = 0; y < 40 && box.x() < 0; ++y) {
            if (pane.anchorAt({x, y}) == u"cairn-task:0/1")
                box = {x + 2, y + 3};
        }
    }
    QVERIFY(box.x() >= 0);
    QTest::mouseClick(pane.viewport(), Qt::LeftButton, Qt::NoModifier, box);
    QCOMPARE(ticked.count(), 1);
    QCOMPARE(ticked.at(0).at(0).toInt(), 0);
    QCOMPARE(ticked.at(0).at(1).toBool(), true);
}

void TestPreview::staleTaskDoesNotTick()
{
    PreviewPane pane;
    pane.show();
    QSignalSpy ticked(&pane, &PreviewPane::taskToggled);
    pane.showNote(QStringLiteral("- [ ] one\n- [x] two"));
    emit pane.anchorClicked(QUrl(QStringLiteral("cairn-task:1/0")));
    QCOMPARE(ticked.count(), 1);
    QCOMPARE(ticked.at(0).at(1).toBool(), false);
    pane.updateNote(QStringLiteral("new\n- [ ] one\n- [x] two"));
    emit pane.anchorClicked(QUrl(QStringLiteral("cairn-task:1/0")));
    QCOMPARE(ticked.count(), 1);
}

void TestPreview::linksAreSignals()
{
    PreviewPane pane;
    pane.show();
    QSignalSpy link(&pane, &PreviewPane::linkActivated);
    QSignalSpy title(&pane, &PreviewPane::titleActivated);
    emit pane.anchorClicked(QUrl(QStringLiteral("https://example.org/?q=a%20b")));
    emit pane.anchorClicked(QUrl(QStringLiteral("file:///etc/passwd")));
    emit pane.anchorClicked(QUrl(QStringLiteral("cairn://note/01ARZ3NDEKTSV4RRFFQ69G5FAV")));
    emit pane.anchorClicked(QUrl(QStringLiteral("cairn-title:Pump%207%2F8")));
    QCOMPARE(link.count(), 2);
    QCOMPARE(link.at(0).at(0).toString(), QStringLiteral("https://example.org/?q=a%20b"));
    QCOMPARE(title.at(0).at(0).toString(), QStringLiteral("Pump 7/8"));
}

void TestPreview::waitsWhileHidden()
{
    PreviewPane pane;
    QSignalSpy rendered(&pane, &PreviewPane::rendered);
    pane.showNote(QStringLiteral("one"));
    pane.updateNote(QStringLiteral("two"));
    QCoreApplication::processEvents();
    QCOMPARE(rendered.count(), 0);
    pane.show();
    QTRY_VERIFY(pane.isUpToDate());
    QCOMPARE(rendered.count(), 1);
    QCOMPARE(pane.toPlainText(), QStringLiteral("two"));
    // Many changes in a row are one rendering.
    for (int at = 0; at < 20; ++at)
        pane.updateNote(QString::number(at));
    QTRY_VERIFY(pane.isUpToDate());
    QCOMPARE(rendered.count(), 2);
}

void TestPreview::largeNoteOffTheThread()
{
    PreviewPane pane;
    pane.resize(800, 600);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    QString text;
    while (text.size() < 1'000'000)
        text += QStringLiteral("## Section %1\n\nSome **bold** text with a "
                               "[link](https://example.org).\n\n- [ ] a task\n- b\n\n")
                    .arg(text.size());
    QElapsedTimer timer;
    timer.start();
    pane.showNote(text);
    qInfo("showNote returned after %lld ms", timer.elapsed());
    QVERIFY2(timer.elapsed() < 100, "large notes must not block");
    QVERIFY(!pane.isUpToDate());
    QTRY_VERIFY_WITH_TIMEOUT(pane.isUpToDate(), 20'000);
    qInfo("1 MB shown after %lld ms", timer.restart());
    (void)pane.grab();
    qInfo("painted in %lld ms", timer.elapsed());
    QVERIFY(pane.document()->blockCount() > 10'000);
}

void TestPreview::formerNoteIsGoneAtOnce()
{
    PreviewPane pane;
    pane.show();
    pane.showNote(QStringLiteral("former words"));
    QTRY_VERIFY(pane.isUpToDate());
    pane.showNote(QStringLiteral("a paragraph\n\n").repeated(20'000));
    QVERIFY(!pane.isUpToDate());
    QVERIFY(!pane.toPlainText().contains(u"former"));
    QTRY_VERIFY_WITH_TIMEOUT(pane.isUpToDate(), 20'000);
    QVERIFY(pane.toPlainText().startsWith(u"a paragraph"));
}

void TestPreview::keepsScrollPosition()
{
    PreviewPane pane;
    pane.resize(500, 300);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    const QString text = QStringLiteral("A paragraph.\n\n").repeated(1000);
    pane.showNote(text);
    QTRY_VERIFY(pane.isUpToDate());
    QTRY_VERIFY(pane.verticalScrollBar()->maximum() > 5000);
    pane.verticalScrollBar()->setValue(5000);
    pane.updateNote(text + QStringLiteral("end"));
    QTRY_VERIFY(pane.isUpToDate());
    QCOMPARE(pane.verticalScrollBar()->value(), 5000);
    pane.showNote(text + QStringLiteral("other"));
    QTRY_VERIFY(pane.isUpToDate());
    QCOMPARE(pane.verticalScrollBar()->value(), 0);
}

void TestPreview::followsThePalette()
{
    PreviewPane pane;
    pane.show();
    pane.showNote(QStringLiteral("[a](https://example.org)"));
    QTRY_VERIFY(pane.isUpToDate());
    QPalette dark = pane.palette();
    dark.setColor(QPalette::Link, QColor(1, 2, 3));
    pane.setPalette(dark);
    QTRY_COMPARE(
        pane.document()->begin().begin().fragment().charFormat().foreground().color(),
        QColor(1, 2, 3));
}

void TestPreview::goesAwayWhileWorking()
{
    const QString text = QStringLiteral("- [ ] a **b**\n").repeated(20'000);
    auto pane = std::make_unique<PreviewPane>();
    pane->show();
    pane->showNote(text);
    QCoreApplication::processEvents();
    pane.reset();
    QCoreApplication::processEvents();
}

QTEST_MAIN(TestPreview)
#include "tst_preview.moc"
