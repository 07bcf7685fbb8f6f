// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/textmerge.h"

#include "fuzzinput.h"
#include "fuzztargets.h"

#include <QHash>

namespace cairn::fuzz {
namespace {

QString chosen(const TextMerge &merge, QString MergeChunk::*side)
{
    QString result;
    for (const MergeChunk &chunk : merge.chunks)
        result += chunk.conflict ? chunk.*side : chunk.text;
    return result;
}

/// Words of four letters and more; shorter ones come and go too often to mean anything.
QHash<QString, int> wordsOf(const QString &text)
{
    QHash<QString, int> result;
    QString word;
    const auto take = [&] {
        if (word.size() >= 4)
            ++result[word];
        word.clear();
    };
    for (const QChar c : text) {
        if (c.isLetterOrNumber() || c.isMark())
            word += c;
        else
            take();
    }
    take();
    return result;
}

/// What neither side multiplied or removed is there as often as it was.
void requireWords(
    const QString &base, const QString &mine, const QString &theirs, const QString &result)
{
    const auto inBase = wordsOf(base);
    const auto inMine = wordsOf(mine);
    const auto inTheirs = wordsOf(theirs);
    const auto inResult = wordsOf(result);
    for (auto it = inBase.cbegin(); it != inBase.cend(); ++it) {
        const int m = inMine.value(it.key());
        const int t = inTheirs.value(it.key());
        const int r = inResult.value(it.key());
        require(m > *it || t > *it || r <= *it, "no word is doubled");
        require(m < *it || t < *it || r >= *it, "no word is lost");
    }
    for (auto it = inMine.cbegin(); it != inMine.cend(); ++it)
        require(inBase.contains(it.key()) || inResult.contains(it.key()), "my new words are there");
    for (auto it = inTheirs.cbegin(); it != inTheirs.cend(); ++it)
        require(
            inBase.contains(it.key()) || inResult.contains(it.key()), "their new words are there");
}

QString unixLineEnds(QString text)
{
    return text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
}

} // namespace

/// Base, mine, theirs.
void textmerge(const QByteArray &input)
{
    const QList<QByteArray> texts = parts(input);
    const QString base = QString::fromUtf8(texts.value(0));
    const QString mine = QString::fromUtf8(texts.value(1));
    const QString theirs = QString::fromUtf8(texts.value(2));
    const TextMerge merge = mergeText(base, mine, theirs);
    const TextMerge mirror = mergeText(base, theirs, mine);
    const QString asMine = chosen(merge, &MergeChunk::mine);
    const QString asTheirs = chosen(merge, &MergeChunk::theirs);
    require(chosen(mirror, &MergeChunk::theirs) == asMine, "mirror images");
    require(chosen(mirror, &MergeChunk::mine) == asTheirs, "mirror images");
    require(merge.chunks.size() == mirror.chunks.size(), "mirror images");
    for (const MergeChunk &chunk : merge.chunks)
        require(!chunk.conflict || chunk.mine != chunk.theirs, "a place to decide differs");
    if (merge.isClean()) {
        require(merge.text() == asMine && asMine == asTheirs, "a clean text is one");
        requireWords(base, mine, theirs, merge.text());
    }
    require(mergeText(base, mine, base).text() == mine, "one side unchanged");
    require(mergeText(base, mine, mine).text() == mine, "both the same");

    const TextMerge compared = compareTexts(mine, theirs);
    const auto keeps = [&compared](QString MergeChunk::*side, const QString &text) {
        const QString result = chosen(compared, side);
        return result == text || result == unixLineEnds(text);
    };
    require(keeps(&MergeChunk::mine, mine), "comparing loses nothing of mine");
    require(keeps(&MergeChunk::theirs, theirs), "comparing loses nothing of theirs");
}

} // namespace cairn::fuzz
