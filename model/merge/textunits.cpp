#include "merge/textunits.h"

namespace cairn {
namespace {

/// Lines of at least this many columns (wide characters count twice) are cut at sentence ends …
constexpr qsizetype kLongLineColumns = 80;
/// … into pieces of at least this many, so that "1.", "z. B." and "Dr." stay with what follows.
constexpr qsizetype kShortestPieceColumns = 16;

constexpr QStringView kWideEnds = u"。！？｡．…⁇⁈⁉"; // need no blank after them
constexpr QStringView kSpacedEnds = u".!?;؟۔।॥։።។။‽"; // ';' is the Greek question mark U+037E
constexpr QStringView kClosers = u"\"')]}*_~»”’」』）】》〉";

bool isWide(QChar c)
{
    const ushort u = c.unicode();
    return (u >= 0x1100 && u <= 0x115F) || (u >= 0x2E80 && u <= 0xD7A3)
        || (u >= 0xF900 && u <= 0xFAFF) || (u >= 0xFE30 && u <= 0xFE4F)
        || (u >= 0xFF00 && u <= 0xFF60);
}

qsizetype columns(QStringView text)
{
    qsizetype result = 0;
    for (const QChar c : text)
        result += isWide(c) ? 2 : 1;
    return result;
}

/// Would a cut before `text[at]` part a character from its accent, selector or joiner?
bool splitsCluster(QStringView text, qsizetype at)
{
    return at < text.size()
        && (text[at].isMark() || text[at].isLowSurrogate() || text[at].unicode() == 0x200D);
}

/// The end of the sentence whose last sign is at `at`, closing quotes and blanks included; -1 when
/// it is no end.
qsizetype sentenceEnd(QStringView line, qsizetype at)
{
    const bool wide = kWideEnds.contains(line[at]);
    if (!wide && !kSpacedEnds.contains(line[at]))
        return -1;
    qsizetype end = at + 1;
    while (end < line.size() && (kWideEnds.contains(line[end]) || kSpacedEnds.contains(line[end])))
        ++end;
    while (end < line.size() && kClosers.contains(line[end]))
        ++end;
    const qsizetype afterSigns = end;
    while (end < line.size() && line[end].isSpace())
        ++end;
    if (splitsCluster(line, afterSigns) || (!wide && end == afterSigns))
        return -1;
    // "e.g. this", "z. B. das": a sentence does not start with a small letter.
    if (line[at] == u'.' && end < line.size() && line[end].isLower())
        return -1;
    return end;
}

void appendSentences(QStringView line, QList<QStringView> &units)
{
    qsizetype start = 0;
    for (qsizetype at = 0; at < line.size();) {
        const qsizetype end = sentenceEnd(line, at);
        if (end < 0) {
            ++at;
            continue;
        }
        at = end;
        if (end < line.size()
            && columns(line.sliced(start, end - start)) >= kShortestPieceColumns) {
            units.append(line.sliced(start, end - start));
            start = end;
        }
    }
    units.append(line.sliced(start));
}

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
            appendSentences(line, units);
    }
    return units;
}

} // namespace cairn
