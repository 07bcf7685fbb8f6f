// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/pagewords.h"

#include "sealeddocument.h"

#include <QStringView>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

/// These begin and end a line.
constexpr QStringView kLines[] = {
    u"address",    u"article", u"aside",  u"blockquote", u"body",   u"caption", u"center",
    u"dd",         u"details", u"dir",    u"div",        u"dl",     u"dt",      u"fieldset",
    u"figcaption", u"figure",  u"footer", u"form",       u"h1",     u"h2",      u"h3",
    u"h4",         u"h5",      u"h6",     u"head",       u"header", u"hr",      u"li",
    u"main",       u"menu",    u"nav",    u"ol",         u"p",      u"pre",     u"section",
    u"summary",    u"table",   u"tbody",  u"tfoot",      u"thead",  u"tr",      u"ul"};
/// What stands in these is no text of the page.
constexpr QStringView kHidden[] = {u"script", u"style", u"template", u"title", u"noscript"};

template <size_t size> bool isOneOf(const QStringView (&names)[size], QStringView name)
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Takes the tags out of a page. Qt's own reader needs time that grows with the square of how deep
/// tags are nested: hours for a page made for it.
class PageReader {
public:
    explicit PageReader(QStringView html)
        : m_html(html)
    {
    }

    /// Text and entities, no tags.
    QString read()
    {
        while (m_at < m_html.size()) {
            const QChar c = m_html[m_at];
            const QChar next = m_at + 1 < m_html.size() ? m_html[m_at + 1] : QChar();
            if (c == u'<' && (next.isLetter() || next == u'/' || next == u'!' || next == u'?')) {
                readTag();
                continue;
            }
            add(c);
            ++m_at;
        }
        return m_words;
    }

private:
    void readTag()
    {
        if (m_html.sliced(m_at).startsWith(u"<!--"))
            return goBehind(u"-->");
        const bool closing = m_html.sliced(m_at).startsWith(u"</");
        const qsizetype begin = m_at + (closing ? 2 : 1);
        qsizetype end = begin;
        while (end < m_html.size() && m_html[end].isLetterOrNumber())
            ++end;
        const QString name =
            m_html.sliced(begin, std::min<qsizetype>(end - begin, 16)).toString().toLower();
        m_at = end;
        goBehindTag();
        if (!closing && isOneOf(kHidden, name)) {
            goBehind(QStringLiteral("</%1").arg(name));
            return goBehindTag();
        }
        if (name == u"br")
            m_words += u'\n';
        else if (name == u"td" || name == u"th")
            m_blank = u'\t';
        else if (isOneOf(kLines, name))
            m_line = true;
        if (name == u"pre")
            m_kept = std::max(0, m_kept + (closing ? -1 : 1));
    }

    void goBehind(QStringView end)
    {
        const qsizetype at = m_html.indexOf(end, m_at, Qt::CaseInsensitive);
        m_at = at < 0 ? m_html.size() : at + end.size();
    }

    /// A `>` in the value of an attribute ends nothing.
    void goBehindTag()
    {
        QChar quote;
        for (; m_at < m_html.size(); ++m_at) {
            const QChar c = m_html[m_at];
            if (quote.isNull() && c == u'>') {
                ++m_at;
                return;
            }
            const QChar before = m_html[m_at - 1];
            if (quote.isNull() && (c == u'"' || c == u'\'') && (before == u'=' || before.isSpace()))
                quote = c;
            else if (c == quote)
                quote = {};
        }
    }

    void add(QChar c)
    {
        const bool blank = c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f';
        if (blank && m_kept == 0) {
            m_blank = m_blank == u'\t' ? m_blank : u' ';
            return;
        }
        const bool begins = m_words.isEmpty() || m_words.back() == u'\n';
        if (std::exchange(m_line, false) && !begins)
            m_words += u'\n';
        else if (!m_blank.isNull() && !begins)
            m_words += m_blank;
        m_blank = {};
        if (c == u'<')
            m_words += QStringLiteral("&lt;"); // it begins no tag
        else if (c != u'\r')
            m_words += c;
    }

    const QStringView m_html;
    qsizetype m_at = 0;
    QString m_words;
    QChar m_blank; ///< comes before the next letter, unless that begins a line
    bool m_line = false; ///< the next letter begins one
    int m_kept = 0; ///< how deep in text whose blanks stand as they are
};

} // namespace

QString wordsOfHtml(const QString &html)
{
    QStringView read = QStringView(html).first(std::min(html.size(), kMaxPage));
    if (!read.isEmpty() && read.back().isHighSurrogate())
        read.chop(1);
    return decodedText(PageReader(read).read());
}

} // namespace cairn
