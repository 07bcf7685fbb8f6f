// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/worddiff.h"

#include "merge/unitdiff.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace cairn {
namespace {

constexpr qsizetype kBudget = 200'000; ///< characters compared word by word, all places together
constexpr double kWholeLine = 0.7;

bool isBlank(QStringView text) { return text.trimmed().isEmpty(); }

/// A line as far as it matters: no trailing blanks; in tables no padding and rulers of one length.
QString lineKey(QStringView line)
{
    while (!line.isEmpty() && line.back().isSpace())
        line.chop(1);
    if (!line.trimmed().startsWith(u'|'))
        return line.toString();
    QString key;
    for (const QChar c : line) {
        if (!c.isSpace() && !(c == u'-' && key.endsWith(u'-')))
            key += c;
    }
    return key;
}

/// The lines of a text, without their line ends, as spans of it.
struct Lines {
    explicit Lines(const QString &text)
    {
        qsizetype begin = 0;
        while (begin <= text.size()) {
            qsizetype end = text.indexOf(u'\n', begin);
            end = end < 0 ? text.size() : end;
            spans.append({begin, end});
            keys.append(lineKey(QStringView(text).sliced(begin, end - begin)));
            begin = end + 1;
        }
    }
    QList<QStringView> keyViews() const
    {
        QList<QStringView> views;
        for (const QString &key : keys)
            views.append(key);
        return views;
    }
    /// The text of lines [from, to); empty when there are none.
    TextSpan block(qsizetype from, qsizetype to) const
    {
        return from == to ? TextSpan{} : TextSpan{spans[from].begin, spans[to - 1].end};
    }

    QList<TextSpan> spans;
    QList<QString> keys;
};

bool isIdeographic(QStringView token)
{
    const QChar::Script script = token.isEmpty() ? QChar::Script_Common : token[0].script();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana
        || script == QChar::Script_Katakana || script == QChar::Script_Thai
        || (token.size() > 1 && token[0].isHighSurrogate()
            && QChar::script(QChar::surrogateToUcs4(token[0], token[1])) == QChar::Script_Han);
}

/// A block cut into words, and runs of blanks; scripts without blanks between words into
/// characters.
QList<TextSpan> tokens(const QString &text, TextSpan block)
{
    const QString part = text.sliced(block.begin, block.end - block.begin);
    QList<TextSpan> result;
    const auto append = [&](qsizetype begin, qsizetype end) {
        const bool blank = isBlank(QStringView(part).sliced(begin, end - begin));
        const bool joins = blank && !result.isEmpty()
            && isBlank(QStringView(text).sliced(
                result.last().begin, result.last().end - result.last().begin));
        if (joins)
            result.last().end = block.begin + end;
        else
            result.append({block.begin + begin, block.begin + end});
    };
    QTextBoundaryFinder words(QTextBoundaryFinder::Word, part);
    QTextBoundaryFinder characters(QTextBoundaryFinder::Grapheme, part);
    qsizetype begin = 0;
    for (qsizetype end = words.toNextBoundary(); end >= 0; end = words.toNextBoundary()) {
        if (isIdeographic(QStringView(part).sliced(begin, end - begin))) {
            characters.setPosition(begin);
            for (qsizetype next = characters.toNextBoundary(); next >= 0 && next < end;
                 next = characters.toNextBoundary()) {
                append(begin, next);
                begin = next;
            }
        }
        append(begin, end);
        begin = end;
    }
    return result;
}

QList<QStringView> tokenViews(const QString &text, const QList<TextSpan> &spans)
{
    QList<QStringView> views;
    for (const TextSpan &span : spans) {
        const QStringView token = QStringView(text).sliced(span.begin, span.end - span.begin);
        views.append(
            isBlank(token) ? QStringView(u" ") : token); // any run of blanks is like another
    }
    return views;
}

/// Adds a stretch of changed tokens as one span, without blanks at its ends.
void appendSpan(
    QList<TextSpan> &spans, const QString &text, const QList<TextSpan> &of, qsizetype from,
    qsizetype to)
{
    if (from >= to)
        return;
    TextSpan span{of[from].begin, of[to - 1].end};
    while (span.begin < span.end && text[span.begin].isSpace())
        ++span.begin;
    while (span.begin < span.end && text[span.end - 1].isSpace())
        --span.end;
    if (span.begin < span.end)
        spans.append(span);
}

/// Two changes with nothing but blanks between them read as one.
QList<UnitHunk>
joined(const QList<UnitHunk> &hunks, const QString &text, const QList<TextSpan> &left)
{
    QList<UnitHunk> result;
    for (const UnitHunk &hunk : hunks) {
        if (!result.isEmpty()) {
            UnitHunk &last = result.last();
            const qsizetype from = last.fromEnd < left.size() ? left[last.fromEnd].begin : 0;
            const qsizetype to = hunk.from > 0 ? left[hunk.from - 1].end : 0;
            if (from < to && isBlank(QStringView(text).sliced(from, to - from))
                && !QStringView(text).sliced(from, to - from).contains(u'\n')) {
                last.fromEnd = hunk.fromEnd;
                last.toEnd = hunk.toEnd;
                continue;
            }
        }
        result.append(hunk);
    }
    return result;
}

/// Cuts spans at line ends, and replaces those of a line by the whole line where most of it
/// differs.
QList<TextSpan> byLine(const QString &text, const Lines &lines, const QList<TextSpan> &spans)
{
    QList<TextSpan> result;
    auto span = spans.begin();
    for (const TextSpan &line : lines.spans) {
        QList<TextSpan> inLine;
        qsizetype changed = 0;
        while (span != spans.end() && span->end <= line.begin)
            ++span;
        for (auto s = span; s != spans.end() && s->begin < line.end; ++s) {
            inLine.append({std::max(s->begin, line.begin), std::min(s->end, line.end)});
            changed += inLine.last().end - inLine.last().begin;
        }
        const QStringView content =
            QStringView(text).sliced(line.begin, line.end - line.begin).trimmed();
        if (changed > kWholeLine * double(content.size()) && !content.isEmpty()) {
            const qsizetype begin = line.begin + (content.data() - (text.constData() + line.begin));
            inLine = {{begin, begin + content.size()}};
        }
        result += inLine;
    }
    return result;
}

class Differ {
public:
    Differ(const QString &left, const QString &right)
        : m_left(left)
        , m_right(right)
        , m_leftLines(left)
        , m_rightLines(right)
    {
    }

    WordDiff run()
    {
        UnitNumbers numbers;
        const QList<int> leftNumbers = numbers.of(m_leftLines.keyViews());
        const QList<int> rightNumbers = numbers.of(m_rightLines.keyViews());
        for (const UnitHunk &hunk :
             diffUnits(leftNumbers, rightNumbers).value_or(QList<UnitHunk>{}))
            compareBlocks(hunk);
        return {
            byLine(m_left, m_leftLines, m_diff.left), byLine(m_right, m_rightLines, m_diff.right)};
    }

private:
    void compareBlocks(const UnitHunk &hunk)
    {
        const TextSpan left = m_leftLines.block(hunk.from, hunk.fromEnd);
        const TextSpan right = m_rightLines.block(hunk.to, hunk.toEnd);
        m_spent += left.end - left.begin + right.end - right.begin;
        if (hunk.from == hunk.fromEnd || hunk.to == hunk.toEnd || m_spent > kBudget) {
            appendSpan(m_diff.left, m_left, {left}, 0, left.begin < left.end ? 1 : 0);
            appendSpan(m_diff.right, m_right, {right}, 0, right.begin < right.end ? 1 : 0);
            return;
        }
        const QList<TextSpan> leftTokens = tokens(m_left, left);
        const QList<TextSpan> rightTokens = tokens(m_right, right);
        UnitNumbers numbers;
        const QList<int> leftNumbers = numbers.of(tokenViews(m_left, leftTokens));
        const QList<int> rightNumbers = numbers.of(tokenViews(m_right, rightTokens));
        const auto hunks = diffUnits(leftNumbers, rightNumbers).value_or(QList<UnitHunk>{});
        for (const UnitHunk &h : joined(hunks, m_left, leftTokens)) {
            appendSpan(m_diff.left, m_left, leftTokens, h.from, h.fromEnd);
            appendSpan(m_diff.right, m_right, rightTokens, h.to, h.toEnd);
        }
    }

    const QString &m_left;
    const QString &m_right;
    Lines m_leftLines;
    Lines m_rightLines;
    WordDiff m_diff;
    qsizetype m_spent = 0;
};

} // namespace

WordDiff wordDiff(const QString &left, const QString &right)
{
    return left == right ? WordDiff{} : Differ(left, right).run();
}

} // namespace cairn
