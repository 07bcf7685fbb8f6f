// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <functional>
#include <vector>

namespace cairn {

/// The words of a text as the search reads them (in scripts without spaces every character is one),
/// and which follow each other: any text of a language has its common words, none has their order.
/// Kept as numbers that are others in every process, so that nobody outside can foresee which words
/// are taken for each other; a text of millions of characters is read in some hundredths of a
/// second. A plain value for one thread.
class TextWords {
public:
    TextWords() = default;
    explicit TextWords(QStringView text) { add(text); }
    void add(QStringView text);
    /// What of them is in the text is found. Reading ends where `enough` says so: it is asked
    /// whenever there is more.
    void findIn(QStringView text, const std::function<bool()> &enough = {});
    bool lacksWordOf(QStringView text) const; ///< a word of the text is none of these
    bool lacksPairOf(QStringView text) const; ///< two of its words do not follow each other here
    struct Place { ///< of a word in a text
        qsizetype first = 0;
        qsizetype end = 0;
        bool isSingle = false; ///< one character of a script without spaces
        bool isKnown = false; ///< it is one of these
        bool isInOrder = false; ///< it follows the word before it, as one of these does
    };
    std::vector<Place> places(QStringView text) const;
    static TextWords repeated(QStringView text); ///< the words that it has more than once

    qsizetype words() const { return m_words.count; } ///< each once
    qsizetype foundWords() const { return m_words.found; }
    qsizetype missingWords() const { return m_words.count - m_words.found; }
    qsizetype pairs() const { return m_pairs.count; }
    qsizetype foundPairs() const { return m_pairs.found; }

private:
    struct Numbers { ///< a set; each found or not
        void add(quint64 number);
        bool find(quint64 number); ///< true: for the first time
        bool contains(quint64 number) const;
        qsizetype placeOf(quint64 number) const; ///< of it, or of the gap where it belongs
        void grow();

        std::vector<quint64> places; ///< 0: a gap; as many as a power of two, half of them gaps
        std::vector<bool> isFound;
        qsizetype count = 0;
        qsizetype found = 0;
    };
    Numbers m_words;
    Numbers m_pairs;
};

} // namespace cairn
