// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/searchrank.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

namespace cairn {

namespace {

// The usual constants of BM25: how soon repetition stops to count, and how much long notes are held
// back.
constexpr double kSaturation = 1.2;
constexpr double kLengthWeight = 0.75;
constexpr int kMaxPhrases = 256; // of more, the first ones

/// The average number of tokens of a note, at least 1.
double averageLength(const Fts5ExtensionApi *api, Fts5Context *row)
{
    sqlite3_int64 rows = 0;
    sqlite3_int64 tokens = 0;
    if (api->xRowCount(row, &rows) != SQLITE_OK || rows <= 0
        || api->xColumnTotalSize(row, -1, &tokens) != SQLITE_OK || tokens < rows)
        return 1;
    return double(tokens) / double(rows);
}

/// The same for all rows of one query, asked for once: FTS5 reads it from the disk each time.
double knownAverage(const Fts5ExtensionApi *api, Fts5Context *row)
{
    if (const auto *known = static_cast<double *>(api->xGetAuxdata(row, 0)))
        return *known;
    const double average = averageLength(api, row);
    auto kept = std::make_unique<double>(average);
    // FTS5 frees it, also when it cannot keep it.
    api->xSetAuxdata(row, kept.release(), [](void *data) { delete static_cast<double *>(data); });
    return average;
}

void rank(
    const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *result, int weights,
    sqlite3_value **weight)
{
    std::array<double, kMaxPhrases> frequency;
    const int phrases = std::min(api->xPhraseCount(row), kMaxPhrases);
    std::fill_n(frequency.begin(), phrases, 0);
    int matches = 0;
    int length = 0;
    int code = api->xInstCount(row, &matches);
    if (code == SQLITE_OK)
        code = api->xColumnSize(row, -1, &length);
    for (int i = 0; code == SQLITE_OK && i < matches; ++i) {
        int phrase = 0;
        int column = 0;
        int offset = 0;
        code = api->xInst(row, i, &phrase, &column, &offset);
        if (code == SQLITE_OK && phrase < phrases)
            frequency[std::size_t(phrase)] +=
                column < weights ? sqlite3_value_double(weight[column]) : 1.0;
    }
    if (code != SQLITE_OK) {
        sqlite3_result_error_code(result, code);
        return;
    }
    const double held =
        kSaturation * (1 - kLengthWeight + kLengthWeight * double(length) / knownAverage(api, row));
    double score = 0;
    for (int i = 0; i < phrases; ++i) {
        const double found = frequency[std::size_t(i)];
        if (found > 0) // of many words that are as good a note has few
            score += found * (kSaturation + 1) / (found + held);
    }
    sqlite3_result_double(result, -score);
}

} // namespace

int addRankFunction(fts5_api *fts)
{
    return fts->xCreateFunction(fts, "cairn_rank", nullptr, &rank, nullptr);
}

} // namespace cairn
