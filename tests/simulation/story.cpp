// SPDX-License-Identifier: GPL-3.0-or-later
#include "story.h"

namespace cairn::sim {

namespace {

template <typename Found> void scan(const QByteArray &text, const Found &found)
{
    qsizetype at = 0;
    while ((at = text.indexOf("zq", at)) >= 0) {
        qsizetype end = at + 2;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9')
            ++end;
        if (end > at + 2 && end < text.size() && text[end] == 'v')
            found(QString::fromLatin1(text.mid(at, end + 1 - at)));
        at = end;
    }
}

} // namespace

QSet<QString> tokensIn(const QByteArray &text)
{
    QSet<QString> tokens;
    scan(text, [&](const QString &token) { tokens.insert(token); });
    return tokens;
}

QSet<QString> tokensIn(const QString &text) { return tokensIn(text.toUtf8()); }

QStringList doubledIn(const QString &text, bool wereTaken)
{
    QSet<QString> seen;
    QSet<QString> seenInParts;
    QStringList doubled;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const bool saysAgain = lines.at(i).contains(u'…') || (wereTaken && i >= 3 * Story::kPlaces);
        QSet<QString> &before = saysAgain ? seenInParts : seen;
        scan(lines.at(i).toUtf8(), [&](const QString &token) {
            if (before.contains(token))
                doubled.append(token);
            before.insert(token);
        });
    }
    return doubled;
}

Story Story::parse(const QString &body)
{
    Story story;
    const QStringList lines = body.split(u'\n');
    for (int i = 0; i < kPlaces; ++i)
        story.places[i] = lines.value(3 * i + 1).split(u' ', Qt::SkipEmptyParts);
    story.tail = lines.mid(3 * kPlaces);
    return story;
}

QString Story::toBody() const
{
    QStringList lines;
    for (int i = 0; i < kPlaces; ++i)
        lines << QStringLiteral("place %1").arg(i) << places.at(i).join(u' ')
              << QStringLiteral("end %1").arg(i);
    return (lines + tail).join(u'\n');
}

Story Story::united(const Story &a, const Story &b)
{
    Story both;
    for (int i = 0; i < kPlaces; ++i) {
        both.places[i] = a.places.at(i) + b.places.at(i);
        both.places[i].sort();
        both.places[i].removeDuplicates();
    }
    QSet<QString> seen;
    for (const QStringList &place : std::as_const(both.places))
        seen.unite(tokensIn(place.join(u' ')));
    both.tail = a.tail + b.tail;
    both.tail.removeDuplicates();
    // What one has in a place, or in another line, the other may have below.
    for (QString &line : both.tail) {
        QStringList words = line.split(u' ');
        words.removeIf([&seen](const QString &word) {
            const QSet<QString> tokens = tokensIn(word);
            return !tokens.isEmpty() && seen.contains(tokens);
        });
        seen.unite(tokensIn(line));
        line = words.join(u' ');
    }
    return both;
}

} // namespace cairn::sim
