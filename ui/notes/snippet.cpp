// SPDX-License-Identifier: GPL-3.0-or-later
#include "snippet.h"

#include "shownname.h"

namespace cairn {

Snippet Snippet::parse(const QString &marked)
{
    constexpr QChar kOpen(0xE000);
    constexpr QChar kClose(0xE001);
    Snippet snippet;
    snippet.text.reserve(marked.size());
    int start = -1;
    for (const QChar c : marked) {
        if (c == kOpen) {
            start = static_cast<int>(snippet.text.size());
        } else if (c == kClose) {
            const int end = static_cast<int>(snippet.text.size());
            if (start >= 0 && end > start)
                snippet.matches.append({start, end - start});
            start = -1;
        } else if (!turnsDirection(c)) {
            snippet.text.append(c == u'\n' || c == u'\t' ? QChar(u' ') : c);
        }
    }
    return snippet;
}

Snippet Snippet::showingMatch(const QFontMetrics &metrics, int width) const
{
    if (matches.isEmpty())
        return *this;
    const Range first = matches.first();
    const int end = first.start + first.length;
    if (metrics.horizontalAdvance(text.left(end)) < width * 4 / 5)
        return *this;
    int start = first.start;
    while (start > 0) { // as much of what stands before as fits into the first third
        const int word =
            static_cast<int>(text.lastIndexOf(QLatin1Char(' '), qMax(0, start - 2))) + 1;
        if (word >= start
            || metrics.horizontalAdvance(text.mid(word, first.start - word)) > width / 3)
            break;
        start = word;
    }
    const QString mark = QStringLiteral("…");
    Snippet cut{mark + text.mid(start), matches};
    for (Range &range : cut.matches)
        range.start += static_cast<int>(mark.size()) - start;
    return cut;
}

} // namespace cairn
