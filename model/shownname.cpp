// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownname.h"

#include <QList>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace cairn {

namespace {

constexpr int kMaxMarks = 8; ///< on one letter; no script needs more
constexpr QChar kFirstStrongIsolate(0x2068);
constexpr QChar kPopIsolate(0x2069);

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0);
}

bool breaksLine(QChar c)
{
    return c.unicode() == QChar::LineSeparator || c.unicode() == QChar::ParagraphSeparator;
}

bool readsFromRight(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.cbegin(), characters.cend(), [](char32_t c) {
        const QChar::Direction direction = QChar::direction(c);
        return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
    });
}

/// At most `most` units, not through a grapheme unless one alone is longer.
QString shortened(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    // A grapheme can be as long as somebody likes; what is looked at is bounded all the same.
    const QString head = text.left(most);
    QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, head);
    graphemes.setPosition(std::max<qsizetype>(0, most - 1));
    if (!graphemes.isAtBoundary())
        graphemes.toPreviousBoundary();
    qsizetype end = graphemes.position();
    if (end <= 0)
        end = head.at(most - 1).isLowSurrogate() && most > 1 ? most - 2 : most - 1;
    return head.left(std::max<qsizetype>(0, end)).trimmed() + u'…';
}

QString visible(QChar c)
{
    return c.unicode() < 0x100
        ? QStringLiteral("\\x%1").arg(uint(c.unicode()), 2, 16, QLatin1Char('0'))
        : QStringLiteral("\\u%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
}

QString madeVisible(QStringView text, bool lines)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        if (lines && (c == u'\n' || c == u'\t'))
            shown += c;
        else if (!lines && c == u'\n')
            shown += QStringLiteral("\\n");
        else if (!lines && c == u'\t')
            shown += QStringLiteral("\\t");
        else if (isControl(c) || turnsDirection(c) || breaksLine(c))
            shown += visible(c);
        else
            shown += c;
    }
    return shown;
}

} // namespace

bool turnsDirection(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0x061C || u == 0x200E || u == 0x200F || (u >= 0x202A && u <= 0x202E)
        || (u >= 0x2066 && u <= 0x2069);
}

QString oneLine(QStringView name, qsizetype most)
{
    // A little more than can be shown is enough to look at: names can be megabytes.
    const qsizetype enough = most * (kMaxMarks + 2);
    QString line;
    int marks = 0;
    bool blank = false;
    for (const QChar c : name) {
        if (line.size() > enough)
            break;
        if (turnsDirection(c))
            continue;
        if (isControl(c) || breaksLine(c) || c.isSpace()) {
            blank = !line.isEmpty();
            continue;
        }
        marks = c.isMark() ? marks + 1 : 0;
        if (marks > kMaxMarks)
            continue;
        if (std::exchange(blank, false))
            line += u' ';
        line += c;
    }
    return shortened(line, most);
}

QString isolatedName(QStringView name, qsizetype most)
{
    const QString line = oneLine(name, most);
    return readsFromRight(line) ? kFirstStrongIsolate + line + kPopIsolate : line;
}

QString terminalText(QStringView text) { return madeVisible(text, true); }

QString terminalName(QStringView name, qsizetype most)
{
    return shortened(madeVisible(name.left(most * 2), false), most);
}

} // namespace cairn
