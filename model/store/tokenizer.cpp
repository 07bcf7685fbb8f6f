#include "store/tokenizer.h"

#include "store/searchrank.h"

#include <QStringList>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>

namespace cairn {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Sorted. Punctuation inside these blocks is left out where it matters (the ideographic comma, the
// middle dot …).
constexpr auto kSingles = std::to_array<Range>({
    {0x0E01, 0x0E3A}, // Thai: letters and vowel signs
    {0x0E40, 0x0E4E},
    {0x0E50, 0x0E59},
    {0x0E81, 0x0EDF}, // Lao
    {0x1000, 0x1049}, // Burmese
    {0x1050, 0x109F},
    {0x1100, 0x11FF}, // Hangul letters
    {0x1780, 0x17D3}, // Khmer
    {0x2600, 0x27BF}, // symbols and dingbats, most of them emoji
    {0x2B05, 0x2B55},
    {0x2E80, 0x2FDF}, // radicals
    {0x3005, 0x3007}, // iteration mark, closing mark, zero
    {0x3021, 0x3029},
    {0x3031, 0x3035},
    {0x3041, 0x309F}, // Hiragana
    {0x30A1, 0x30FA}, // Katakana
    {0x30FC, 0x30FF},
    {0x3105, 0x318E}, // Bopomofo, Hangul letters
    {0x31A0, 0x31BF},
    {0x31F0, 0x31FF},
    {0x3400, 0x4DBF}, // Han
    {0x4E00, 0x9FFF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7FB}, // Hangul syllables
    {0xF900, 0xFAFF},
    {0xFF66, 0xFFDC}, // half-width Katakana and Hangul
    {0x1B000, 0x1B16F},
    {0x1F000, 0x1F3FA}, // emoji, without skin tones: a wave is found in any
                        // colour
    {0x1F400, 0x1FAFF},
    {0x20000, 0x3FFFD}, // Han, rare
});

/// The character at `at`, and its length in bytes. Bytes that are no UTF-8 are characters of length
/// 1, never singles.
struct Decoded {
    char32_t c = 0;
    int length = 1;
};
Decoded decode(const unsigned char *at, int left)
{
    const unsigned char first = *at;
    if (first < 0xE0) // nothing below U+0800 is a single
        return {first, 1};
    const int length = first < 0xF0 ? 3 : 4;
    if (first > 0xF4 || length > left)
        return {first, 1};
    char32_t c = first & (length == 3 ? 0x0F : 0x07);
    for (int i = 1; i < length; ++i) {
        if ((at[i] & 0xC0) != 0x80)
            return {first, 1};
        c = (c << 6) | (at[i] & 0x3F);
    }
    return {c, length};
}

using TokenFunction = int (*)(void *, int, const char *, int, int, int);

/// unicode61 works on a piece of the text; its offsets count from the piece.
struct Shifted {
    TokenFunction token;
    void *context;
    int offset;
};

struct Wrapped {
    fts5_tokenizer functions{};
    Fts5Tokenizer *tokenizer = nullptr;

    int words(int flags, const char *text, int from, int to, TokenFunction token, void *context)
    {
        if (from == to)
            return SQLITE_OK;
        Shifted shifted{token, context, from};
        return functions.xTokenize(
            tokenizer, &shifted, flags, text + from, to - from,
            [](void *data, int tokenFlags, const char *bytes, int size, int start, int end) {
                const auto *piece = static_cast<const Shifted *>(data);
                return piece->token(
                    piece->context, tokenFlags, bytes, size, start + piece->offset,
                    end + piece->offset);
            });
    }
};

int create(void *registered, const char **, int, Fts5Tokenizer **out)
{
    const auto *base = static_cast<const Wrapped *>(registered);
    auto wrapped = std::make_unique<Wrapped>();
    wrapped->functions = base->functions;
    const char *arguments[] = {"remove_diacritics", "2"};
    const int code = wrapped->functions.xCreate(nullptr, arguments, 2, &wrapped->tokenizer);
    if (code != SQLITE_OK)
        return code;
    *out = reinterpret_cast<Fts5Tokenizer *>(wrapped.release());
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer *tokenizer)
{
    const std::unique_ptr<Wrapped> wrapped(reinterpret_cast<Wrapped *>(tokenizer));
    wrapped->functions.xDelete(wrapped->tokenizer);
}

int tokenize(
    Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int size,
    TokenFunction token)
{
    auto *wrapped = reinterpret_cast<Wrapped *>(tokenizer);
    const auto *bytes = reinterpret_cast<const unsigned char *>(text);
    int words = 0; // where the text not yet handed to unicode61 begins
    for (int at = 0; at < size;) {
        const Decoded next = decode(bytes + at, size - at);
        if (!isSingleToken(next.c)) {
            at += next.length;
            continue;
        }
        int code = wrapped->words(flags, text, words, at, token, context);
        if (code == SQLITE_OK)
            code = token(context, 0, text + at, next.length, at, at + next.length);
        if (code != SQLITE_OK)
            return code;
        at += next.length;
        words = at;
    }
    return wrapped->words(flags, text, words, size, token, context);
}

fts5_api *ftsOf(sqlite3 *handle)
{
    fts5_api *fts = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &fts, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return fts;
}

} // namespace

bool isSingleToken(char32_t character)
{
    if (character < kSingles.front().first)
        return false;
    const auto above = std::upper_bound(
        kSingles.begin(), kSingles.end(), character,
        [](char32_t value, const Range &range) { return value < range.first; });
    return above != kSingles.begin() && character <= std::prev(above)->last;
}

Result<void> registerSearch(sqlite3 *handle)
{
    const QString doing = QStringLiteral("preparing the search");
    fts5_api *fts = ftsOf(handle);
    if (!fts)
        return failure(
            ErrorKind::Storage, QStringLiteral("this SQLite has no full-text search"), doing);
    auto base = std::make_unique<Wrapped>();
    void *ignored = nullptr; // unicode61 needs no context
    int code = fts->xFindTokenizer(fts, "unicode61", &ignored, &base->functions);
    if (code == SQLITE_OK) {
        fts5_tokenizer ours{&create, &destroy, &tokenize};
        code = fts->xCreateTokenizer(fts, "cairn", base.get(), &ours, [](void *registered) {
            delete static_cast<Wrapped *>(registered);
        });
        if (code == SQLITE_OK)
            (void)base.release(); // the connection deletes it
    }
    if (code == SQLITE_OK)
        code = addRankFunction(fts);
    if (code != SQLITE_OK)
        return failure(ErrorKind::Storage, QString::fromUtf8(sqlite3_errstr(code)), doing, code);
    return {};
}

} // namespace cairn
