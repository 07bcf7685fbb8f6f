// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/searchrank.h"

#include <sqlite3.h>

#include <array>
#include <cstddef>

namespace cairn {

namespace {

// The usual constants of BM25: how soon repetition stops to count, and how much long notes are held
// back.
constexpr double kSaturation = 1.2;
constexpr double kLengthWeight = 0.75;
constexpr int kMaxPhrases = 64; // a query has at most 32 terms

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

void rank(
    const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *result, int weights,
    sqlite3_value **weight)
{
    std::array<double, kMaxPhrases> frequency{};
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
        if (code == SQLITE_OK && phrase < kMaxPhrases)
            frequency[std::size_t(phrase)] +=
                column < weights ? sqlite3_value_double(weight[column]) : 1.0;
    }
    if (code != SQLITE_OK) {
        sqlite3_result_error_code(result, code);
        return;
    }
    const double held = kSaturation
        * (1 - kLengthWeight + kLengthWeight * double(length) / averageLength(api, row));
    double score = 0;
    for (const double found : frequency)
        score += found * (kSaturation + 1) / (found + held);
    sqlite3_result_double(result, -score);
}

} // namespace

int addRankFunction(fts5_api *fts)
{
    return fts->xCreateFunction(fts, "cairn_rank", nullptr, &rank, nullptr);
}

} // namespace cairn
