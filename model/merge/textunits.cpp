// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/textunits.h"

#include "merge/sentences.h"

namespace cairn {
namespace {

/// Lines of at least this many columns (wide characters count twice) are cut at sentence ends …
constexpr qsizetype kLongLineColumns = 80;
/// … into pieces of at least this many, so that "1." and "Yes." stay with what follows.
constexpr qsizetype kShortestPieceColumns = 16;

/// Follows ``` and ~~~ fences over the lines of a text, also in quotes and list items.
class FenceTracker {
public:
    /// Is this line part of fenced code? Its fences are.
    bool isCode(QStringView line)
    {
        const QStringView content = withoutMarkers(line);
        const qsizetype length = fenceLength(content);
        if (m_length == 0) {
            // A backtick fence with another backtick in its line is inline code.
            if (length == 0 || (content[0] == u'`' && content.sliced(length).contains(u'`')))
                return false;
            m_sign = content[0];
            m_length = length;
        } else if (length >= m_length && content[0] == m_sign && content.size() == length) {
            m_length = 0;
        }
        return true;
    }

private:
    static QStringView withoutMarkers(QStringView line)
    {
        line = line.trimmed();
        while (line.startsWith(u'>') || line.startsWith(u"- ") || line.startsWith(u"* ")
               || line.startsWith(u"+ "))
            line = line.sliced(1).trimmed();
        return line;
    }
    static qsizetype fenceLength(QStringView line)
    {
        if (!line.startsWith(u"```") && !line.startsWith(u"~~~"))
            return 0;
        qsizetype length = 3;
        while (length < line.size() && line[length] == line[0])
            ++length;
        return length;
    }

    QChar m_sign;
    qsizetype m_length = 0;
};

} // namespace

QList<QStringView> mergeUnits(QStringView text)
{
    QList<QStringView> units;
    FenceTracker fences;
    while (!text.isEmpty()) {
        const qsizetype newline = text.indexOf(u'\n');
        const QStringView line = newline < 0 ? text : text.first(newline + 1);
        text = text.sliced(line.size());
        const bool whole = fences.isCode(line) || line.contains(u'|');
        if (whole || columns(line) < kLongLineColumns)
            units.append(line);
        else
            units += sentences(line, kShortestPieceColumns);
    }
    return units;
}

} // namespace cairn
