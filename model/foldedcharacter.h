#pragma once

#include <QByteArray>

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

} // namespace cairn
