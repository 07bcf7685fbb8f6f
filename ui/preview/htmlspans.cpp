// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/htmlwriter.h"

#include "editor/linksafety.h"
#include "markdownentity.h"
#include "notelink.h"
#include "preview/markdownrenderer.h"
#include "preview/previewlinks.h"

#include <QUrl>

namespace cairn {

namespace {

// A block is laid out as a whole; longer ones are shown in pieces, or their beginning only.
constexpr qsizetype kMaxBlock = 8'000;
constexpr qsizetype kRenderedPiece = 2'000;
constexpr qsizetype kMaxLinkWords = 500; ///< kept, to compare them with where the link leads

// What may be followed, spelled so that the browser reads exactly what was checked; empty: no link.
QString safeHref(const QString &address)
{
    const auto note = NoteLink::parse(address);
    return note ? note->address() : followableAddress(address);
}

} // namespace

QString HtmlWriter::attribute(const MD_ATTRIBUTE &attribute)
{
    QString text;
    if (attribute.size > kMaxAddress) // it may be cited thousands of times
        return text;
    for (int at = 0; attribute.text && attribute.substr_offsets[at] < attribute.size; ++at) {
        const MD_OFFSET from = attribute.substr_offsets[at];
        const QString part = QString::fromUtf8(
            attribute.text + from, qsizetype(attribute.substr_offsets[at + 1]) - qsizetype(from));
        text += attribute.substr_types[at] == MD_TEXT_ENTITY ? decodedEntity(part) : part;
    }
    return text;
}

void HtmlWriter::openLink(const QString &href, const QString &address)
{
    const bool writes = !href.isEmpty() && m_images == 0 && !m_links.contains(true);
    m_links.append(writes);
    if (!writes)
        return;
    const QString escaped = href.toHtmlEscaped();
    m_html += QStringLiteral("<a href=\"");
    m_hrefAt = m_html.size();
    m_hrefLength = escaped.size();
    m_html += escaped + QStringLiteral("\">");
    m_linkAddress = address;
    m_linkWords.clear();
}

/// Only now is known what a person reads there.
void HtmlWriter::closeLink()
{
    if (!m_links.takeLast())
        return;
    write("</a>");
    if (m_linkAddress.isEmpty() || !isMisleading(m_linkWords, m_linkAddress))
        return;
    const QString ask = kAskScheme.toString() + u':'
        + QString::fromLatin1(QUrl::toPercentEncoding(followableAddress(m_linkAddress))) + u'/'
        + QString::fromLatin1(QUrl::toPercentEncoding(m_linkWords));
    m_html.replace(m_hrefAt, m_hrefLength, ask);
}

void HtmlWriter::enterLink(const MD_ATTRIBUTE &target)
{
    const QString address = attribute(target);
    if (const auto title = m_titles.title(target))
        openLink(
            kTitleScheme.toString() + u':' + QString::fromLatin1(QUrl::toPercentEncoding(*title)));
    else
        openLink(safeHref(address), address);
}

void HtmlWriter::enterSpan(MD_SPANTYPE type, void *detail)
{
    if (!m_showsCell)
        return;
    m_spans.append(type);
    const bool shown = enters() && m_images == 0;
    switch (type) {
    case MD_SPAN_EM:
        write(shown ? "<i>" : "");
        break;
    case MD_SPAN_STRONG:
        write(shown ? "<b>" : "");
        break;
    case MD_SPAN_CODE:
        write(shown ? "<code>" : "");
        break;
    case MD_SPAN_DEL:
        write(shown ? "<s>" : "");
        break;
    case MD_SPAN_A:
        enterLink(static_cast<MD_SPAN_A_DETAIL *>(detail)->href);
        break;
    case MD_SPAN_IMG:
        // Nothing is fetched: a picture is a link to it, under its description.
        openLink(
            safeHref(attribute(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src)),
            attribute(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src));
        if (m_images++ == 0)
            m_html += QStringLiteral("▣ ");
        break;
    case MD_SPAN_WIKILINK: // PreviewLinks has them
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_U:
        break;
    }
}

/// md4c forgets to close a span now and then ("[a ~b](c ~d]"): whatever is open inside goes first.
void HtmlWriter::leaveSpan(MD_SPANTYPE type)
{
    if (!m_spans.contains(type))
        return;
    while (m_spans.last() != type)
        closeSpan(m_spans.takeLast());
    closeSpan(m_spans.takeLast());
}

/// No span goes over the edge of a block.
void HtmlWriter::closeSpans()
{
    while (!m_spans.isEmpty())
        closeSpan(m_spans.takeLast());
}

void HtmlWriter::closeSpan(MD_SPANTYPE type)
{
    if (type == MD_SPAN_IMG)
        --m_images;
    const bool shown = leaves() && m_images == 0;
    switch (type) {
    case MD_SPAN_EM:
        write(shown ? "</i>" : "");
        break;
    case MD_SPAN_STRONG:
        write(shown ? "</b>" : "");
        break;
    case MD_SPAN_CODE:
        write(shown ? "</code>" : "");
        break;
    case MD_SPAN_DEL:
        write(shown ? "</s>" : "");
        break;
    case MD_SPAN_A:
    case MD_SPAN_IMG:
        closeLink();
        break;
    case MD_SPAN_WIKILINK:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_U:
        break;
    }
}

void HtmlWriter::text(MD_TEXTTYPE type, QStringView text)
{
    if (!m_showsCell)
        return;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        m_html += QChar::ReplacementCharacter;
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR: // people who write notes mean their line ends
        write(m_images == 0 ? "<br/>" : " ");
        break;
    case MD_TEXT_ENTITY:
        addText(decodedEntity(text));
        break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
        addText(text);
        break;
    }
}

void HtmlWriter::addText(QStringView text)
{
    if (m_links.contains(true) && m_linkWords.size() < kMaxLinkWords)
        m_linkWords += text.first(qMin(text.size(), kMaxLinkWords));
    if (m_block == MD_BLOCK_CODE && text == u"\n")
        m_blockText = 0;
    if (m_blockText > kMaxBlock)
        return;
    while (m_blockText + text.size() > kMaxBlock && !text.isEmpty()) {
        qsizetype part = qMin(text.size(), kRenderedPiece);
        if (part < text.size() && text[part].isLowSurrogate())
            --part;
        if (m_blockText + part > kMaxBlock)
            breakBlock();
        if (m_blockText > kMaxBlock)
            return; // what cannot be divided ends here
        m_html += text.first(part).toString().toHtmlEscaped();
        m_blockText += part;
        text = text.sliced(part);
    }
    m_html += text.toString().toHtmlEscaped();
    m_blockText += text.size();
}

/// Goes on in a block of its own, without the spans that were open.
void HtmlWriter::breakBlock()
{
    if (m_block == MD_BLOCK_P && !m_bareParagraph) {
        closeSpans();
        write("</p><p>");
        m_blockText = 0;
    } else if (m_block == MD_BLOCK_CODE) {
        write("\n");
        m_blockText = 0;
    } else {
        m_html += u'…';
        m_blockText = kMaxBlock + 1;
    }
}

} // namespace cairn
