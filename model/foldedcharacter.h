// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace cairn {

/// What a character is to the search, and the form in which it is compared.
struct FoldedCharacter {
    enum class Kind : char {
        Separator, ///< ends a word
        Letter, ///< part of a word: letters, digits
        Single, ///< a word of its own
        Unseen, ///< marks, soft hyphens, joiners: as if it were not there
    };
    Kind kind = Kind::Separator;
    QByteArray folded; ///< UTF-8; of letters and singles only
};

/// Kept for each thread after the first time.
const FoldedCharacter &foldedCharacter(char32_t character);

/// A text as it is compared letter by letter: letters and singles folded, what is unseen left out,
/// blanks and line ends as one blank, all other characters as they are.
QByteArray foldedText(const QString &text);

} // namespace cairn
