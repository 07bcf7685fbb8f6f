// SPDX-License-Identifier: GPL-3.0-or-later
#include "notelink.h"

#include <QRegularExpression>
#include <QUrl>

#include <md4c.h>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr QStringView kNotePrefix = u"cairn://note/";

constexpr int kMaxDepth = 32; // of brackets in a target: CommonMark's parsers go no deeper

using Range = std::pair<qsizetype, qsizetype>; ///< begin, end

/// What of the text is code, as the parser sees it.
class CodeRanges {
public:
    explicit CodeRanges(const QString &text)
        : m_source(text.toUtf8())
    {
        MD_PARSER parser = {};
        parser.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_TASKLISTS;
        parser.enter_block = [](MD_BLOCKTYPE, void *, void *) { return 0; };
        parser.leave_block = [](MD_BLOCKTYPE, void *, void *) { return 0; };
        parser.enter_span = [](MD_SPANTYPE, void *, void *) { return 0; };
        parser.leave_span = [](MD_SPANTYPE, void *, void *) { return 0; };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *data) {
            if (type == MD_TEXT_CODE)
                static_cast<CodeRanges *>(data)->add(at, qsizetype(size));
            return 0;
        };
        md_parse(m_source.constData(), MD_SIZE(m_source.size()), &parser, this);
        std::sort(m_ranges.begin(), m_ranges.end());
        toUtf16();
    }

    /// The end of the code that this position is in, or the position itself. Positions only grow.
    qsizetype skip(qsizetype at)
    {
        while (m_next < m_ranges.size() && m_ranges[m_next].second <= at)
            ++m_next;
        return m_next < m_ranges.size() && m_ranges[m_next].first <= at ? m_ranges[m_next].second
                                                                        : at;
    }

private:
    /// Line ends and indents of code come from elsewhere than the text.
    void add(const char *at, qsizetype size)
    {
        const char *begin = m_source.constData();
        if (size > 0 && at >= begin && at + size <= begin + m_source.size())
            m_ranges.append({at - begin, at - begin + size});
    }

    void toUtf16()
    {
        qsizetype bytes = 0;
        qsizetype units = 0;
        const auto unitsAt = [&](qsizetype target) {
            for (; bytes < target; ++bytes) {
                const auto byte = uchar(m_source[bytes]);
                units += (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
            }
            return units;
        };
        for (Range &range : m_ranges) {
            range.first = unitsAt(range.first);
            range.second = unitsAt(range.second);
        }
    }

    const QByteArray m_source;
    QList<Range> m_ranges;
    qsizetype m_next = 0;
};

bool isBlank(QChar c) { return c == u' ' || c == u'\t'; }

bool isAsciiPunctuation(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96)
        || (code >= 123 && code <= 126);
}

QString unescaped(QStringView written)
{
    QString text;
    for (qsizetype i = 0; i < written.size(); ++i) {
        if (written[i] == u'\\' && i + 1 < written.size() && isAsciiPunctuation(written[i + 1]))
            ++i;
        text += written[i];
    }
    return text.replace(QStringLiteral("&amp;"), QStringLiteral("&"));
}

/// Sets path and anchor from a target that stands between `start` and `start + length`.
void readTarget(const QString &text, NoteLink &link)
{
    QStringView written = QStringView(text).sliced(link.targetStart, link.targetLength);
    if (written.startsWith(u'<'))
        written = written.sliced(1, written.size() - 2);
    const QString plain = unescaped(written);
    link.address = plain;
    const qsizetype hash = plain.indexOf(u'#');
    link.path = QUrl::fromPercentEncoding((hash < 0 ? plain : plain.left(hash)).toUtf8());
    if (hash >= 0)
        link.anchor = plain.sliced(hash + 1);
}

/// Goes over a text from left to right.
class LinkFinder {
public:
    explicit LinkFinder(const QString &text)
        : m_text(text)
        , m_code(text)
    {
    }

    QList<NoteLink> run()
    {
        for (qsizetype at = 0; at < m_text.size();)
            at = step(at);
        return std::move(m_links);
    }

private:
    qsizetype step(qsizetype at)
    {
        if (const qsizetype behind = m_code.skip(at); behind != at)
            return behind;
        const QChar c = m_text[at];
        if (c == u'\\')
            return at + 2;
        if (c == u'\n') {
            if (blankFrom(at + 1))
                m_open.clear(); // no link goes over the end of a paragraph
            return at + 1;
        }
        if (c == u'[') {
            if (const auto behind = wiki(at))
                return *behind;
            m_open.append(at);
        } else if (c == u']' && !m_open.isEmpty()) {
            const qsizetype open = m_open.takeLast();
            if (const auto behind = closed(open, at))
                return *behind;
        }
        return at + 1;
    }

    QChar charAt(qsizetype at) const { return at < m_text.size() ? m_text[at] : QChar(u'\0'); }

    bool blankFrom(qsizetype at) const
    {
        while (at < m_text.size() && isBlank(m_text[at]))
            ++at;
        return at >= m_text.size() || m_text[at] == u'\n';
    }

    bool isEmbedded(qsizetype open) const
    {
        return open > 0 && m_text[open - 1] == u'!' && (open < 2 || m_text[open - 2] != u'\\');
    }

    void append(NoteLink link, qsizetype open, qsizetype behind)
    {
        link.embedded = link.form != NoteLink::Form::Definition && isEmbedded(open);
        link.start = link.embedded ? open - 1 : open;
        link.length = behind - link.start;
        m_links.append(std::move(link));
    }

    std::optional<qsizetype> wiki(qsizetype open)
    {
        if (charAt(open + 1) != u'[')
            return std::nullopt;
        qsizetype end = open + 2;
        while (end < m_text.size() && !QStringView(u"[]\n").contains(m_text[end]))
            ++end;
        if (end == open + 2 || charAt(end) != u']' || charAt(end + 1) != u']')
            return std::nullopt;
        NoteLink link;
        link.form = NoteLink::Form::Wiki;
        link.targetStart = open + 2;
        link.targetLength = end - open - 2;
        readWikiTarget(QStringView(m_text).sliced(link.targetStart, link.targetLength), link);
        append(std::move(link), open, end + 2);
        return end + 2;
    }

    std::optional<qsizetype> closed(qsizetype open, qsizetype close)
    {
        if (charAt(close + 1) == u'(')
            return inlineLink(open, close);
        if (charAt(close + 1) == u':' && startsDefinition(open))
            return definition(open, close + 2);
        return std::nullopt;
    }

    std::optional<qsizetype> inlineLink(qsizetype open, qsizetype close)
    {
        NoteLink link;
        link.text = m_text.sliced(open + 1, close - open - 1);
        qsizetype at = overSpace(close + 2);
        const auto target = overTarget(at);
        if (!target)
            return std::nullopt;
        link.targetStart = at;
        link.targetLength = *target - at;
        at = overSpace(*target);
        if (at > *target) {
            const auto tip = overTip(at);
            at = tip ? overSpace(*tip) : at;
        }
        if (charAt(at) != u')')
            return std::nullopt;
        readTarget(m_text, link);
        append(std::move(link), open, at + 1);
        return at + 1;
    }

    /// Alone at the start of a line (in a quote or a list, too) that continues no paragraph.
    bool startsDefinition(qsizetype open) const
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
            || (!m_links.isEmpty() && m_links.last().form == NoteLink::Form::Definition
                && m_links.last().start >= before);
    }

    std::optional<qsizetype> definition(qsizetype open, qsizetype at)
    {
        NoteLink link;
        link.form = NoteLink::Form::Definition;
        at = overSpace(at);
        const auto target = overTarget(at);
        if (!target || *target == at)
            return std::nullopt;
        link.targetStart = at;
        link.targetLength = *target - at;
        qsizetype end = *target;
        while (isBlank(charAt(end)))
            ++end;
        if (end > *target) {
            if (const auto tip = overTip(end))
                end = *tip;
        }
        if (!blankFrom(end))
            return std::nullopt;
        readTarget(m_text, link);
        append(std::move(link), open, *target);
        return *target;
    }

    /// Over blanks and at most one line end.
    qsizetype overSpace(qsizetype at) const
    {
        bool line = false;
        while (isBlank(charAt(at)) || (charAt(at) == u'\n' && !std::exchange(line, true)))
            ++at;
        return at;
    }

    std::optional<qsizetype> overTarget(qsizetype at) const
    {
        if (charAt(at) == u'<') {
            for (++at; at < m_text.size() && m_text[at] != u'\n' && m_text[at] != u'<'; ++at) {
                if (m_text[at] == u'>')
                    return at + 1;
                if (m_text[at] == u'\\')
                    ++at;
            }
            return std::nullopt;
        }
        int depth = 0;
        for (; at < m_text.size(); ++at) {
            const QChar c = m_text[at];
            if (c.unicode() <= 0x20 || (c == u')' && depth == 0))
                break;
            depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
            if (depth > kMaxDepth)
                return std::nullopt;
            if (c == u'\\')
                ++at;
        }
        return depth == 0 ? std::optional(std::min(at, m_text.size())) : std::nullopt;
    }

    /// `"…"`, `'…'` or `(…)`, within one paragraph.
    std::optional<qsizetype> overTip(qsizetype at) const
    {
        const QChar open = charAt(at);
        if (open != u'"' && open != u'\'' && open != u'(')
            return std::nullopt;
        const QChar close = open == u'(' ? QChar(u')') : open;
        for (++at; at < m_text.size(); ++at) {
            if (m_text[at] == close)
                return at + 1;
            if (m_text[at] == u'\\')
                ++at;
            else if (
                (m_text[at] == u'\n' && blankFrom(at + 1)) || (m_text[at] == u'(' && open == u'('))
                break;
        }
        return std::nullopt;
    }

    const QString &m_text;
    CodeRanges m_code;
    QList<qsizetype> m_open; ///< brackets that wait for their end
    QList<NoteLink> m_links;
};

/// What a wiki link shows, as the text of an inline one.
QString shownText(const NoteLink &link)
{
    QString text = link.alias;
    if (text.isEmpty()) {
        text = link.path.section(u'/', -1);
        if (!link.anchor.isEmpty())
            text += QStringLiteral(" > ") + link.anchor;
    }
    return text.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'[', QStringLiteral("\\["))
        .replace(u']', QStringLiteral("\\]"));
}

} // namespace

QList<NoteLink> findLinks(const QString &markdown)
{
    if (!markdown.contains(u"](") && !markdown.contains(u"]:") && !markdown.contains(u"[["))
        return {};
    return LinkFinder(markdown).run();
}

QString withTargets(
    const QString &markdown, const std::function<std::optional<QString>(const NoteLink &)> &target)
{
    QString result;
    qsizetype from = 0;
    QList<NoteLink> links = findLinks(markdown);
    // A picture inside a link is found before that link, and stands before its target.
    std::sort(links.begin(), links.end(), [](const NoteLink &a, const NoteLink &b) {
        return a.targetStart < b.targetStart;
    });
    for (const NoteLink &link : std::as_const(links)) {
        const std::optional<QString> other = target(link);
        if (!other)
            continue;
        const bool wiki = link.form == NoteLink::Form::Wiki;
        const qsizetype start = wiki ? link.start : link.targetStart;
        result += QStringView(markdown).sliced(from, start - from);
        result += wiki ? QStringLiteral("[%1](%2)").arg(shownText(link), *other) : *other;
        from = start + (wiki ? link.length : link.targetLength);
    }
    return from == 0 ? markdown : result += QStringView(markdown).sliced(from);
}

void readWikiTarget(QStringView inside, NoteLink &link)
{
    const qsizetype bar = inside.indexOf(u'|');
    if (bar >= 0) {
        link.alias = inside.sliced(bar + 1).trimmed().toString();
        inside = inside.first(bar);
        if (inside.endsWith(u'\\')) // in a table
            inside.chop(1);
    }
    const qsizetype hash = inside.indexOf(u'#');
    if (hash >= 0) {
        link.anchor = inside.sliced(hash + 1).trimmed().toString();
        inside = inside.first(hash);
    }
    link.path = inside.trimmed().toString();
}

QString noteIdOfLink(const QString &address)
{
    if (!address.startsWith(kNotePrefix, Qt::CaseInsensitive))
        return {};
    // Ids are `note:<ULID>`; the short form without the type is accepted too.
    QString id =
        QUrl::fromPercentEncoding(address.sliced(kNotePrefix.size()).section(u'#', 0, 0).toUtf8());
    while (id.endsWith(u'/'))
        id.chop(1);
    static const QRegularExpression kId(QStringLiteral("^(note:)?[0-9A-Za-z_-]{1,200}$"));
    if (!kId.match(id).hasMatch())
        return {};
    return id.startsWith(u"note:") ? id : QStringLiteral("note:") + id;
}

QString noteLink(const QString &noteId) { return kNotePrefix.toString() + noteId; }

QString withCanonicalNoteLinks(const QString &markdown)
{
    if (!markdown.contains(kNotePrefix, Qt::CaseInsensitive))
        return markdown;
    return withTargets(markdown, [](const NoteLink &link) -> std::optional<QString> {
        const QString id = noteIdOfLink(link.path);
        if (id.isEmpty())
            return std::nullopt;
        return noteLink(id) + (link.anchor.isEmpty() ? QString() : u'#' + link.anchor);
    });
}

} // namespace cairn
