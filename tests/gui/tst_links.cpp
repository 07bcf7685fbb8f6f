// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline.h"
#include "editor/markdowneditor.h"
#include "exchange/filelinks.h"
#include "preview/markdownrenderer.h"
#include "preview/previewpane.h"
#include "sealeddocument.h"
#include "startrequest.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace cairn;

namespace {

QString u8(const char *text) { return QString::fromUtf8(text); }

const QString kId = QStringLiteral("note:01ARZ3NDEKTSV4RRFFQ69G5FAV");

/// Every link that a document shows: where it leads.
QStringList anchorsOf(const QTextDocument &document)
{
    QStringList found;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QString href = it.fragment().charFormat().anchorHref();
            const bool isBox = QUrl(href).scheme() == kTaskScheme;
            if (!href.isEmpty() && !isBox && (found.isEmpty() || found.last() != href))
                found.append(href);
        }
    }
    return found;
}

QString withoutMark(QString text) { return text.remove(u'^'); }

} // namespace

/// A link that goes in by one door is found at every other.
class TestLinks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void isFoundEverywhere_data();
    void isFoundEverywhere();
    void isNoLinkAnywhere_data();
    void isNoLinkAnywhere();
    void titlesAreFoundEverywhere_data();
    void titlesAreFoundEverywhere();
    void copiedLinksAreFoundEverywhere_data();
    void copiedLinksAreFoundEverywhere();
    void importedLinksAreFoundEverywhere_data();
    void importedLinksAreFoundEverywhere();
    void addressesAreReadAlike_data();
    void addressesAreReadAlike();

private:
    QString clicked(const QString &text, qsizetype at, const char *signal);
    QString followed(const QString &text, const char *signal);
    bool isColoured(const QString &text, qsizetype at);
    void lookEverywhere(const QString &text, qsizetype at, const NoteLink &link, bool coloured);

    MarkdownEditor m_editor;
    PreviewPane m_pane;
};

void TestLinks::initTestCase()
{
    m_editor.resize(1800, 900);
    m_editor.setMeasure(0);
    m_editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_editor));
    m_pane.show();
}

/// What Ctrl+click there is told as.
QString TestLinks::clicked(const QString &text, qsizetype at, const char *signal)
{
    m_editor.setNoteText(text);
    QSignalSpy told(&m_editor, signal);
    QTextCursor cursor(m_editor.document());
    cursor.setPosition(int(at));
    const QPoint left = m_editor.cursorRect(cursor).center();
    QTest::mouseClick(m_editor.viewport(), Qt::LeftButton, Qt::ControlModifier, left);
    return told.isEmpty() ? QString() : told.first().at(0).toString();
}

/// What a click on the only link of the preview is told as.
QString TestLinks::followed(const QString &text, const char *signal)
{
    SealedDocument document;
    document.setHtml(renderMarkdown(text));
    const QStringList anchors = anchorsOf(document);
    if (anchors.size() != 1)
        return QStringLiteral("links: ") + anchors.join(u' ');
    QSignalSpy told(&m_pane, signal);
    emit m_pane.anchorClicked(QUrl(anchors.first()));
    return told.isEmpty() ? QString() : told.first().at(0).toString();
}

bool TestLinks::isColoured(const QString &text, qsizetype at)
{
    m_editor.setNoteText(text);
    const QTextBlock block = m_editor.document()->findBlock(int(at));
    const auto formats = block.layout()->formats();
    return std::any_of(formats.cbegin(), formats.cend(), [&](const auto &range) {
        const qsizetype column = at - block.position();
        return column >= range.start && column < range.start + range.length
            && range.format.foreground().color() == m_editor.palette().color(QPalette::Link);
    });
}

void TestLinks::lookEverywhere(
    const QString &text, qsizetype at, const NoteLink &link, bool coloured)
{
    const auto found = linkCovering(findLinks(text), at);
    QVERIFY2(found, qPrintable(text));
    QCOMPARE(found->note(), std::optional(link));
    QCOMPARE(clicked(text, at, SIGNAL(linkActivated(QString))), link.address());
    QCOMPARE(followed(text, SIGNAL(linkActivated(QString))), link.address());
    QCOMPARE(isColoured(text, at), coloured);
    // Out as a file, in again; addresses that no path can stand for stay as they are.
    FileLinks files;
    files.add(u8("a/Über (uns) & #1.md"), link.noteId, u8("Über uns"));
    const QString out = files.toFiles(text, u8("here.md"));
    const bool hasPath =
        found->form != MarkdownLink::Form::Bare && found->form != MarkdownLink::Form::Angle;
    QCOMPARE(out != text, hasPath);
    QVERIFY(!hasPath || !out.contains(link.noteId));
    QCOMPARE(
        withCanonicalNoteLinks(files.toNotes(out, u8("here.md"), FileLinks::Spelling::Ours)),
        withCanonicalNoteLinks(text));
    // What was followed opens from either command line, and reaches a window that is open.
    const auto start = CommandLine::parse({u8("cairn"), found->address}, u8("/"));
    QCOMPARE(start.request.noteId, link.noteId);
    QCOMPARE(StartRequest::fromJson(start.request.toJson()), std::optional(start.request));
    QCOMPARE(cli::idOrLink(found->address), link.noteId);
}

void TestLinks::isFoundEverywhere_data()
{
    QTest::addColumn<QString>("text"); // ^: where it is clicked
    QTest::addColumn<QString>("anchor");
    QTest::addColumn<bool>("coloured"); // in the editor: what one line shows by itself
    const auto row = [](const char *text, const char *anchor = "", bool coloured = true) {
        QTest::newRow(text) << u8(text).replace(u'@', kId) << u8(anchor) << coloured;
    };
    row("[a^b](cairn://note/@)");
    row("[a^b](cairn://note/01ARZ3NDEKTSV4RRFFQ69G5FAV)");
    row("[a^b](CAIRN://Note/@)");
    row("[a^b](cairn://note/note%3A01ARZ3NDEKTSV4RRFFQ69G5FAV)");
    row("[a^b](cairn://note/@/)");
    row("[a^b](cairn://note/@#part%20two)", "part%20two");
    row("[a^b](<cairn://note/@>)");
    row("[a^b](<cairn://note/@> \"tip\")");
    row("[a^b](cairn://note/@ 'tip (x)')");
    row("[a^b]( cairn://note/@ )");
    row("[a^b](cairn:&#47;/note/@)");
    row("[a^b](cairn\\://note/@)");
    row("[a^b](\ncairn://note/@\n)", "", false);
    row("[a [^b] \\] c](cairn://note/@)");
    row("[a `]` ^b](cairn://note/@)");
    row("![a^b](cairn://note/@)");
    row("- [ ] see [a^b](cairn://note/@), then");
    row("> 1. [a^b](cairn://note/@)", "", false); // quotations are quiet as a whole
    row("# [a^b](cairn://note/@)");
    row("| [a^b](cairn://note/@) |\n|---|");
    row("**[a^b](cairn://note/@)**");
    row("日本 🙂 [é^é](cairn://note/@)");
    row("- a\n    - [a^b](cairn://note/@)");
    row("[^ab][l]\n\n[l]: cairn://note/@");
    row("[^Ab c][]\n\n[aB  C]: <cairn://note/@> 'tip'");
    row("see [^ab].\n\n[ab]: cairn://note/@\n[ab]: https://example.org", "", false);
    row("<cairn^://note/@>");
    row("<CAIRN^://NOTE/@#x>", "x");
    row("cairn^://note/@");
    row("see cairn^://note/@.");
    row("(cairn^://note/@), then");
    row("Cairn^://note/@#x!", "x");
    row("**cairn^://note/@**");
}

void TestLinks::isFoundEverywhere()
{
    QFETCH(QString, text);
    QFETCH(QString, anchor);
    QFETCH(bool, coloured);
    lookEverywhere(withoutMark(text), text.indexOf(u'^'), {kId, anchor}, coloured);
}

void TestLinks::isNoLinkAnywhere_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *text) { QTest::newRow(text) << u8(text).replace(u'@', kId); };
    row("`[a^b](cairn://note/@)`");
    row("```\n[a^b](cairn://note/@)\n```");
    row("```\ncairn^://note/@\n```");
    row("    [a^b](cairn://note/@)");
    row("\\[a^b](cairn//note/@)");
    row("[a^b] (cairn//note/@)");
    row("[a^b]\n\n(cairn//note/@)");
    row("- [a\n- ^b](cairn//note/@)");
    row("[^ab][m]\n\n[l]: cairn://note/@");
    row("[a^b](cairn://note/)");
    row("[a^b](cairn://note/note:)");
    row("[a^b](cairn://note/notebook:x)");
    row("[a^b](cairn://note/../../@)");
    row("[a^b](cairn://note/@?x=1)");
    row("[a^b](cairn://note/@%00)");
    row("[a^b](cairn://note/@%ff)");
    row("[a^b](cairn://other/@)");
    row("[a^b](cairn:note/@)");
    row("[a^b](cairn://note/note%3A..%2Fx)");
    row("[a^b](cairn://note/note:%5C%5Chost)");
    row("[a^b](cairntitle0n0)");
    row("[a^b](cairn-title:x)");
}

void TestLinks::isNoLinkAnywhere()
{
    QFETCH(QString, text);
    const qsizetype at = text.indexOf(u'^');
    text = withoutMark(text);
    QVERIFY(clicked(text, at, SIGNAL(linkActivated(QString))).isEmpty());
    QVERIFY(clicked(text, at, SIGNAL(titleActivated(QString))).isEmpty());
    QVERIFY(!renderMarkdown(text).contains(u"<a "));
    FileLinks files;
    files.add(u8("a.md"), kId, u8("A"));
    if (text.startsWith(u"[ab][m]"))
        return; // there a definition is rewritten, which this is no link to
    QCOMPARE(files.toFiles(text, u8("here.md")), text);
    QCOMPARE(withCanonicalNoteLinks(text), text);
}

void TestLinks::titlesAreFoundEverywhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title"); // empty: nothing to follow
    const auto row = [](const char *text, const QString &title) {
        QTest::newRow(text) << u8(text) << title;
    };
    row("go [[Pump^ 7]] now", u8("Pump 7"));
    row("[[a/b/Pump^ 7#Part|the *pump*]]", u8("a/b/Pump 7"));
    row("![[Pump^ 7]]", u8("Pump 7"));
    row("| [[Pump^ 7\\|x]] |\n|---|", u8("Pump 7"));
    row("[[R&D^ <b> %41 (x) \\ `y`]]", u8("R&D <b> %41 (x) \\ `y`"));
    row("[[Ü^ 漢 🙂]]", u8("Ü 漢 🙂"));
    const QString longTitle = u8("Ü").repeated(150);
    row(u8("[[%1^]]").arg(longTitle).toUtf8(), longTitle);
    row("[[#Pa^rt]]", {});
    row("[[Pu^mp\n7]]", {});
    row("`[[Pu^mp]]`", {});
    row("\\[[Pu^mp]]", {});
}

void TestLinks::titlesAreFoundEverywhere()
{
    QFETCH(QString, text);
    QFETCH(QString, title);
    const qsizetype at = text.indexOf(u'^') - 1;
    text = withoutMark(text);
    QCOMPARE(clicked(text, at, SIGNAL(titleActivated(QString))), title);
    if (title.isEmpty()) {
        QVERIFY(!renderMarkdown(text).contains(u"<a "));
        return;
    }
    QCOMPARE(followed(text, SIGNAL(titleActivated(QString))), title);
    QVERIFY(isColoured(text, at));
}

void TestLinks::copiedLinksAreFoundEverywhere_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("id");
    const auto row = [](const char *title, const QString &id = kId) {
        QTest::addRow("%s, %s", title, qPrintable(id.left(40))) << u8(title) << id;
    };
    for (const char *title :
         {"Pump [7] *new*", "a](b", "a](b) c", "`code", "a\\", "![x](y)", "<b>&amp;", "[[x]]",
          "a | b", "~~a~~ _b_", "שלום", "two\nlines", "https://bank.example", "cairn://note/x"})
        row(title);
    for (const char *id :
         {"note:x", "note:a.b_c~d-e", "note:(a)b)", "note:ü 漢 🙂", "note:a?b#c", "note:100%",
          "note:%41", "note:a:b", "note:_x_", "note:*x*.", "note:\"<>|"})
        row("Pump", u8(id));
    row("Pump", u8("note:") + u8("漢").repeated(880));
}

void TestLinks::copiedLinksAreFoundEverywhere()
{
    QFETCH(QString, title);
    QFETCH(QString, id);
    const NoteLink link{id, {}};
    QApplication::clipboard()->setMimeData(MarkdownEditor::linkTo(title, link));
    const QString address = QApplication::clipboard()->text();
    QCOMPARE(NoteLink::parse(address), std::optional(link));
    m_editor.setNoteText({});
    m_editor.paste(); // under its title
    lookEverywhere(m_editor.noteText(), 2, link, m_editor.noteText().size() < 4000);
    m_editor.setNoteText(u8("see this"));
    m_editor.selectAll();
    m_editor.paste(); // over words
    lookEverywhere(m_editor.noteText(), 2, link, m_editor.noteText().size() < 4000);
    const QString among = u8("see %1, then").arg(address); // through another program
    lookEverywhere(among, 6, link, among.size() < 4000);
}

void TestLinks::importedLinksAreFoundEverywhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words"); // to click at
    QTest::addColumn<QString>("anchor");
    const auto row = [](const char *text, const char *words, const char *anchor = "") {
        QTest::newRow(text) << u8(text) << u8(words) << u8(anchor);
    };
    row("[ab](My%20note%20(1).md)", "ab");
    row("[ab](<My note (1).md>)", "ab");
    row("[ab](<My note (1).md> \"tip\")", "ab");
    row("[ab](My%20note%20(1).md#a%20\\(b\\))", "ab", "a%20%28b%29");
    row("[ab](../dir/MY%20NOTE%20(1))", "ab");
    row("[ab][l]\n\n[l]: <My note (1).md> 'tip'", "ab");
    row("[[My note (1)]]", "My note");
    row("[[dir/My note (1)#Part two|the *one*]]", "the", "Part%20two");
    row("![[Nick]]", "Nick");
    row("| [[Nick\\|x | y]] |\n|---|", "x");
}

void TestLinks::importedLinksAreFoundEverywhere()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    QFETCH(QString, anchor);
    FileLinks files;
    files.add(u8("dir/My note (1).md"), kId, u8("Other"), {u8("Nick")});
    const QString imported = files.toNotes(text, u8("dir/x.md"), FileLinks::Spelling::Foreign);
    lookEverywhere(imported, imported.indexOf(words), {kId, anchor}, true);
}

void TestLinks::addressesAreReadAlike_data()
{
    QTest::addColumn<QString>("address"); // among words, with what may follow it
    QTest::addColumn<QString>("read");
    const auto row = [](const char *address, const char *read) {
        QTest::newRow(address) << u8(address) << u8(read);
    };
    row("https://example.org", "https://example.org");
    row("https://example.org.", "https://example.org");
    row("https://example.org/a_b_c?d=e&f#g.", "https://example.org/a_b_c?d=e&f#g");
    row("<https://example.org/a,b>", "https://example.org/a,b");
    row("mailto:me@example.org,", "mailto:me@example.org");
}

void TestLinks::addressesAreReadAlike()
{
    QFETCH(QString, address);
    QFETCH(QString, read);
    const QString text = u8("see %1 then").arg(address);
    QCOMPARE(clicked(text, 7, SIGNAL(linkActivated(QString))), read);
    QCOMPARE(followed(text, SIGNAL(linkActivated(QString))), read);
    QVERIFY(isColoured(text, 7));
}

QTEST_MAIN(TestLinks)
#include "tst_links.moc"
