// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/tokenizer.h"

#include "json.h"
#include "notetext.h"
#include "searchwords.h"
#include "store/sqlite/searchrank.h"
#include "store/sqlite/vocabulary.h"
#include "tagname.h"

#include <sqlite3.h>

namespace cairn {

namespace {

using TokenFunction = int (*)(void *, int, const char *, int, int, int);

int create(void *vocabulary, const char **, int, Fts5Tokenizer **out)
{
    *out = static_cast<Fts5Tokenizer *>(vocabulary); // a tokenizer has no state of its own
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer *) { }

int tokenize(
    Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int size,
    TokenFunction token)
{
    const bool query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    auto *vocabulary =
        (flags & FTS5_TOKENIZE_DOCUMENT) != 0 ? reinterpret_cast<Vocabulary *>(tokenizer) : nullptr;
    qsizetype met = 0;
    WordReader reader(
        QByteArrayView(text, size), query ? WordReader::Of::Query : WordReader::Of::Text);
    while (reader.next()) {
        const QByteArrayView word = reader.word();
        const int code = token(
            context, reader.beside() ? FTS5_TOKEN_COLOCATED : 0, word.data(), int(word.size()),
            int(reader.begin()), int(reader.end()));
        if (code != SQLITE_OK)
            return code;
        if (vocabulary && !reader.single() && met < Vocabulary::kMostOfText)
            met += vocabulary->meet(word) ? 1 : 0;
    }
    return SQLITE_OK;
}

void tagKey(sqlite3_context *context, int, sqlite3_value **values)
{
    const QByteArray key =
        tagname::key(
            QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_value_text(values[0]))))
            .toUtf8();
    sqlite3_result_text(context, key.constData(), int(key.size()), SQLITE_TRANSIENT);
}

void preview(sqlite3_context *context, int, sqlite3_value **values)
{
    const QByteArray line =
        previewOf(QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_value_text(values[0]))))
            .toUtf8();
    sqlite3_result_text(context, line.constData(), int(line.size()), SQLITE_TRANSIENT);
}

/// Whether a kept text can be read, for queries: by the same reader as everywhere.
void readable(sqlite3_context *context, int, sqlite3_value **values)
{
    const QByteArray kept(
        static_cast<const char *>(sqlite3_value_blob(values[0])), sqlite3_value_bytes(values[0]));
    sqlite3_result_int(context, isReadable(kept) ? 1 : 0);
}

/// Whether a kept body is a tombstone's by its sum: 1 or 0. NULL: it has none, or a broken one.
void deletedBySum(sqlite3_context *context, int, sqlite3_value **values)
{
    const Seal seal = sealOf(QByteArray::fromRawData(
        static_cast<const char *>(sqlite3_value_blob(values[0])), sqlite3_value_bytes(values[0])));
    if (seal == Seal::Living || seal == Seal::Deleted)
        sqlite3_result_int(context, seal == Seal::Deleted ? 1 : 0);
    else
        sqlite3_result_null(context);
}

/// A text, a flag or an object of a kept text, by its name. NULL: the text has none, or cannot be
/// read. (SQLite's own functions end the whole query there, and read other texts than we do.)
void member(sqlite3_context *context, int, sqlite3_value **values)
{
    const QByteArray kept(
        static_cast<const char *>(sqlite3_value_blob(values[0])), sqlite3_value_bytes(values[0]));
    const QString name =
        QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_value_text(values[1])));
    const QJsonValue value = readBody(kept).value_or(QJsonObject()).value(name);
    if (value.isBool()) {
        sqlite3_result_int(context, value.toBool() ? 1 : 0);
    } else if (value.isString() || value.isObject()) {
        const QByteArray text = value.isString()
            ? value.toString().toUtf8()
            : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
        sqlite3_result_text(context, text.constData(), int(text.size()), SQLITE_TRANSIENT);
    }
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

Result<void> registerSearch(sqlite3 *handle, Vocabulary &vocabulary)
{
    const QString doing = QStringLiteral("preparing the search");
    fts5_api *fts = ftsOf(handle);
    if (!fts)
        return failure(
            ErrorKind::Storage, QStringLiteral("this SQLite has no full-text search"), doing);
    fts5_tokenizer ours{&create, &destroy, &tokenize};
    int code = fts->xCreateTokenizer(fts, "cairn", &vocabulary, &ours, nullptr);
    if (code == SQLITE_OK)
        code = addRankFunction(fts);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(
            handle, "cairn_tag_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, &tagKey,
            nullptr, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(
            handle, "cairn_preview", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, &preview,
            nullptr, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(
            handle, "cairn_readable", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, &readable,
            nullptr, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(
            handle, "cairn_member", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, &member,
            nullptr, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(
            handle, "cairn_deleted", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, &deletedBySum,
            nullptr, nullptr);
    if (code != SQLITE_OK)
        return failure(ErrorKind::Storage, QString::fromUtf8(sqlite3_errstr(code)), doing, code);
    return {};
}

} // namespace cairn
