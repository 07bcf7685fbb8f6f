// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "must.h"
#include "random.h"
#include "store/notes/notestore.h"

#include <algorithm>
#include <cmath>

namespace cairn {

/// Text with the statistics of real text: few words are frequent, most are rare. Repeatable.
class WordSource {
public:
    explicit WordSource(quint64 seed, int vocabulary = 20'000)
        : m_random(seed)
    {
        const QString consonants = QStringLiteral("bcdfghklmnprstvwz");
        const QString vowels = QStringLiteral("aeiou");
        for (int i = 0; i < vocabulary; ++i) {
            QString word;
            for (quint64 n = 2 + m_random.below(3); n > 0; --n)
                word += consonants.at(qsizetype(m_random.below(17)))
                    + QString(vowels.at(qsizetype(m_random.below(5))));
            m_words.append(word);
        }
    }
    /// Zipf-like: the rank is distributed as exp(uniform).
    QString word()
    {
        const double uniform = double(m_random.next() >> 11) / double(quint64(1) << 53);
        const auto rank = qsizetype(std::exp(uniform * std::log(double(m_words.size())))) - 1;
        return m_words.at(std::clamp<qsizetype>(rank, 0, m_words.size() - 1));
    }
    QString text(int words)
    {
        QString text;
        for (int i = 0; i < words; ++i)
            text += (i == 0 ? QString() : QStringLiteral(" ")) + word();
        return text;
    }
    Random &random() { return m_random; }

private:
    SeededRandom m_random;
    QStringList m_words;
};

/// Fills a store with notes of about a kilobyte, in all kinds of states; every note's time is a
/// second after the one before.
inline void
addManyNotes(NoteStore &notes, int count, quint64 seed = 1, const QStringList &notebooks = {})
{
    WordSource words(seed);
    QList<NoteContent> batch;
    for (int i = 0; i < count; ++i) {
        NoteContent note;
        note.title = words.text(4);
        note.body = words.text(150);
        note.tags = {QStringLiteral("tag%1").arg(i % 50)};
        if (!notebooks.isEmpty())
            note.notebookId = notebooks.at(i % notebooks.size());
        note.pinned = i % 500 == 0;
        note.emergency = i % 1000 == 0;
        note.createdAt = note.updatedAt = 1'600'000'000'000 + qint64(i) * 1000;
        batch.append(note);
        if (batch.size() == 1'000 || i + 1 == count) {
            must(notes.createMany(batch));
            batch.clear();
        }
    }
}

} // namespace cairn
