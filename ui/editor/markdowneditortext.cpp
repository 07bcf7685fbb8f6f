// SPDX-License-Identifier: GPL-3.0-or-later
// How a text comes into the editor and out of it: as a note, by the clipboard, by a drag.
#include "editor/documenttext.h"
#include "editor/editorcommands.h"
#include "editor/markdowneditor.h"
#include "editor/markdownhighlighter.h"
#include "editor/pagewords.h"
#include "editor/textsize.h"
#include "shownname.h"

#include <QLocale>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QUrl>

namespace cairn {

namespace {

/// Units shown of a text that is too large: enough to see what it is, quick enough to be opened.
constexpr qsizetype kShownOfTooLarge = 400'000;

bool hasLocalFile(const QMimeData &source)
{
    const QList<QUrl> urls = source.urls();
    return std::any_of(
        urls.cbegin(), urls.cend(), [](const QUrl &url) { return url.isLocalFile(); });
}

/// The words that come with the data; a list of files is none.
QString wordsOf(const QMimeData &source)
{
    if (source.hasHtml() && !source.hasText()) {
        const QString words = wordsOfHtml(source.html());
        return words.trimmed().isEmpty() ? QString() : words;
    }
    return source.hasFormat(QStringLiteral("text/plain")) || !source.hasUrls()
        ? source.text()
        : [&source] {
              QStringList lines;
              const QList<QUrl> urls = source.urls();
              for (const QUrl &url : urls)
                  lines.append(url.toString(QUrl::FullyEncoded));
              return lines.join(u'\n');
          }();
}

/// A page of which only the beginning is read.
bool isCutPage(const QMimeData &source)
{
    return source.hasHtml() && !source.hasText() && source.html().size() > kMaxPage;
}

constexpr QLatin1String kLinkMimeType("application/x-cairn-link");

} // namespace

QMimeData *MarkdownEditor::linkTo(const QString &title, const NoteLink &link)
{
    auto *data = new QMimeData;
    data->setText(link.address());
    if (const QString words = oneLine(title); !words.isEmpty())
        data->setData(kLinkMimeType, link.markdown(words).toUtf8());
    return data;
}

QString MarkdownEditor::noteText() const
{
    return m_whole ? *m_whole : fromDocumentText(document()->toRawText());
}

void MarkdownEditor::setNoteText(const QString &text)
{
    const bool wasTooLarge = isTooLarge();
    const bool tooLarge = !isEditable(text) || !fitsDocument(text);
    m_whole = tooLarge ? std::optional(text) : std::nullopt;
    m_highlighter->setEnabled(!tooLarge);
    load(tooLarge ? TextPieces(text, kShownOfTooLarge).shown() : text);
    QPlainTextEdit::setReadOnly(m_mayNotEdit || tooLarge);
    if (tooLarge != wasTooLarge)
        emit tooLargeChanged(tooLarge);
}

void MarkdownEditor::load(const QString &text)
{
    const QScopedValueRollback quiet(m_quiet, true);
    setPlainText(toDocumentText(text));
    m_history.clear(); // also where the text is the same: it is another note's
    moveCursor(QTextCursor::Start);
    m_revision = document()->revision();
}

/// The same note became, or was, too large: no edit can be made in what is shown of it.
void MarkdownEditor::showWhole(const QString &text)
{
    if (noteText() == text)
        return;
    const EditorPosition kept = position();
    setNoteText(text);
    setPosition(kept);
}

void MarkdownEditor::setReadOnly(bool readOnly)
{
    m_mayNotEdit = readOnly;
    QPlainTextEdit::setReadOnly(readOnly || isTooLarge());
}

void MarkdownEditor::editTooLarge()
{
    if (!m_whole || m_mayNotEdit)
        return;
    const QString before = *std::exchange(m_whole, std::nullopt);
    const QString text = withLongLinesBroken(before);
    m_highlighter->setEnabled(true);
    load(text);
    QPlainTextEdit::setReadOnly(false);
    emit tooLargeChanged(false);
    if (text != before)
        emit edited();
}

bool MarkdownEditor::canInsertFromMimeData(const QMimeData *source) const
{
    // What cannot be taken is taken all the same, to say so: a drag that is only refused leaves the
    // person guessing.
    return source->hasText() || source->hasImage() || source->hasUrls() || source->hasHtml();
}

void MarkdownEditor::insertFromMimeData(const QMimeData *source)
{
    if (isReadOnly())
        return tellReadOnly();
    if (hasLocalFile(*source) || (source->hasImage() && !source->hasText())) {
        emit told(
            source->hasImage() && !source->hasUrls()
                ? tr("Not inserted: notes cannot hold pictures yet.")
                : tr("Not inserted: notes cannot hold files yet."));
        return;
    }
    const QString text = wordsOf(*source);
    if (text.isEmpty()) {
        emit told(
            isCutPage(*source)
                ? tr("Not inserted: the page is very long, and there is no text in its beginning.")
                : tr("Not inserted: there is no text in it."));
        return;
    }
    if (isCutPage(*source))
        emit told(tr("The page is too long to be taken whole: this is its beginning."));
    const QTextCursor cursor = textCursor();
    const QString url = editorcommands::singleUrl(text);
    const QString selected = cursor.selectedText();
    if (!url.isEmpty() && !selected.trimmed().isEmpty()
        && !selected.contains(QChar::ParagraphSeparator)
        && editorcommands::singleUrl(selected).isEmpty()) {
        run([&url](QTextCursor &target) { editorcommands::insertLink(target, url); });
        return;
    }
    // Any program may offer either, of any size.
    insertIfItFits(
        source->hasFormat(kLinkMimeType) ? QString::fromUtf8(source->data(kLinkMimeType)) : text);
}

void MarkdownEditor::insertIfItFits(const QString &text)
{
    if (text.size() > kMaxEditableText)
        emit told(
            tr("Not inserted: %L1 characters are more than a note can hold.").arg(text.size()));
    else if (longestLine(text) > kMaxEditableLine)
        emit pasteTooLong(text);
    else
        insertNoteText(text);
}

void MarkdownEditor::tellReadOnly()
{
    emit told(
        isTooLarge() ? tr("This note is too large to be edited as it is.")
                     : tr("This note cannot be edited."));
}

void MarkdownEditor::insertBroken(const QString &text)
{
    if (!isReadOnly())
        insertNoteText(withLongLinesBroken(text));
}

void MarkdownEditor::insertNoteText(const QString &text)
{
    QTextCursor cursor = textCursor();
    cursor.insertText(toDocumentText(text));
    setTextCursor(cursor);
    ensureCursorVisible();
}

QMimeData *MarkdownEditor::createMimeDataFromSelection() const
{
    return selectionMimeData(textCursor());
}

} // namespace cairn
