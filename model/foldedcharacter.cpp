// SPDX-License-Identifier: GPL-3.0-or-later
#include "foldedcharacter.h"

#include "searchwords.h"

#include <QChar>
#include <QList>
#include <QString>

#include <array>
#include <memory>
#include <unordered_map>

namespace cairn {

namespace {

using Fold = FoldedCharacter::Kind;

constexpr char32_t kZeroWidthSpace = 0x200B; // a format character that separates words

/// Letters that Unicode does not take apart, but that people type without their stroke.
QString withoutStroke(char32_t c)
{
    switch (c) {
    case U'ß':
    case U'ẞ':
        return QStringLiteral("ss");
    case U'ł':
        return QStringLiteral("l");
    case U'ø':
        return QStringLiteral("o");
    case U'đ':
    case U'ð':
        return QStringLiteral("d");
    case U'ħ':
        return QStringLiteral("h");
    case U'ŧ':
        return QStringLiteral("t");
    case U'ı':
        return QStringLiteral("i");
    case U'æ':
        return QStringLiteral("ae");
    case U'œ':
        return QStringLiteral("oe");
    case U'þ':
        return QStringLiteral("th");
    case U'ς': // the form of sigma at the end of a word
        return QStringLiteral("σ");
    default:
        return QString::fromUcs4(&c, 1);
    }
}

bool isLetter(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::category(c) == QChar::Other_PrivateUse;
}

QByteArray foldedLetter(char32_t c)
{
    const QString decomposed = QString::fromUcs4(&c, 1).normalized(QString::NormalizationForm_KD);
    QString folded;
    const QList<uint> parts = decomposed.toUcs4();
    for (const uint part : parts) {
        if (QChar::isMark(part))
            continue;
        if (!isLetter(part)) // ½ is a one, a stroke and a two: it stays what it is
            return QString::fromUcs4(&c, 1).toUtf8();
        folded += withoutStroke(QChar::toCaseFolded(part));
    }
    return folded.isEmpty() ? QString::fromUcs4(&c, 1).toUtf8() : folded.toUtf8();
}

/// Compatibility forms of one character become it: half-width Katakana, compatibility ideographs.
QByteArray foldedSingle(char32_t c)
{
    const QString whole = QString::fromUcs4(&c, 1);
    const QString composed = whole.normalized(QString::NormalizationForm_KC);
    const QList<uint> parts = composed.toUcs4();
    return parts.size() == 1 && isSingleWord(parts.first()) ? composed.toUtf8() : whole.toUtf8();
}

FoldedCharacter folded(char32_t c)
{
    if (isSingleWord(c))
        return {Fold::Single, foldedSingle(c)};
    if (QChar::isMark(c))
        return {Fold::Unseen, {}};
    if (c == U'ـ') // the Arabic line that stretches a word
        return {Fold::Unseen, {}};
    if (QChar::category(c) == QChar::Other_Format && c != kZeroWidthSpace)
        return {Fold::Unseen, {}};
    if (c == U'ʼ') // an apostrophe, though Unicode calls it a letter
        return {Fold::Separator, {}};
    if (isLetter(c))
        return {Fold::Letter, foldedLetter(c)};
    return {Fold::Separator, {}};
}

/// Pages of 256 characters, made when one of them is met.
class FoldTable {
public:
    const FoldedCharacter &at(char32_t c)
    {
        std::unique_ptr<Page> &page = m_pages[c >> 8];
        if (!page) {
            page = std::make_unique<Page>();
            for (char32_t i = 0; i < 256; ++i)
                (*page)[i] = folded((c & ~char32_t(0xFF)) | i);
        }
        return (*page)[c & 0xFF];
    }

private:
    using Page = std::array<FoldedCharacter, 256>;
    std::unordered_map<char32_t, std::unique_ptr<Page>> m_pages;
};

} // namespace

const FoldedCharacter &foldedCharacter(char32_t character)
{
    thread_local FoldTable table;
    return table.at(character);
}

QByteArray foldedText(const QString &text)
{
    QByteArray result;
    result.reserve(text.size());
    const QList<uint> characters = text.toUcs4();
    for (const uint c : characters) {
        const FoldedCharacter &folded = foldedCharacter(c);
        if (folded.kind == Fold::Letter || folded.kind == Fold::Single)
            result += folded.folded;
        else if (folded.kind == Fold::Separator && !QChar::isSpace(c))
            result += QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1).toUtf8();
        else if (folded.kind == Fold::Separator && !result.endsWith(' '))
            result += ' ';
    }
    return result;
}

} // namespace cairn
