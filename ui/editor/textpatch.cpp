// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/textpatch.h"

#include <QVarLengthArray>

#include <algorithm>
#include <vector>

namespace cairn {

namespace {

// Differences between two texts up to which lines are compared; the work grows with its square.
constexpr int kMaxDistance = 400;

// Cuts what is equal at both ends of the edit, never through a surrogate pair.
TextEdit narrowed(QStringView before, qsizetype offset, QStringView after)
{
    const qsizetype common = std::min(before.size(), after.size());
    qsizetype prefix = 0;
    while (prefix < common && before[prefix] == after[prefix])
        ++prefix;
    if (prefix > 0 && before[prefix - 1].isHighSurrogate())
        --prefix;
    qsizetype suffix = 0;
    while (suffix < common - prefix
           && before[before.size() - 1 - suffix] == after[after.size() - 1 - suffix])
        ++suffix;
    if (suffix > 0 && before[before.size() - suffix].isLowSurrogate())
        --suffix;
    return {
        offset + prefix, before.size() - prefix - suffix,
        after.mid(prefix, after.size() - prefix - suffix).toString()};
}

using TextLines = std::vector<QStringView>;

// Line ends belong to their line, so that the lines joined are the text.
TextLines splitLines(QStringView text)
{
    TextLines lines;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = text.indexOf(u'\n', start);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        lines.push_back(text.mid(start, next - start));
        start = next;
    }
    return lines;
}

struct Hunk {
    qsizetype beforeStart, beforeEnd, afterStart, afterEnd; ///< line numbers
};

// Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986). False: farther apart than
// kMaxDistance.
bool diffLines(const TextLines &before, const TextLines &after, std::vector<Hunk> &hunks)
{
    const int n = int(before.size());
    const int m = int(after.size());
    const int limit = std::min(n + m, kMaxDistance);
    std::vector<int> reach(2 * size_t(limit) + 3, 0);
    std::vector<std::vector<int>> trace;
    const auto at = [limit](int diagonal) { return size_t(diagonal + limit + 1); };
    int distance = 0;
    for (bool found = false; !found; ++distance) {
        if (distance > limit)
            return false;
        trace.push_back(reach);
        for (int k = -distance; k <= distance && !found; k += 2) {
            const bool down =
                k == -distance || (k != distance && reach[at(k - 1)] < reach[at(k + 1)]);
            int x = down ? reach[at(k + 1)] : reach[at(k - 1)] + 1;
            while (x < n && x - k < m && before[size_t(x)] == after[size_t(x - k)])
                ++x;
            reach[at(k)] = x;
            found = x >= n && x - k >= m;
        }
    }
    // Back along the trace; each step is one line removed or inserted.
    int x = n;
    int y = m;
    for (int d = distance - 1; d > 0; --d) {
        const std::vector<int> &previous = trace[size_t(d)];
        const int k = x - y;
        const bool down = k == -d || (k != d && previous[at(k - 1)] < previous[at(k + 1)]);
        const int fromK = down ? k + 1 : k - 1;
        const int fromX = previous[at(fromK)];
        const int fromY = fromX - fromK;
        const Hunk step =
            down ? Hunk{fromX, fromX, fromY, fromY + 1} : Hunk{fromX, fromX + 1, fromY, fromY};
        if (!hunks.empty() && hunks.back().beforeStart == step.beforeEnd
            && hunks.back().afterStart == step.afterEnd) {
            hunks.back().beforeStart = step.beforeStart;
            hunks.back().afterStart = step.afterStart;
        } else {
            hunks.push_back(step);
        }
        x = fromX;
        y = fromY;
    }
    std::reverse(hunks.begin(), hunks.end());
    return true;
}

qsizetype offsetOf(const TextLines &lines, qsizetype line, QStringView text)
{
    return line < qsizetype(lines.size()) ? lines[size_t(line)].data() - text.data() : text.size();
}

// Words, and one by one the characters between them.
TextLines splitWords(QStringView text)
{
    TextLines words;
    for (qsizetype start = 0; start < text.size();) {
        qsizetype end = start + 1;
        while (isWordPart(text[start]) && end < text.size() && isWordPart(text[end]))
            ++end;
        words.push_back(text.mid(start, end - start));
        start = end;
    }
    return words;
}

} // namespace

bool isWordPart(QChar c) { return c.isLetterOrNumber() || c.isMark() || c.isSurrogate(); }

QList<TextEdit> wordEdits(QStringView before, qsizetype offset, QStringView after)
{
    const TextLines old = splitWords(before);
    const TextLines now = splitWords(after);
    std::vector<Hunk> hunks;
    if (!diffLines(old, now, hunks))
        return {{offset, before.size(), after.toString()}};
    QList<TextEdit> edits;
    for (const Hunk &hunk : hunks) {
        const qsizetype from = offsetOf(old, hunk.beforeStart, before);
        const qsizetype newFrom = offsetOf(now, hunk.afterStart, after);
        edits.append(
            {offset + from, offsetOf(old, hunk.beforeEnd, before) - from,
             after.mid(newFrom, offsetOf(now, hunk.afterEnd, after) - newFrom).toString()});
    }
    return edits;
}

QList<TextEdit> minimalEdits(const QString &before, const QString &after)
{
    if (before == after)
        return {};
    const TextEdit whole = narrowed(before, 0, after);
    if (whole.removed == 0 || whole.inserted.isEmpty())
        return {whole};
    const QStringView old = QStringView(before).mid(whole.at, whole.removed);
    const QStringView now(whole.inserted);
    const TextLines oldLines = splitLines(old);
    const TextLines newLines = splitLines(now);
    std::vector<Hunk> hunks;
    if (!diffLines(oldLines, newLines, hunks))
        return {whole};
    QList<TextEdit> edits;
    for (const Hunk &hunk : hunks) {
        const qsizetype from = offsetOf(oldLines, hunk.beforeStart, old);
        const qsizetype to = offsetOf(oldLines, hunk.beforeEnd, old);
        const qsizetype newFrom = offsetOf(newLines, hunk.afterStart, now);
        const qsizetype newTo = offsetOf(newLines, hunk.afterEnd, now);
        edits +=
            narrowed(old.mid(from, to - from), whole.at + from, now.mid(newFrom, newTo - newFrom));
    }
    return edits;
}

qsizetype mappedPosition(const QList<TextEdit> &edits, qsizetype position, Stick stick)
{
    qsizetype shift = 0;
    for (const TextEdit &edit : edits) {
        const bool insertion = edit.removed == 0 && stick == Stick::Behind;
        if (insertion ? edit.at > position : edit.at >= position)
            break;
        if (edit.at + edit.removed > position) {
            const qsizetype inside = std::min(position - edit.at, edit.inserted.size());
            return edit.at + shift + inside;
        }
        shift += edit.inserted.size() - edit.removed;
    }
    return position + shift;
}

} // namespace cairn
