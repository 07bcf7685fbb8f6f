// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/markdownrenderer.h"

#include "preview/htmlwriter.h"
#include "preview/previewlinks.h"
#include "preview/tablelines.h"

namespace cairn {

namespace {

// More of one note than this is for the editor: no preview of it is read, and each of it costs time
// at every pause.
constexpr qsizetype kMaxSource = 2'000'000;
constexpr unsigned kFlags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH
    | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS;

HtmlWriter &writer(void *data) { return *static_cast<HtmlWriter *>(data); }

MD_PARSER parser()
{
    MD_PARSER callbacks = {};
    callbacks.flags = kFlags;
    callbacks.enter_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        writer(data).enterBlock(type, detail);
        return writer(data).isFull() ? 1 : 0;
    };
    callbacks.leave_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        writer(data).leaveBlock(type, detail);
        return 0;
    };
    callbacks.enter_span = [](MD_SPANTYPE type, void *detail, void *data) {
        writer(data).enterSpan(type, detail);
        return 0;
    };
    callbacks.leave_span = [](MD_SPANTYPE type, void *, void *data) {
        writer(data).leaveSpan(type);
        return 0;
    };
    callbacks.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
        writer(data).text(type, QString::fromUtf8(text, qsizetype(size)));
        return 0;
    };
    return callbacks;
}

} // namespace

QString renderMarkdown(const QString &markdown)
{
    const bool whole = markdown.size() <= kMaxSource;
    const PreviewLinks links(whole ? markdown : markdown.left(kMaxSource));
    const TableLines lines = withPlainTables(links.text());
    const QByteArray source = lines.text.toUtf8();
    HtmlWriter html(source, lines, links);
    const MD_PARSER callbacks = parser();
    md_parse(source.constData(), MD_SIZE(source.size()), &callbacks, &html);
    const bool cut = html.isFull() || !whole;
    return cut ? html.take() + QStringLiteral("<p>…</p>") : html.take();
}

} // namespace cairn
