// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkfinder.h"

#include "linktarget.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

namespace {

constexpr qsizetype kMaxLabel = 999; // CommonMark, link labels
constexpr qsizetype kMaxScheme = 32;

constexpr std::array<QStringView, 4> kBareBeginnings{
    u"https://", u"http://", u"mailto:", kNoteLinkPrefix};

using Form = MarkdownLink::Form;

bool isAsciiLetterOrDigit(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= u'0' && code <= u'9') || ((code | 0x20) >= u'a' && (code | 0x20) <= u'z');
}

/// Equal labels name the same definition (CommonMark, matches).
QString comparableLabel(QStringView label) { return label.toString().simplified().toCaseFolded(); }

} // namespace

LinkFinder::LinkFinder(const QString &text)
    : m_text(text)
    , m_code(text)
{
}

bool LinkFinder::mayHaveLinks(const QString &text)
{
    return text.contains(u"](") || text.contains(u"]:") || text.contains(u"[[")
        || text.contains(u"://") || text.contains(u"mailto:", Qt::CaseInsensitive)
        || text.contains(u'<');
}

QList<MarkdownLink> LinkFinder::run()
{
    walk();
    if (!m_text.contains(u"]:"))
        return std::move(m_links);
    // References may stand before what they refer to.
    for (const MarkdownLink &link : std::as_const(m_links)) {
        const QString label = comparableLabel(wordsOf(link));
        if (link.form == Form::Definition && !m_labels.contains(label))
            m_labels.insert(label, link.address);
    }
    if (!m_labels.isEmpty())
        walk();
    return std::move(m_links);
}

void LinkFinder::walk()
{
    m_code.rewind();
    m_links.clear();
    m_open.clear();
    m_lastLink = -1;
    for (qsizetype at = 0; at < m_text.size();)
        at = step(at);
}

QStringView LinkFinder::wordsOf(const MarkdownLink &link) const
{
    return QStringView(m_text).sliced(link.textStart, link.textLength);
}

qsizetype LinkFinder::step(qsizetype at)
{
    if (const qsizetype behind = m_code.skip(at); behind != at)
        return behind;
    std::optional<qsizetype> behind;
    switch (m_text[at].unicode()) {
    case u'\\':
        return at + 2;
    case u'\n':
        endParagraphs(at + 1);
        break;
    case u'[':
        behind = wiki(at);
        if (!behind)
            m_open.append({at, isImage(at)});
        break;
    case u']':
        if (!m_open.isEmpty())
            behind = closed(m_open.takeLast(), at);
        break;
    case u'<':
        behind = angle(at);
        break;
    case u'h':
    case u'H':
    case u'm':
    case u'M':
    case u'c':
    case u'C':
        behind = bare(at);
        break;
    default:
        break;
    }
    return behind.value_or(at + 1);
}

/// No link goes over the end of a paragraph.
void LinkFinder::endParagraphs(qsizetype lineBegin)
{
    const qsizetype lineEnd = m_text.indexOf(u'\n', lineBegin);
    if (blankFrom(m_text, lineBegin)
        || m_code.beginsBlock(lineBegin, lineEnd < 0 ? m_text.size() : lineEnd))
        m_open.clear();
}

bool LinkFinder::isImage(qsizetype open) const
{
    return open > 0 && m_text[open - 1] == u'!' && (open < 2 || m_text[open - 2] != u'\\');
}

void LinkFinder::append(MarkdownLink link, qsizetype open, qsizetype behind)
{
    const bool bracket =
        link.form == Form::Inline || link.form == Form::Reference || link.form == Form::Wiki;
    link.embedded = bracket && isImage(open);
    link.start = link.embedded ? open - 1 : open;
    link.length = behind - link.start;
    if (bracket && !link.embedded)
        m_lastLink = std::max(m_lastLink, link.start);
    m_links.append(std::move(link));
}

std::optional<qsizetype> LinkFinder::wiki(qsizetype open)
{
    if (charAt(m_text, open + 1) != u'[')
        return std::nullopt;
    qsizetype end = open + 2;
    while (end < m_text.size() && !QStringView(u"[]\n").contains(m_text[end]))
        ++end;
    if (end == open + 2 || charAt(m_text, end) != u']' || charAt(m_text, end + 1) != u']')
        return std::nullopt;
    MarkdownLink link;
    link.form = Form::Wiki;
    link.targetStart = open + 2;
    link.targetLength = end - open - 2;
    readWikiTarget(QStringView(m_text).sliced(link.targetStart, link.targetLength), link);
    append(std::move(link), open, end + 2);
    return end + 2;
}

/// `<scheme:…>`: what is inside is taken to the letter.
std::optional<qsizetype> LinkFinder::angle(qsizetype open)
{
    qsizetype at = open + 1;
    const auto isSchemeCharacter = [](QChar c) {
        return isAsciiLetterOrDigit(c) || QStringView(u"+-.").contains(c);
    };
    while (at - open <= kMaxScheme && isSchemeCharacter(charAt(m_text, at)))
        ++at;
    if (charAt(m_text, at) != u':' || at - open < 3)
        return std::nullopt;
    while (at < m_text.size() && m_text[at].unicode() > 0x20 && m_text[at] != u'<'
           && m_text[at] != u'>')
        ++at;
    if (charAt(m_text, at) != u'>')
        return std::nullopt;
    MarkdownLink link;
    link.form = Form::Angle;
    link.targetStart = open;
    link.targetLength = at + 1 - open;
    readAddress(m_text.sliced(open + 1, at - open - 1), link);
    append(std::move(link), open, at + 1);
    return at + 1;
}

/// Marks that end a sentence, and a bracket that was opened before the address, are not of it.
std::optional<qsizetype> LinkFinder::bare(qsizetype begin)
{
    if (begin > 0 && m_text[begin - 1].isLetterOrNumber())
        return std::nullopt;
    const QStringView rest = QStringView(m_text).sliced(begin);
    const auto known =
        std::find_if(kBareBeginnings.cbegin(), kBareBeginnings.cend(), [&rest](QStringView one) {
            return rest.startsWith(one, Qt::CaseInsensitive);
        });
    if (known == kBareBeginnings.cend())
        return std::nullopt;
    qsizetype size = known->size();
    int depth = 0;
    for (; size < rest.size(); ++size) {
        const QChar c = rest[size];
        if (c.isSpace() || c.unicode() < 0x20 || QStringView(u"<>\"[]`|").contains(c))
            break;
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (depth < 0)
            break;
    }
    while (size > known->size() && QStringView(u".,:;!?*_~'").contains(rest[size - 1]))
        --size;
    if (size == known->size())
        return std::nullopt;
    MarkdownLink link;
    link.form = Form::Bare;
    link.targetStart = begin;
    link.targetLength = size;
    readAddress(rest.first(size).toString(), link);
    append(std::move(link), begin, begin + size);
    return begin + size;
}

std::optional<qsizetype> LinkFinder::closed(Bracket open, qsizetype close)
{
    const QChar next = charAt(m_text, close + 1);
    if (next == u':' && startsDefinition(open.at)) {
        if (const auto behind = definition(open.at, close))
            return behind;
    }
    if (!open.image && open.at < m_lastLink) // there is no link in a link
        return std::nullopt;
    if (next == u'(') {
        if (const auto behind = inlineLink(open, close))
            return behind;
    }
    return m_labels.isEmpty() ? std::nullopt : reference(open, close);
}

std::optional<qsizetype> LinkFinder::inlineLink(Bracket open, qsizetype close)
{
    MarkdownLink link;
    link.textStart = open.at + 1;
    link.textLength = close - open.at - 1;
    qsizetype at = overSpace(m_text, close + 2);
    const auto target = overTarget(m_text, at);
    if (!target)
        return std::nullopt;
    link.targetStart = at;
    link.targetLength = *target - at;
    at = overSpace(m_text, *target);
    if (at > *target) {
        const auto tip = overTip(m_text, at);
        at = tip ? overSpace(m_text, *tip) : at;
    }
    if (charAt(m_text, at) != u')')
        return std::nullopt;
    readTarget(QStringView(m_text).sliced(link.targetStart, link.targetLength), link);
    append(std::move(link), open.at, at + 1);
    return at + 1;
}

/// Alone at the start of a line (in a quote or a list, too) that continues no paragraph.
bool LinkFinder::startsDefinition(qsizetype open) const
{
    qsizetype line = open;
    while (line > 0 && m_text[line - 1] != u'\n') {
        if (!QStringView(u" >-*+").contains(m_text[--line]))
            return false;
    }
    if (line < 2)
        return true;
    const qsizetype before = m_text.lastIndexOf(u'\n', line - 2) + 1;
    const QStringView last = QStringView(m_text).sliced(before, line - 1 - before).trimmed();
    return last.isEmpty() || last.startsWith(u'#') || last == u">"
        || (!m_links.isEmpty() && m_links.last().form == Form::Definition
            && m_links.last().start >= before);
}

std::optional<qsizetype> LinkFinder::definition(qsizetype open, qsizetype close)
{
    MarkdownLink link;
    link.form = Form::Definition;
    link.textStart = open + 1;
    link.textLength = close - open - 1;
    const qsizetype at = overSpace(m_text, close + 2);
    const auto target = overTarget(m_text, at);
    if (!target || *target == at)
        return std::nullopt;
    link.targetStart = at;
    link.targetLength = *target - at;
    qsizetype end = *target;
    while (isBlank(charAt(m_text, end)))
        ++end;
    if (end > *target) {
        if (const auto tip = overTip(m_text, end))
            end = *tip;
    }
    if (!blankFrom(m_text, end))
        return std::nullopt;
    readTarget(QStringView(m_text).sliced(link.targetStart, link.targetLength), link);
    append(std::move(link), open, *target);
    return *target;
}

/// `[text][label]`, `[label][]` or `[label]`.
std::optional<qsizetype> LinkFinder::reference(Bracket open, qsizetype close)
{
    MarkdownLink link;
    link.form = Form::Reference;
    link.textStart = open.at + 1;
    link.textLength = close - open.at - 1;
    qsizetype behind = close + 1;
    QStringView label = wordsOf(link);
    if (charAt(m_text, behind) == u'[') {
        const QStringView rest = QStringView(m_text).sliced(behind + 1);
        const qsizetype end = rest.first(std::min(rest.size(), kMaxLabel)).indexOf(u']');
        if (end == 0) {
            behind += 2;
        } else if (end > 0 && m_labels.contains(comparableLabel(rest.first(end)))) {
            label = rest.first(end);
            behind += end + 2;
        }
    }
    if (label.size() > kMaxLabel || label.contains(u'['))
        return std::nullopt;
    const auto address = m_labels.constFind(comparableLabel(label));
    if (address == m_labels.cend())
        return std::nullopt;
    readAddress(*address, link);
    link.targetStart = behind;
    append(std::move(link), open.at, behind);
    return behind;
}

} // namespace cairn
