// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/documenttext.h"
#include "editor/linksafety.h"
#include "editor/markdowneditor.h"
#include "editor/markdownhighlighter.h"
#include "editor/pagewords.h"
#include "editor/textsize.h"
#include "notes/titlefield.h"
#include "preview/previewpane.h"
#include "sealeddocument.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QHelpEvent>
#include <QImage>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <thread>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace cairn;

namespace {

/// Characters that Qt's own functions change on the way, beside ordinary ones.
const QString kOdd = QStringLiteral("a\u00A0b\u2028c\u2029d\u202Fe\uFEFFf\u00ADg\u200Bh")
    + QChar(0xFDD0) + QStringLiteral("i\rj\tk 👨‍👩‍👧 é");

QString longLine(qsizetype length)
{
    QString line;
    line.reserve(length + 10);
    while (line.size() < length)
        line += QStringLiteral("word ");
    return line.left(length);
}

/// Processor time of this thread in ms: what the window is held for, on a busy machine too.
double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

#ifdef Q_OS_UNIX
/// A pipe that tells who reads it. Whoever does would wait for ever; here it finds it empty.
class WatchedPipe {
public:
    explicit WatchedPipe(const QString &path)
        : m_path(QFile::encodeName(path))
        , m_made(::mkfifo(m_path.constData(), 0600) == 0)
        , m_watch([this] { watch(); })
    {
    }
    ~WatchedPipe()
    {
        m_over = true;
        m_watch.join();
    }
    bool isMade() const { return m_made; }
    int reads() const { return m_reads; }

private:
    void watch()
    {
        while (!m_over) {
            const int end = ::open(m_path.constData(), O_WRONLY | O_NONBLOCK); // only with a reader
            if (end >= 0) {
                ++m_reads;
                ::close(end);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    const QByteArray m_path;
    const bool m_made;
    std::atomic<bool> m_over = false;
    std::atomic<int> m_reads = 0;
    std::thread m_watch;
};
#endif

} // namespace

/// What comes into the editor and out of it: each character, any size, addresses.
class TestEditorText : public QObject {
    Q_OBJECT
private slots:
    void everyCharacterSurvives();
    void clipboardKeepsCharacters();
    void previewCopiesNoBreakSpaces();
    void remoteTextKeepsOddCharacters();
    void closingFenceStandsBelowItsOpening();
    void deeperFenceIsCode();
    void tickedTasksReadFromTheirWords();
    void graphemesGoAsOne_data();
    void graphemesGoAsOne();
    void pasteSaysWhyItGivesNothing_data();
    void pasteSaysWhyItGivesNothing();
    void pagesGiveTheirWords();
    void wordsOfPages_data();
    void wordsOfPages();
    void pagesMadeToTakeLongDoNot_data();
    void pagesMadeToTakeLongDoNot();
    void pagesReadNoFiles_data();
    void pagesReadNoFiles();
    void longPagesGiveTheirBeginning();
    void dragSaysWhyItGivesNothing();
    void piecesMapPositions();
    void longLinesAreBrokenAtBlanks();
    void tooLargeIsReadOnly();
    void tooLargeCanBeEditedWhenBroken();
    void arrivingTextCanBeTooLarge();
    void longLinePasteIsOffered();
    void linksFromElsewhereAreNoLarger();
    void sixMegabytesInOneLineOpenAtOnce();
    void keysAreQuickInTheLongestLine();
    void followableAddresses_data();
    void followableAddresses();
    void misleadingLinks_data();
    void misleadingLinks();
    void doubtfulLinksAsk();
};

void TestEditorText::everyCharacterSurvives()
{
    MarkdownEditor editor;
    editor.setNoteText(kOdd);
    QCOMPARE(editor.noteText(), kOdd);
    QTest::keyClick(&editor, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(&editor, QStringLiteral("!"));
    QCOMPARE(editor.noteText(), kOdd + u'!');
    // What the document cannot hold is not changed: it is not edited at all.
    const QString named = QStringLiteral("x") + QChar(0xFDD3);
    editor.setNoteText(named);
    QCOMPARE(editor.noteText(), named);
    QVERIFY(editor.isReadOnly());
    editor.setNoteText(QStringLiteral("dos\r\nlines"));
    QCOMPARE(editor.noteText(), QStringLiteral("dos\nlines"));
}

void TestEditorText::clipboardKeepsCharacters()
{
    MarkdownEditor editor;
    editor.setNoteText(kOdd + QStringLiteral("\nsecond\u00A0line"));
    editor.selectAll();
    editor.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), editor.noteText());
    const QString whole = editor.noteText();
    editor.cut();
    QVERIFY(editor.noteText().isEmpty());
    editor.paste();
    QCOMPARE(editor.noteText(), whole);
    MarkdownEditor other;
    other.paste();
    QCOMPARE(other.noteText(), whole);
}

void TestEditorText::previewCopiesNoBreakSpaces()
{
    PreviewPane pane;
    pane.show();
    pane.showNote(QStringLiteral("10\u00A0kg\nnext"));
    QTRY_VERIFY(pane.isUpToDate());
    pane.selectAll();
    pane.copy();
    QCOMPARE(QGuiApplication::clipboard()->text().trimmed(), QStringLiteral("10\u00A0kg\nnext"));
}

void TestEditorText::remoteTextKeepsOddCharacters()
{
    MarkdownEditor editor;
    editor.setNoteText(QStringLiteral("a\nb"));
    for (const QString &text :
         {QStringLiteral("a\u2029x\nb"), QStringLiteral("a\u2029xy\n\u00A0b"), kOdd}) {
        editor.applyRemoteText(text);
        QCOMPARE(editor.noteText(), text);
    }
    editor.setNoteText(QStringLiteral("a\nb"));
    editor.applyRemoteText(QStringLiteral("a\r\nb"));
    QCOMPARE(editor.noteText(), QStringLiteral("a\nb"));
}

void TestEditorText::closingFenceStandsBelowItsOpening()
{
    MarkdownEditor editor;
    editor.show();
    QTest::keyClicks(&editor, QStringLiteral("```"));
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("    indented"));
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("```"));
    QCOMPARE(editor.noteText(), QStringLiteral("```\n    indented\n```"));
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("text"));
    QCOMPARE(editor.noteText(), QStringLiteral("```\n    indented\n```\ntext"));
    editor.setNoteText(QStringLiteral("- item\n\n    ~~~~\n        deep\n        "));
    QTest::keyClick(&editor, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(&editor, QStringLiteral("~~~"));
    QVERIFY(editor.noteText().endsWith(QStringLiteral("\n        ~~~")));
    QTest::keyClicks(&editor, QStringLiteral("~"));
    QVERIFY(editor.noteText().endsWith(QStringLiteral("\n    ~~~~")));
}

void TestEditorText::deeperFenceIsCode()
{
    MarkdownEditor editor;
    editor.show();
    editor.setNoteText(QStringLiteral("```\ncode\n     ```\nstill code\n   ```\ntext"));
    QCoreApplication::processEvents();
    const auto isCode = [&editor](int line) {
        return MarkdownHighlighter::isCode(editor.document()->findBlockByNumber(line));
    };
    QVERIFY(isCode(1) && isCode(2) && isCode(3) && isCode(4));
    QVERIFY(!isCode(5));
}

void TestEditorText::tickedTasksReadFromTheirWords()
{
    MarkdownEditor editor;
    editor.resize(500, 300);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    editor.setNoteText(QStringLiteral("- [ ] \u05E9\u05DC\u05D5\u05DD\n- [x] "
                                      "\u05E9\u05DC\u05D5\u05DD\n- [x] done"));
    editor.viewport()->repaint();
    const auto boxAt = [&editor](int line) {
        const QTextBlock block = editor.document()->findBlockByNumber(line);
        return block.layout()->lineAt(0).cursorToX(3);
    };
    QVERIFY(boxAt(0) > 250);
    QVERIFY2(boxAt(1) > 250, qPrintable(QString::number(boxAt(1))));
    QVERIFY(boxAt(2) < 250);
    QTest::keyClick(&editor, Qt::Key_End, Qt::ControlModifier); // laid out anew
    QTest::keyClicks(&editor, QStringLiteral("x"));
    editor.resize(520, 300);
    editor.viewport()->repaint();
    QVERIFY(boxAt(1) > 250);
}

void TestEditorText::graphemesGoAsOne_data()
{
    QTest::addColumn<QString>("grapheme");
    QTest::newRow("letter") << QStringLiteral("x");
    QTest::newRow("emoji") << QStringLiteral("🙂");
    QTest::newRow("family") << QStringLiteral("👨‍👩‍👧‍👦");
    QTest::newRow("skin") << QStringLiteral("👍🏽");
    QTest::newRow("flag") << QStringLiteral("🇩🇪");
    QTest::newRow("keycap") << QStringLiteral("1️⃣");
    QTest::newRow("combining") << QStringLiteral("e\u0301\u0323");
    QTest::newRow("hangul") << QStringLiteral("\u1112\u1161\u11AB");
}

void TestEditorText::graphemesGoAsOne()
{
    QFETCH(QString, grapheme);
    MarkdownEditor editor;
    const QString before = QStringLiteral("a ");
    editor.setNoteText(before + grapheme + QStringLiteral(" b"));
    const int end = int(before.size() + grapheme.size());
    editor.setPosition({end, end, 0});
    QTest::keyClick(&editor, Qt::Key_Backspace);
    QCOMPARE(editor.noteText(), QStringLiteral("a  b"));
    editor.undo();
    QCOMPARE(editor.noteText(), before + grapheme + QStringLiteral(" b"));
    editor.setPosition({int(before.size()), int(before.size()), 0});
    QTest::keyClick(&editor, Qt::Key_Delete);
    QCOMPARE(editor.noteText(), QStringLiteral("a  b"));
    editor.setNoteText(QStringLiteral("one\ntwo"));
    editor.setPosition({4, 4, 0});
    QTest::keyClick(&editor, Qt::Key_Backspace);
    QCOMPARE(editor.noteText(), QStringLiteral("onetwo"));
}

void TestEditorText::pasteSaysWhyItGivesNothing_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"picture", "file", "nothing", "read-only"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestEditorText::pasteSaysWhyItGivesNothing()
{
    QFETCH(QString, kind);
    MarkdownEditor editor;
    editor.setNoteText(QStringLiteral("before"));
    auto *data = new QMimeData;
    if (kind == u"picture")
        data->setImageData(QImage(4, 4, QImage::Format_RGB32));
    else if (kind == u"file")
        data->setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/x.pdf"))});
    else if (kind == u"nothing")
        data->setHtml(QString());
    else
        data->setText(QStringLiteral("words"));
    editor.setReadOnly(kind == u"read-only");
    QGuiApplication::clipboard()->setMimeData(data);
    QSignalSpy told(&editor, &MarkdownEditor::told);
    QTest::keyClick(&editor, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(editor.noteText(), QStringLiteral("before"));
    QCOMPARE(told.count(), 1);
    QVERIFY(!told.first().first().toString().isEmpty());
}

void TestEditorText::pagesGiveTheirWords()
{
    MarkdownEditor editor;
    auto *data = new QMimeData;
    data->setHtml(QStringLiteral(
        "<p>Bearing <b>noise</b> &lt;x&gt;</p><img src='file:///etc/hostname'><ul><li>oil</ul>"));
    QGuiApplication::clipboard()->setMimeData(data);
    QSignalSpy told(&editor, &MarkdownEditor::told);
    editor.paste();
    QCOMPARE(editor.noteText().simplified(), QStringLiteral("Bearing noise <x> oil"));
    QCOMPARE(told.count(), 0);
    data = new QMimeData;
    data->setHtml(QStringLiteral("<p><img src='x.png'></p>"));
    QGuiApplication::clipboard()->setMimeData(data);
    editor.paste();
    QCOMPARE(told.count(), 1);
}

void TestEditorText::wordsOfPages_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *html, const char *words) {
        QTest::newRow(html) << QString::fromUtf8(html) << QString::fromUtf8(words);
    };
    row("<p>one\n  two</p>\n<p>three</p>", "one two\nthree");
    row("a<br>b<br/>\n c", "a\nb\nc");
    row("<ul><li>a<li><b>b</b> c</ul>d", "a\nb c\nd");
    row("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a\tb\nc");
    row("<pre>  a\n    b\n</pre>c", "  a\n    b\nc");
    row("&Ouml;l &amp; &lt;p&gt; &#8364;&nbsp;5 &nosuch; &", "Öl & <p> € 5 &nosuch; &");
    row("1 < 2, a<3 <", "1 < 2, a<3 <");
    row("<a title='x > y' href=it's>a</a>b", "ab");
    row("<!-- <p>no</p> --><title>no</title><STYLE>p{}</STYLE >a<script>'<p>'</script>", "a");
    row("<html><body><!--StartFragment-->a <i>b</i><!--EndFragment--></body></html>", "a b");
    row("<p>a<style>never ends", "a");
    row("<p>a<!-- never ends", "a");
    row("<p>a<b title='never ends", "a");
    row("<link rel=stylesheet href=x><p>a", "a");
}

void TestEditorText::wordsOfPages()
{
    QFETCH(QString, html);
    QFETCH(QString, words);
    QCOMPARE(wordsOfHtml(html), words);
}

void TestEditorText::pagesMadeToTakeLongDoNot_data()
{
    QTest::addColumn<QString>("piece");
    for (const char *piece :
         {"<b>", "<div>x", "<table><tr><td>x", "<p>words of a page", "<b>x</i>",
          "<style>b{color:red}</style><b>x", "<!--", "<!-- -->", "<script>", "&ouml;", "&", "<",
          "<a b='", "<pre>\n", "<br>"})
        QTest::newRow(piece) << QString::fromLatin1(piece);
}

/// By Qt's own reader the first takes four seconds for a hundredth of this, and grows with the
/// square.
void TestEditorText::pagesMadeToTakeLongDoNot()
{
    QFETCH(QString, piece);
    const QString page = piece.repeated(1'900'000 / piece.size()) + QStringLiteral("end");
    const double before = threadMs();
    (void)wordsOfHtml(page);
    QVERIFY2(threadMs() - before < 3'000, qPrintable(QString::number(threadMs() - before)));
}

void TestEditorText::pagesReadNoFiles_data()
{
    QTest::addColumn<QString>("html"); // %1: the address of the pipe
    const auto row = [](const char *name, const char *html) {
        QTest::newRow(name) << QString::fromLatin1(html);
    };
    row("link", "<head><link rel=stylesheet type='text/css' href='%1'></head><p>words");
    row("import", "<style>@import '%1';</style><p>words");
    row("import of an address", "<style>@import url('%1');</style><p>words");
    row("background of a part", "<p style=\"background-image: url('%1')\">words");
    row("background in short", "<p style=\"background: url('%1')\">words");
    row("background by a sheet", "<style>p { background-image: url('%1'); }</style><p>words");
    row("background of a page", "<html><body background='%1'><p>words");
    row("background of a table", "<table background='%1'><tr><td>words</td></tr></table>");
    row("picture of a list", "<ul style=\"list-style-image: url('%1')\"><li>words</ul>");
    row("picture", "<p>words<img src='%1'>");
    row("height of a picture", "<p>words<img src='%1' height=20>");
    row("base", "<head><base href='%1'><link type='text/css' href=''></head><p>words");
}

/// Neither read nor waited for, whether pasted or dropped; nor by the preview.
void TestEditorText::pagesReadNoFiles()
{
#ifdef Q_OS_UNIX
    QFETCH(QString, html);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pipe"));
    const WatchedPipe pipe(path);
    QVERIFY(pipe.isMade());
    const QString address = QUrl::fromLocalFile(path).toString();
    const QString page = html.arg(address);
    MarkdownEditor editor;
    editor.resize(400, 300);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    auto *data = new QMimeData;
    data->setHtml(page);
    QGuiApplication::clipboard()->setMimeData(data);
    QTest::keyClick(&editor, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(editor.noteText().trimmed(), QStringLiteral("words"));

    editor.setNoteText(QString());
    QMimeData dragged;
    dragged.setHtml(page);
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(editor.viewport(), &enter);
    QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(editor.viewport(), &drop);
    QCOMPARE(editor.noteText().trimmed(), QStringLiteral("words"));

    PreviewPane preview; // a note may say the same
    preview.resize(400, 300);
    preview.show();
    preview.showNote(page + QStringLiteral("\n\n![](%1)").arg(address));
    QTRY_VERIFY(preview.isUpToDate());
    preview.selectAll();
    preview.copy();
    QVERIFY(QGuiApplication::clipboard()->mimeData()->hasHtml());

    SealedDocument document; // whatever is handed to it
    document.setHtml(page);
    document.adjustSize();
    QCOMPARE(pipe.reads(), 0);
#else
    QSKIP("Unix only");
#endif
}

/// What is more than is read of a page is said, and the beginning is there.
void TestEditorText::longPagesGiveTheirBeginning()
{
    MarkdownEditor editor;
    QSignalSpy told(&editor, &MarkdownEditor::told);
    const auto paste = [&editor](const QString &page) {
        auto *data = new QMimeData;
        data->setHtml(page);
        QGuiApplication::clipboard()->setMimeData(data);
        editor.paste();
    };
    const QString paragraph =
        QStringLiteral("<p style='%1'>word \U0001F600</p>").arg(QString(4'000, u'x'));
    paste(paragraph.repeated(600));
    QVERIFY(editor.noteText().startsWith(QStringLiteral("word \U0001F600\nword")));
    QVERIFY(editor.noteText().isValidUtf16());
    QCOMPARE(told.size(), 1);
    QVERIFY(told.takeFirst().first().toString().contains(QStringLiteral("beginning")));
    editor.setNoteText(QString());
    paste(QStringLiteral("<p style='%1'>words").arg(QString(2'100'000, u'x')));
    QVERIFY(editor.noteText().isEmpty());
    QCOMPARE(told.size(), 1);
    QVERIFY(told.takeFirst().first().toString().contains(QStringLiteral("very long")));
    TitleField title;
    auto *data = new QMimeData;
    data->setHtml(QStringLiteral("<h1>A\n title</h1>"));
    QGuiApplication::clipboard()->setMimeData(data);
    QTest::keyClick(&title, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(title.text(), QStringLiteral("A title"));
}

void TestEditorText::dragSaysWhyItGivesNothing()
{
    MarkdownEditor editor;
    editor.resize(400, 300);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    QSignalSpy told(&editor, &MarkdownEditor::told);
    QMimeData picture;
    picture.setImageData(QImage(4, 4, QImage::Format_RGB32));
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/x.png"))});
    QMimeData words;
    words.setText(QStringLiteral("words\u00A0here"));
    for (const QMimeData *data : {&picture, &file, &words}) {
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(editor.viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(editor.viewport(), &drop);
    }
    QCOMPARE(told.count(), 2);
    QVERIFY(told.at(0).at(0).toString() != told.at(1).at(0).toString());
    QCOMPARE(editor.noteText(), QStringLiteral("words\u00A0here"));
}

void TestEditorText::piecesMapPositions()
{
    const QString text = QStringLiteral("short\n") + longLine(50'000) + QStringLiteral("\nlast");
    const TextPieces pieces(text);
    QVERIFY(!pieces.isCut());
    QVERIFY(longestLine(pieces.shown()) <= 2'000);
    for (qsizetype at = 0; at < text.size(); at += 97) {
        const qsizetype shown = pieces.toShown(at);
        QCOMPARE(pieces.shown().at(shown), text.at(at));
        QCOMPARE(pieces.toText(shown), at);
    }
    QVERIFY(TextPieces(text, 10'000).isCut());
    QVERIFY(TextPieces(text, 10'000).shown().size() <= 10'010);
}

void TestEditorText::longLinesAreBrokenAtBlanks()
{
    const QString text = longLine(30'000) + QStringLiteral("\n\n") + QString(30'000, u'x')
        + QStringLiteral("\nlast\n");
    const QString broken = withLongLinesBroken(text);
    QVERIFY(isEditable(broken));
    QVERIFY(broken.endsWith(QStringLiteral("\nlast\n")));
    QCOMPARE(broken.section(u'\n', 0, 0).right(4), QStringLiteral("word"));
    QString words = broken;
    QString before = text;
    QCOMPARE(words.remove(u'\n').remove(u' '), before.remove(u'\n').remove(u' '));
    QCOMPARE(withLongLinesBroken(QStringLiteral("a b\n")), QStringLiteral("a b\n"));
}

void TestEditorText::tooLargeIsReadOnly()
{
    MarkdownEditor editor;
    QSignalSpy large(&editor, &MarkdownEditor::tooLargeChanged);
    QSignalSpy edited(&editor, &MarkdownEditor::edited);
    const QString text = longLine(kMaxEditableLine + 1);
    editor.setNoteText(text);
    QCOMPARE(large.count(), 1);
    QVERIFY(editor.isReadOnly());
    QCOMPARE(editor.noteText(), text);
    editor.setReadOnly(false); // nothing else makes it editable
    QVERIFY(editor.isReadOnly());
    QTest::keyClicks(&editor, QStringLiteral("x"));
    editor.toggleTask();
    QCOMPARE(editor.noteText(), text);
    QCOMPARE(edited.count(), 0);
    editor.setNoteText(QStringLiteral("small"));
    QVERIFY(!editor.isReadOnly());
    QCOMPARE(large.count(), 2);
}

void TestEditorText::tooLargeCanBeEditedWhenBroken()
{
    MarkdownEditor editor;
    editor.setNoteText(longLine(100'000));
    QSignalSpy edited(&editor, &MarkdownEditor::edited);
    editor.editTooLarge();
    QCOMPARE(edited.count(), 1);
    QVERIFY(!editor.isReadOnly());
    QVERIFY(isEditable(editor.noteText()));
    editor.setReadOnly(true);
    editor.setNoteText(longLine(100'000));
    editor.editTooLarge(); // in the trash, say
    QVERIFY(editor.isReadOnly());
    QCOMPARE(editor.noteText().size(), 100'000);
}

void TestEditorText::arrivingTextCanBeTooLarge()
{
    MarkdownEditor editor;
    editor.setNoteText(QStringLiteral("small"));
    editor.applyRemoteText(longLine(30'000));
    QVERIFY(editor.isTooLarge());
    QCOMPARE(editor.noteText().size(), 30'000);
    editor.applyRemoteText(QStringLiteral("small again"));
    QVERIFY(!editor.isTooLarge() && !editor.isReadOnly());
    QCOMPARE(editor.noteText(), QStringLiteral("small again"));
}

/// Any program may offer what looks like a link of ours.
void TestEditorText::linksFromElsewhereAreNoLarger()
{
    MarkdownEditor editor;
    QSignalSpy offered(&editor, &MarkdownEditor::pasteTooLong);
    QSignalSpy told(&editor, &MarkdownEditor::told);
    const auto paste = [](const QString &link) {
        auto *data = new QMimeData;
        data->setText(QStringLiteral("cairn://note/x"));
        data->setData(QStringLiteral("application/x-cairn-link"), link.toUtf8());
        QGuiApplication::clipboard()->setMimeData(data);
    };
    paste(longLine(1'000'000));
    editor.paste();
    QCOMPARE(offered.count(), 1);
    paste(QStringLiteral("ten signs\n").repeated(kMaxEditableText / 10 + 1));
    editor.paste();
    QCOMPARE(told.count(), 1);
    QVERIFY(editor.noteText().isEmpty());
    paste(QStringLiteral("[Pump](cairn://note/x)"));
    editor.paste();
    QCOMPARE(editor.noteText(), QStringLiteral("[Pump](cairn://note/x)"));
}

void TestEditorText::longLinePasteIsOffered()
{
    MarkdownEditor editor;
    QGuiApplication::clipboard()->setText(longLine(1'000'000));
    QSignalSpy offered(&editor, &MarkdownEditor::pasteTooLong);
    QElapsedTimer timer;
    timer.start();
    editor.paste();
    QVERIFY(editor.noteText().isEmpty());
    QCOMPARE(offered.count(), 1);
    editor.insertBroken(offered.first().first().toString());
    QVERIFY(isEditable(editor.noteText()));
    QVERIFY(editor.noteText().size() > 990'000);
    QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
}

void TestEditorText::sixMegabytesInOneLineOpenAtOnce()
{
    const QString text = longLine(6'000'000);
    MarkdownEditor editor;
    editor.resize(700, 600);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    double before = threadMs();
    editor.setNoteText(text);
    editor.viewport()->repaint();
    const double opened = threadMs() - before;
    before = threadMs();
    editor.resize(500, 600);
    QTest::keyClick(&editor, Qt::Key_PageDown);
    editor.viewport()->repaint();
    const double turned = threadMs() - before;
    qInfo("editor: 6 MB in one line in %.1f ms, a page further in %.1f ms", opened, turned);
    QVERIFY2(opened < 300 && turned < 100, qPrintable(QString::number(opened)));

    PreviewPane pane;
    pane.resize(700, 600);
    pane.show();
    QSignalSpy rendered(&pane, &PreviewPane::rendered);
    before = threadMs();
    pane.showNote(text);
    double longest = threadMs() - before;
    QElapsedTimer timer;
    timer.start();
    while (rendered.isEmpty() && timer.elapsed() < 60'000) {
        before = threadMs();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        longest = qMax(longest, threadMs() - before);
        QTest::qSleep(1);
    }
    QCOMPARE(rendered.count(), 1);
    before = threadMs();
    pane.viewport()->repaint();
    longest = qMax(longest, threadMs() - before);
    qInfo("preview: after %lld ms, the window held for %.1f ms", timer.elapsed(), longest);
    QVERIFY2(longest < 300, qPrintable(QString::number(longest)));
}

void TestEditorText::keysAreQuickInTheLongestLine()
{
    MarkdownEditor editor;
    editor.resize(700, 600);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    editor.setNoteText(longLine(kMaxEditableLine - 100));
    QVERIFY(!editor.isReadOnly());
    QTest::keyClick(&editor, Qt::Key_B); // the first one lays the line out
    QList<double> times;
    for (int at = 0; at < 40; ++at) {
        const double before = threadMs();
        QTest::keyClick(&editor, Qt::Key_A);
        editor.viewport()->repaint();
        times.append(threadMs() - before);
    }
    std::sort(times.begin(), times.end());
    qInfo(
        "key in a line of %lld characters: p50 %.1f ms, p95 %.1f ms", kMaxEditableLine, times[20],
        times[38]);
    QVERIFY2(times[20] < 50, qPrintable(QString::number(times[20])));
}

void TestEditorText::followableAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("followed");
    const auto row = [](const char *address, const char *followed) {
        QTest::newRow(address) << QString::fromUtf8(address) << QString::fromUtf8(followed);
    };
    row("https://example.org/a?b#c", "https://example.org/a?b#c");
    row("HTTP://EXAMPLE.org", "http://example.org");
    row("https://bank.example@evil.example/x", "https://evil.example/x");
    row("https://user:secret@host.example/", "https://host.example/");
    row("mailto:a@b.example?subject=Hi%20there&attach=/etc/passwd&cc=c@d.example",
        "mailto:a@b.example?subject=Hi%20there&cc=c%40d.example");
    row("mailto:a@b.example?attachment=x&bcc=y@z&in-reply-to=1", "mailto:a@b.example");
    row("mailto:a@b.example?subject=x%0ABcc:%20y@z.example&body=two%0Alines",
        "mailto:a@b.example?body=two%0Alines");
    for (const char *no :
         {"javascript:alert(1)", "file:///etc/passwd", "file://host/share", "ssh://host",
          "https:///nohost", "mailto:", "mailto:?body=x", "mailto:a%0Ab@c", "smb://host/x",
          "data:text/html,x", "vbscript:x", "ms-settings:x", "", "//host/x"})
        row(no, "");
}

void TestEditorText::followableAddresses()
{
    QFETCH(QString, address);
    QFETCH(QString, followed);
    QCOMPARE(followableAddress(address), followed);
    QCOMPARE(followableAddress(followed), followed);
}

void TestEditorText::misleadingLinks_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("misleading");
    const auto row = [](const char *words, const char *address, bool misleading) {
        QTest::addRow("%s -> %s", words, address)
            << QString::fromUtf8(words) << QString::fromUtf8(address) << misleading;
    };
    row("our shop", "https://example.org", false);
    row("https://example.org/a", "https://example.org/b", false);
    row("www.example.org", "https://example.org", false);
    row("EXAMPLE.ORG", "https://www.example.org/", false);
    row("https://bank.example", "https://evil.example", true);
    row("bank.example", "https://evil.example/bank.example", true);
    row("Sign in at bank.example now", "https://evil.example", true);
    row("https://bank.example", "https://bank.example.evil.example", true);
    row("https://bank.example@evil.example", "https://bank.example@evil.example", true);
    row("click", "https://bank.example@evil.example", true);
    row("ba\u200Bnk.example", "https://evil.example", true);
    row("bank.exa\u202Emple", "https://evil.example", true);
    row("bänk.example", "https://xn--bnk-qla.example/", false);
    row("report.pdf", "https://example.org/report.pdf", false);
    row("version 1.2.3", "https://example.org", false);
    row("e.g. this", "https://example.org", false);
    row("a@bank.example", "mailto:a@bank.example", false);
    row("a@bank.example", "mailto:b@evil.example", true);
    row("https://bank.example", "mailto:b@evil.example", true);
    row("a@bank.example", "https://evil.example", true);
    row("https://bank.example", "cairn://note/01ARZ3NDEKTSV4RRFFQ69G5FAV", false);
}

void TestEditorText::misleadingLinks()
{
    QFETCH(QString, words);
    QFETCH(QString, address);
    QFETCH(bool, misleading);
    QCOMPARE(isMisleading(words, address), misleading);
}

void TestEditorText::doubtfulLinksAsk()
{
    const QString text = QStringLiteral("[https://bank.example](https://evil.example/x) "
                                        "[same.example](https://same.example)");
    MarkdownEditor editor;
    editor.resize(900, 400);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    editor.setNoteText(text);
    QSignalSpy asked(&editor, &MarkdownEditor::doubtfulLinkActivated);
    QSignalSpy opened(&editor, &MarkdownEditor::linkActivated);
    QTextCursor cursor(editor.document());
    cursor.setPosition(5);
    QTest::mouseClick(
        editor.viewport(), Qt::LeftButton, Qt::ControlModifier, editor.cursorRect(cursor).center());
    QCOMPARE(asked.count(), 1);
    QCOMPARE(opened.count(), 0);
    QCOMPARE(asked.first().at(0).toString(), QStringLiteral("https://bank.example"));
    QCOMPARE(asked.first().at(1).toString(), QStringLiteral("https://evil.example/x"));

    PreviewPane pane;
    pane.resize(600, 300);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    pane.showNote(text);
    QTRY_VERIFY(pane.isUpToDate());
    QSignalSpy previewAsked(&pane, &PreviewPane::doubtfulLinkActivated);
    QSignalSpy previewOpened(&pane, &PreviewPane::linkActivated);
    const auto link = [&pane](int position) {
        QTextCursor at(pane.document());
        at.setPosition(position);
        return pane.cursorRect(at).center();
    };
    QTest::mouseClick(pane.viewport(), Qt::LeftButton, {}, link(4));
    QCOMPARE(previewAsked.count(), 1);
    QCOMPARE(previewAsked.first(), asked.first());
    QHelpEvent help(QEvent::ToolTip, link(4), pane.viewport()->mapToGlobal(link(4)));
    QApplication::sendEvent(pane.viewport(), &help);
    QVERIFY2(QToolTip::text().contains(u"evil.example"), qPrintable(QToolTip::text()));
    QTest::mouseClick(pane.viewport(), Qt::LeftButton, {}, link(25));
    QCOMPARE(previewOpened.count(), 1);
    QCOMPARE(previewAsked.count(), 1);
}

QTEST_MAIN(TestEditorText)
#include "tst_editortext.moc"
