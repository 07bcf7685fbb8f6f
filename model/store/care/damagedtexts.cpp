// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/damagedtexts.h"

#include "json.h"
#include "revision.h"
#include "shownname.h"
#include "store/projection/noterow.h"
#include "store/sqlite/rawconnection.h"

#include <sqlite3.h>

#include <memory>

namespace cairn {

namespace {

constexpr qsizetype kTitlesTold = 3;
constexpr char kTexts[] =
    "SELECT r.body, r.generation, r.hash, p.generation, p.hash, n.document, n.title, n.body"
    " FROM revision r JOIN document d ON d.key = r.document"
    " LEFT JOIN revision p ON p.key = r.parent"
    " LEFT JOIN note n ON n.document = d.key AND d.displayed = r.key"
    " WHERE r.leaf = 1 AND r.deleted = 0";

QByteArray bytes(sqlite3_stmt *row, int column)
{
    return {
        static_cast<const char *>(sqlite3_column_blob(row, column)),
        sqlite3_column_bytes(row, column)};
}

QString text(sqlite3_stmt *row, int column) { return QString::fromUtf8(bytes(row, column)); }

bool isNull(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL;
}

bool isDamaged(sqlite3_stmt *row)
{
    const KeptBody kept = readKept(bytes(row, 0));
    if (!kept.body)
        return true;
    if (isNull(row, 5)) // nothing is listed
        return false;
    const auto parent = isNull(row, 3)
        ? std::nullopt
        : std::optional(RevId{sqlite3_column_int(row, 3), bytes(row, 4)});
    return isAltered(
        *kept.body, kept.seal != Seal::Absent, {sqlite3_column_int(row, 1), bytes(row, 2)}, parent,
        text(row, 6), text(row, 7));
}

} // namespace

Result<DamagedTexts> DamagedTexts::find(sqlite3 *file)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(file, kTexts, -1, &statement, nullptr) != SQLITE_OK)
        return raw::failed(file, QStringLiteral("reading the texts"));
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> row(statement, &sqlite3_finalize);
    DamagedTexts found;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (!isDamaged(statement))
            continue;
        ++found.count;
        const QString title = oneLine(text(statement, 6));
        if (!title.isEmpty() && found.titles.size() < kTitlesTold)
            found.titles.append(title);
    }
    if (code != SQLITE_DONE)
        return raw::failed(file, QStringLiteral("reading the texts"));
    return found;
}

} // namespace cairn
