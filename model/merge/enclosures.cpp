// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/enclosures.h"

#include <algorithm>

namespace cairn {
namespace {

/// Nobody nests deeper; what does loses its outermost marks.
constexpr qsizetype kMostOpen = 16;

constexpr QStringView kOpeners = u"([{（［｛「『【《〈〔〖";
constexpr QStringView kClosingBrackets = u")]}）］｝」』】》〉〕〗";

/// Letters, digits and blanks are nearly all there is.
bool isPlain(QChar c)
{
    const ushort u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9')
        || u == u' ' || u == u'.' || u == u',' || (u >= 0x3040 && u < 0xFF00);
}

class Encloser {
public:
    explicit Encloser(QStringView line)
        : m_line(line)
    {
    }

    QList<Enclosure> find()
    {
        for (m_at = 0; m_at < m_line.size(); ++m_at) {
            if (isPlain(m_line[m_at]))
                continue;
            if (m_line[m_at] == u'\\')
                ++m_at;
            else if (m_line[m_at] == u'`')
                code();
            else
                mark(m_line[m_at]);
        }
        return outermost();
    }

private:
    struct Open {
        QChar sign;
        qsizetype at;
    };

    /// `code`, with as many marks behind as before.
    void code()
    {
        const auto runEnd = [this](qsizetype at) {
            while (at < m_line.size() && m_line[at] == u'`')
                ++at;
            return at;
        };
        const qsizetype begin = m_at;
        const qsizetype opened = runEnd(begin);
        for (qsizetype at = m_line.indexOf(u'`', opened); at >= 0;) {
            const qsizetype end = runEnd(at);
            if (end - at == opened - begin) {
                m_found.append({begin, end});
                m_at = end - 1;
                return;
            }
            at = m_line.indexOf(u'`', end);
        }
        // No partner for this length; another search would only repeat this one.
        m_at = opened - 1;
        if (++m_vain > kMostOpen)
            m_at = m_line.size();
    }

    void mark(QChar c)
    {
        if (const qsizetype bracket = kOpeners.indexOf(c); bracket >= 0)
            open(c);
        else if (const qsizetype closer = kClosingBrackets.indexOf(c); closer >= 0)
            close(kOpeners.mid(closer, 1));
        else
            quotationMark(c);
    }

    void quotationMark(QChar c)
    {
        switch (c.unicode()) {
        case u'"':
            closeOrOpen(u"\"", c);
            break;
        case u'„':
        case u'‚':
            open(c);
            break;
        case u'“': // closes in German, opens in English
            if (!close(u"„"))
                open(c);
            break;
        case u'‘':
            if (!close(u"‚"))
                open(c);
            break;
        case u'”':
            closeOrOpen(u"“„”", c);
            break;
        case u'’': // an apostrophe, mostly
            close(u"‘");
            break;
        case u'«':
            if (!close(u"»"))
                open(c);
            break;
        case u'»':
            closeOrOpen(u"«", c);
            break;
        case u'‹':
            if (!close(u"›"))
                open(c);
            break;
        case u'›':
            closeOrOpen(u"‹", c);
            break;
        default:
            break;
        }
    }

    void open(QChar c)
    {
        if (m_open.size() == kMostOpen)
            m_open.removeFirst();
        m_open.append({c, m_at});
    }

    /// Marks opened inside and still open had no partner.
    bool close(QStringView openers)
    {
        for (qsizetype i = m_open.size() - 1; i >= 0; --i) {
            if (openers.contains(m_open[i].sign)) {
                m_found.append({m_open[i].at, m_at + 1});
                m_open.resize(i);
                return true;
            }
        }
        return false;
    }

    /// For marks that open and close: one that can only stand before a word opens.
    void closeOrOpen(QStringView openers, QChar c)
    {
        const bool atStart = m_at == 0 || m_line[m_at - 1].isSpace()
            || QStringView(u"([{-–—/").contains(m_line[m_at - 1]);
        const bool beforeWord = m_at + 1 < m_line.size() && !m_line[m_at + 1].isSpace();
        if (!close(openers) && atStart && beforeWord)
            open(c);
    }

    QList<Enclosure> outermost()
    {
        std::sort(m_found.begin(), m_found.end(), [](const Enclosure &a, const Enclosure &b) {
            return a.begin < b.begin;
        });
        QList<Enclosure> result;
        for (const Enclosure &enclosure : std::as_const(m_found)) {
            if (result.isEmpty() || enclosure.begin >= result.last().end)
                result.append(enclosure);
            else
                result.last().end = std::max(result.last().end, enclosure.end);
        }
        return result;
    }

    QStringView m_line;
    qsizetype m_at = 0;
    int m_vain = 0;
    QList<Open> m_open;
    QList<Enclosure> m_found;
};

} // namespace

QList<Enclosure> enclosures(QStringView line) { return Encloser(line).find(); }

} // namespace cairn
