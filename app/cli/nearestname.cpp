// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/nearestname.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace cairn::cli {

namespace {

/// By characters that are left out, added or changed; two that were swapped count as one.
int slips(const QString &a, const QString &b)
{
    const auto width = size_t(b.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> row(width);
    std::iota(last.begin(), last.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = size_t(j);
            row[at] = std::min(
                {last[at] + 1, row[at - 1] + 1, last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last.back();
}

} // namespace

QString nearestName(const QString &word, const QStringList &names)
{
    constexpr qsizetype kBeginning = 2;
    constexpr qsizetype kCharactersASlip = 3;
    constexpr qsizetype kLongest = 64; // of what a command or an option may be called
    if (word.size() > kLongest)
        return {};
    QString nearest;
    int fewest = int(std::max<qsizetype>(1, word.size() / kCharactersASlip)) + 1;
    for (const QString &name : names) {
        const bool begun = word.size() >= kBeginning && name.startsWith(word);
        if (const int count = begun ? 1 : slips(word, name); count < fewest) {
            fewest = count;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace cairn::cli
