// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace cairn {

/// The character is a word of its own to the search: scripts that are written without spaces
/// (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) and emoji. Any part of such a text is
/// found, as a phrase.
bool isSingleWord(char32_t character);

/// Reads the words of a text as the search compares them; whatever is indexed, asked for or marked
/// goes through here. A word is a run of letters and digits without case, accents and compatibility
/// forms (NFKD, marks left out): "Kühlkreis", its decomposed form and "kuhlkreis" are one word, and
/// so are "H₂O" and "H2O", full width and plain letters, Arabic and Hebrew with and without vowel
/// marks. Soft hyphens and joiners are not seen. Any bytes can be read; those that are no UTF-8 end
/// a word. A plain value for one thread; the text must outlive it.
class WordReader {
public:
    /// A text also has words *beside* others, at the same place: O’Brien is "o", "brien" and beside
    /// it "obrien"; C++ is "c" and beside it "c++". A query has only what was typed: "c++" asks for
    /// that, "c" for any.
    enum class Of { Text, Query };
    explicit WordReader(QByteArrayView utf8, Of of = Of::Text);

    bool next(); ///< false: there are no more
    QByteArrayView word() const
    {
        return m_word;
    } ///< folded, UTF-8, at most kMaxBytes; until the next call
    qsizetype begin() const { return m_begin; } ///< in bytes of the text
    qsizetype end() const { return m_end; }
    bool beside() const { return m_beside; } ///< at the place of the word before it
    bool single() const { return m_single; } ///< one character of a script without spaces

    static constexpr qsizetype kMaxBytes =
        128; ///< a longer word is cut, in texts and queries alike

private:
    struct Character {
        char32_t c = 0;
        int length = 1; ///< bytes; 0 at the end of the text
    };
    Character at(qsizetype position) const;
    bool isLetterAt(qsizetype position) const;
    bool readSingle(Character first);
    bool readWord();
    bool takePlainLetters();
    bool takeSigns();

    QByteArrayView m_text;
    Of m_of;
    qsizetype m_at = 0;
    QByteArray m_word;
    QByteArray m_joined; ///< the parts of a word with apostrophes so far
    QByteArray m_waiting; ///< a word beside the last one
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    qsizetype m_waitingEnd = 0;
    bool m_beside = false;
    bool m_single = false;
};

/// There is something in it that a text could be searched for.
bool hasWords(QByteArrayView utf8);

} // namespace cairn
