// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/textsize.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr qsizetype kPiece = 2'000; ///< about 25 lines on the screen

/// Where the piece that begins at `from` ends: behind a blank near its end, else not inside a
/// surrogate pair or before a combining mark.
qsizetype pieceEnd(QStringView text, qsizetype from, qsizetype lineEnd)
{
    const qsizetype most = from + kPiece;
    if (most >= lineEnd)
        return lineEnd;
    for (qsizetype at = most; at > most - kPiece / 4; --at) {
        if (text[at - 1] == u' ')
            return at;
    }
    for (qsizetype at = most; at > most - kPiece / 4; --at) {
        if (!text[at].isLowSurrogate() && !text[at].isMark() && text[at].unicode() != 0x200D
            && text[at - 1].unicode() != 0x200D)
            return at;
    }
    return most;
}

/// Calls `piece(from, to, last)` for each piece of each line; `last`: the line ends there. `false`
/// stops.
template <typename Piece> void forEachPiece(QStringView text, Piece &&piece)
{
    for (qsizetype line = 0; line <= text.size();) {
        qsizetype end = text.indexOf(u'\n', line);
        if (end < 0)
            end = text.size();
        const bool whole = end - line <= kMaxEditableLine;
        for (qsizetype from = line; from < end || from == line;) {
            const qsizetype to = whole ? end : pieceEnd(text, from, end);
            if (!piece(from, to, to == end))
                return;
            if (to == end)
                break;
            from = to;
        }
        line = end + 1;
    }
}

} // namespace

qsizetype longestLine(QStringView text)
{
    qsizetype longest = 0;
    for (qsizetype line = 0; line < text.size();) {
        qsizetype end = text.indexOf(u'\n', line);
        if (end < 0)
            end = text.size();
        longest = std::max(longest, end - line);
        line = end + 1;
    }
    return longest;
}

bool isEditable(QStringView text)
{
    return text.size() <= kMaxEditableText && longestLine(text) <= kMaxEditableLine;
}

TextPieces::TextPieces(const QString &text, qsizetype most)
{
    m_shown.reserve(std::min(text.size(), most) + 1'000);
    forEachPiece(text, [&](qsizetype from, qsizetype to, bool last) {
        if (to > most) {
            m_cut = true;
            return false;
        }
        m_shown += QStringView(text).sliced(from, to - from);
        if (!last) {
            m_shown += u'\n';
            m_breaks.append(to);
        } else if (to < text.size()) {
            m_shown += u'\n';
        }
        return true;
    });
}

qsizetype TextPieces::toShown(qsizetype position) const
{
    const auto behind = std::upper_bound(m_breaks.cbegin(), m_breaks.cend(), position);
    return std::min(position + (behind - m_breaks.cbegin()), m_shown.size());
}

qsizetype TextPieces::toText(qsizetype position) const
{
    qsizetype low = 0;
    qsizetype high = m_breaks.size();
    while (low < high) { // the number of line ends put in before the position
        const qsizetype middle = (low + high) / 2;
        if (m_breaks[middle] + middle < position)
            low = middle + 1;
        else
            high = middle;
    }
    return position - low;
}

QString withLongLinesBroken(const QString &text)
{
    QString broken;
    broken.reserve(text.size() + text.size() / kPiece);
    forEachPiece(text, [&](qsizetype from, qsizetype to, bool last) {
        QStringView piece = QStringView(text).sliced(from, to - from);
        if (!last && piece.endsWith(u' '))
            piece.chop(1);
        broken += piece;
        if (!last || to < text.size())
            broken += u'\n';
        return true;
    });
    return broken;
}

} // namespace cairn
