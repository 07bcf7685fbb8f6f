// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "random.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace cairn {

/// Notes that look like notes: words of a fixed vocabulary with natural frequencies (few common,
/// many rare), the same for the same seed.
class SampleText {
public:
    explicit SampleText(quint64 seed)
        : m_random(seed)
    {
        static constexpr char kSyllables[] =
            "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne "
            "ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu";
        const QStringList syllables = QString::fromLatin1(kSyllables).split(QLatin1Char(' '));
        SeededRandom vocabulary(1);
        for (int i = 0; i < 20'000; ++i) {
            QString word;
            for (quint64 n = 2 + vocabulary.below(3); n > 0; --n)
                word += syllables.at(qsizetype(vocabulary.below(quint64(syllables.size()))));
            m_words << word;
        }
    }
    /// Rank r with a probability near 1/r.
    QString word()
    {
        const double uniform = double(m_random.next() >> 11) / double(1ull << 53);
        const auto rank = qsizetype(std::pow(double(m_words.size()), uniform)) - 1;
        return m_words.at(std::clamp<qsizetype>(rank, 0, m_words.size() - 1));
    }
    QString title() { return word() + QLatin1Char(' ') + word() + QLatin1Char(' ') + word(); }
    /// About `bytes` of Markdown in paragraphs.
    QString body(int bytes)
    {
        QString text;
        while (text.size() < bytes)
            text +=
                word() + (m_random.below(60) == 0 ? QStringLiteral(".\n\n") : QStringLiteral(" "));
        return text;
    }
    quint64 below(quint64 bound) { return m_random.below(bound); }

private:
    SeededRandom m_random;
    QStringList m_words;
};

} // namespace cairn
