#include "store/textloss.h"

#include "searchwords.h"

#include <QSet>

#include <algorithm>

namespace cairn::textloss {

namespace {

// What is left of a text: less than a tenth counts as nothing.
constexpr qsizetype kShare = 10;
constexpr qsizetype kFewWords = 3; ///< fewer say too little about what became of them
constexpr qsizetype kPieces = 32; ///< of a text that is long
constexpr qsizetype kPiece = 2'000; ///< characters

/// Not of a text: blanks, controls, fillers.
bool isSeen(char32_t c)
{
    constexpr char32_t kFillers[] = {0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0};
    switch (QChar::category(c)) {
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Mark_NonSpacing: // counts with what it stands on
    case QChar::Mark_Enclosing:
        return false;
    default:
        return std::find(std::begin(kFillers), std::end(kFillers), c) == std::end(kFillers);
    }
}

qsizetype letters(const QString &text)
{
    qsizetype seen = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text.at(i).isHighSurrogate() && i + 1 < text.size();
        const char32_t c = pair ? QChar::surrogateToUcs4(text.at(i), text.at(i + 1))
                                : char32_t(text.at(i).unicode());
        i += pair ? 1 : 0;
        seen += isSeen(c) ? 1 : 0;
    }
    return seen;
}

/// As the search reads them: in scripts without spaces every character is one. Of a long text those
/// of pieces from all over it.
QSet<QByteArray> sampledWords(const QString &text)
{
    QSet<QByteArray> all;
    const qsizetype step = std::max<qsizetype>(text.size() / kPieces, kPiece);
    for (qsizetype at = 0; at < text.size(); at += step) {
        const QByteArray utf8 = text.mid(at, kPiece).toUtf8();
        WordReader reader(utf8, WordReader::Of::Query);
        while (reader.next())
            all.insert(reader.word().toByteArray());
    }
    return all;
}

/// How many of these are in the text.
qsizetype found(QSet<QByteArray> words, const QString &text)
{
    const qsizetype all = words.size();
    const QByteArray utf8 = text.toUtf8();
    WordReader reader(utf8, WordReader::Of::Query);
    while (!words.isEmpty() && reader.next())
        words.remove(QByteArray::fromRawData(reader.word().data(), reader.word().size()));
    return all - words.size();
}

} // namespace

bool hasText(const QString &text) { return letters(text) > 0; }

bool isShortened(const QString &before, const QString &after)
{
    const QSet<QByteArray> old = sampledWords(before);
    return letters(after) < letters(before) || found(old, after) < old.size();
}

bool isOverwritten(const QString &before, const QString &after)
{
    const qsizetype had = letters(before);
    const qsizetype has = letters(after);
    if (had == 0 || before == after)
        return false;
    if (has == 0 || (had >= kShare && has * kShare < had))
        return true;
    const QSet<QByteArray> old = sampledWords(before);
    return old.size() >= kFewWords && found(old, after) * kShare < old.size();
}

} // namespace cairn::textloss
