// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/outlinereader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cairn {
namespace {

/// md4c stops at a negative answer alone.
constexpr int kAbort = -1;
/// Deeper nesting is no note of a person.
constexpr int kDeepest = 64;

/// As the preview reads notes, but with HTML, since what other programs hide must not swallow text.
constexpr unsigned kFlags =
    MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_WIKILINKS;

OutlineReader &reader(void *data) { return *static_cast<OutlineReader *>(data); }

/// An address may be cited so often that its copies would not fit into memory: a long one is only
/// told from others.
constexpr qsizetype kLongAddress = 1'000;

/// md4c reads an address again wherever it is cited. More than all notes of a person have.
constexpr qsizetype kMaxAddressBytes = 32'000'000;

QString toString(const MD_ATTRIBUTE &attribute)
{
    const QByteArrayView text(attribute.text, qsizetype(attribute.size));
    if (text.size() <= kLongAddress)
        return QString::fromUtf8(text);
    return QString::number(text.size()) + QString::fromUtf8(text.first(kLongAddress / 2))
        + QString::fromUtf8(text.last(kLongAddress / 2));
}

/// Elements that frame or hide what is between their tags.
bool isFrame(const QString &name)
{
    static const QStringList frames{u"details"_s, u"div"_s, u"section"_s, u"table"_s,
                                    u"pre"_s,     u"ul"_s,  u"ol"_s,      u"blockquote"_s};
    return frames.contains(name);
}

/// "Morning:" or a line all in bold: it says what the list below is about.
bool isLabel(QStringView line)
{
    line = line.trimmed();
    return line.endsWith(u':') || line.endsWith(u'：')
        || (line.size() > 4
            && ((line.startsWith(u"**") && line.endsWith(u"**"))
                || (line.startsWith(u"__") && line.endsWith(u"__"))));
}

} // namespace

OutlineReader::OutlineReader(NoteOutline &outline, int firstLine)
    : m_outline(outline)
    , m_firstLine(firstLine)
{
    const QStringView first = outline.m_texts[firstLine];
    const QStringView last = outline.m_texts.last();
    m_source = QStringView(first.data(), last.data() + last.size()).toUtf8() + '\n';
    for (qsizetype at = 0; at < m_source.size(); at = m_source.indexOf('\n', at) + 1)
        m_starts.push_back(MD_OFFSET(at));
}

void OutlineReader::read()
{
    MD_PARSER callbacks = {};
    callbacks.flags = kFlags;
    callbacks.enter_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        return reader(data).enterBlock(type, detail);
    };
    callbacks.leave_block = [](MD_BLOCKTYPE type, void *, void *data) {
        reader(data).leaveBlock(type);
        return 0;
    };
    callbacks.enter_span = [](MD_SPANTYPE type, void *detail, void *data) {
        return reader(data).enterSpan(type, detail);
    };
    callbacks.leave_span = [](MD_SPANTYPE, void *, void *) { return 0; };
    callbacks.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
        reader(data).text(type, text, size);
        return 0;
    };
    if (md_parse(m_source.constData(), MD_SIZE(m_source.size()), &callbacks, this) != 0)
        m_outline.m_usable = false;
}

int OutlineReader::push(Type type)
{
    OutlineContainer container;
    container.type = type;
    container.parent = m_container;
    container.label = m_newLabel;
    container.depth = m_container < 0 ? 0 : m_outline.m_containers[m_container].depth + 1;
    m_container = int(m_outline.m_containers.size());
    m_outline.m_containers.append(container);
    return container.depth < kDeepest ? 0 : kAbort;
}

void OutlineReader::pop() { m_container = m_outline.m_containers[m_container].parent; }

int OutlineReader::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    m_newLabel = std::exchange(m_label, -1);
    switch (type) {
    case MD_BLOCK_QUOTE:
        m_outerHeadings.append(std::exchange(m_heading, -1));
        return push(Type::Quote);
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        return push(Type::List);
    case MD_BLOCK_LI: {
        m_outerHeadings.append(m_heading);
        const int failed = push(Type::Item);
        enterItem(*static_cast<MD_BLOCK_LI_DETAIL *>(detail));
        return failed;
    }
    case MD_BLOCK_CODE:
        m_fenced = static_cast<MD_BLOCK_CODE_DETAIL *>(detail)->fence_char != 0;
        m_lineEnds = 0;
        return push(Type::Code);
    case MD_BLOCK_HTML:
        return push(Type::Html);
    case MD_BLOCK_TABLE:
        return push(Type::Table);
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        m_inCell = true;
        return 0;
    case MD_BLOCK_H:
        m_level = int(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
        m_headingSeen = false;
        return 0;
    default:
        return 0;
    }
}

void OutlineReader::enterItem(const MD_BLOCK_LI_DETAIL &item)
{
    if (item.is_task)
        mark(lineOf(m_source.constData() + item.task_mark_offset), MD_TEXT_NORMAL);
}

void OutlineReader::leaveBlock(MD_BLOCKTYPE type)
{
    if (!m_openLinks.isEmpty())
        flushLinks(m_lastLine);
    m_label = -1;
    switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_LI:
        m_heading = m_outerHeadings.takeLast();
        pop();
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_TABLE:
        pop();
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        m_inCell = false;
        break;
    case MD_BLOCK_H:
        m_level = 0;
        break;
    case MD_BLOCK_P:
        if (m_lastLine >= 0 && isLabel(m_outline.m_texts[m_lastLine]))
            m_label = m_lastLine;
        break;
    default:
        break;
    }
}

int OutlineReader::enterSpan(MD_SPANTYPE type, void *detail)
{
    if (type != MD_SPAN_A && type != MD_SPAN_IMG)
        return 0;
    const MD_ATTRIBUTE &address = type == MD_SPAN_A
        ? static_cast<MD_SPAN_A_DETAIL *>(detail)->href
        : static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src;
    m_openLinks.append(toString(address));
    m_addressBytes += address.size;
    return m_addressBytes > kMaxAddressBytes ? kAbort : 0;
}

void OutlineReader::text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size)
{
    if (!isOurs(text)) {
        // md4c gives line ends of its own.
        m_lineEnds += type == MD_TEXT_CODE && size == 1 && *text == '\n' ? 1 : 0;
        return;
    }
    const int line = lineOf(text);
    mark(line, type);
    if (!m_openLinks.isEmpty())
        flushLinks(line);
    if (type == MD_TEXT_HTML)
        readTags(line, QByteArrayView(text, qsizetype(size)));
    else if (type == MD_TEXT_NORMAL)
        readFootnotes(line, QByteArrayView(text, qsizetype(size)));
}

void OutlineReader::mark(int line, MD_TEXTTYPE type)
{
    const bool inCode = m_container >= 0 && m_outline.m_containers[m_container].type == Type::Code;
    int first = line; // of the containers that begin here
    if (inCode && m_outline.m_containers[m_container].line < 0) {
        first = line - m_lineEnds - (m_fenced ? 1 : 0);
        if (m_fenced)
            m_outline.m_containers[m_container].line = first;
    }
    for (int c = m_container; c >= 0; c = m_outline.m_containers[c].parent) {
        OutlineContainer &container = m_outline.m_containers[c];
        if (container.line < 0 && container.type != Type::Code)
            container.line = first;
        else if (container.line >= 0 && container.type != Type::Code)
            break; // so have those around it
    }
    if (m_level > 0 && !m_headingSeen)
        enterHeading(line);
    m_lastLine = line;
    OutlineLine &owner = m_outline.m_lines[line];
    if (owner.kind != Kind::None && type != MD_TEXT_HTML)
        return; // the first text of a line says what it is
    owner.container = m_container;
    owner.element = m_element;
    if (m_level > 0) {
        owner.kind = Kind::Heading;
        owner.level = quint8(m_level);
        owner.heading = m_outline.m_headings[m_heading].parent;
        return;
    }
    owner.heading = m_heading;
    if (inCode)
        owner.kind = Kind::Code;
    else if (type == MD_TEXT_HTML)
        owner.kind = owner.kind == Kind::None ? Kind::Html : owner.kind;
    else
        owner.kind = m_inCell ? Kind::Table : Kind::Text;
}

void OutlineReader::enterHeading(int line)
{
    m_headingSeen = true;
    OutlineHeading heading;
    heading.line = line;
    heading.level = m_level;
    heading.parent = m_heading;
    while (heading.parent >= 0 && m_outline.m_headings[heading.parent].level >= m_level)
        heading.parent = m_outline.m_headings[heading.parent].parent;
    m_heading = int(m_outline.m_headings.size());
    m_outline.m_headings.append(heading);
}

/// Follows the tags of elements that frame what is between them.
void OutlineReader::readTags(int line, QByteArrayView html)
{
    for (qsizetype at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
        const bool closing = at + 1 < html.size() && html[at + 1] == '/';
        qsizetype end = at + (closing ? 2 : 1);
        const qsizetype begin = end;
        while (end < html.size() && std::isalpha(static_cast<unsigned char>(html[end])))
            ++end;
        const QString name = QString::fromLatin1(html.sliced(begin, end - begin)).toLower();
        if (isFrame(name))
            tag(line, name, closing);
    }
}

void OutlineReader::tag(int line, const QString &name, bool closing)
{
    if (!closing) {
        int depth = 0;
        for (int e = m_element; e >= 0 && depth < kDeepest; e = m_outline.m_elements[e].parent)
            ++depth;
        if (depth == kDeepest)
            return;
        m_outline.m_elements.append({name, line, m_element, false});
        m_element = int(m_outline.m_elements.size()) - 1;
        return;
    }
    int element = m_element;
    while (element >= 0) {
        OutlineElement &open = m_outline.m_elements[element];
        if (open.name == name) {
            open.closed = true;
            m_element = open.parent;
            return;
        }
        element = open.parent;
    }
}

void OutlineReader::readFootnotes(int line, QByteArrayView text)
{
    for (qsizetype at = text.indexOf("[^"); at >= 0; at = text.indexOf("[^", at + 2)) {
        const qsizetype end = text.indexOf(']', at);
        if (end < 0)
            return;
        const QString label = QString::fromUtf8(text.sliced(at + 2, end - at - 2)).toCaseFolded();
        const bool defines = end + 1 < text.size() && text[end + 1] == ':'
            && m_outline.m_texts[line].trimmed().startsWith(u"[^");
        if (label.isEmpty() || label.contains(u' '))
            continue;
        if (defines && at == 0)
            m_outline.m_definitions[u"[^%1]"_s.arg(label)].append(line);
        else
            m_outline.m_footnotes.append({line, label});
    }
}

void OutlineReader::flushLinks(int line)
{
    for (const QString &target : std::as_const(m_openLinks))
        m_outline.m_links.append({line, target});
    m_openLinks.clear();
}

bool OutlineReader::isOurs(const MD_CHAR *at) const
{
    return std::less_equal<>()(m_source.constData(), at)
        && std::less<>()(at, m_source.constData() + m_source.size());
}

int OutlineReader::lineOf(const MD_CHAR *at)
{
    const auto offset = MD_OFFSET(at - m_source.constData());
    // Mostly the same line again, or the next.
    if (offset < m_starts[m_cursor]
        || (m_cursor + 2 < m_starts.size() && offset >= m_starts[m_cursor + 2]))
        m_cursor =
            size_t(std::upper_bound(m_starts.begin(), m_starts.end(), offset) - m_starts.begin())
            - 1;
    else if (m_cursor + 1 < m_starts.size() && offset >= m_starts[m_cursor + 1])
        ++m_cursor;
    return m_firstLine + int(m_cursor);
}

} // namespace cairn
