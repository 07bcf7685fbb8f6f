// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/backupreader.h"

#include "json.h"
#include "note.h"
#include "revision.h"
#include "shownname.h"
#include "store/care/textrescue.h"
#include "store/projection/noterow.h"
#include "store/sqlite/database.h"
#include "store/sqlite/migrator.h"
#include "store/sqlite/rawconnection.h"
#include "store/tree/treerepair.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace cairn {

namespace {

using Finalized = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)>;

constexpr qint64 kMaxTime = 253'402'300'799'999; // the last millisecond of the year 9999
constexpr qsizetype kMaxWord = 1'000; ///< bytes of ids, hashes, names
constexpr qsizetype kMaxFact = 100'000; ///< bytes of a value of `meta`
constexpr qsizetype kMaxShownBytes = 4 * kMaxBodyBytes; ///< of a line of the list
/// Of row numbers, which go on from the greatest: room for more than anybody will ever write.
constexpr qint64 kMaxKey = 1'000'000'000'000'000;

/// The row that a statement stands on, by the names of its columns.
class Row {
public:
    Row(sqlite3_stmt *statement, const QStringList &columns)
        : m_statement(statement)
    {
        for (int i = 0; i < columns.size(); ++i)
            m_columns.insert(columns.at(i), i);
    }
    bool isNull(const char *column) const { return type(column) == SQLITE_NULL; }
    QByteArray bytes(const char *column) const
    {
        const int index = at(column);
        return {
            static_cast<const char *>(sqlite3_column_blob(m_statement, index)),
            sqlite3_column_bytes(m_statement, index)};
    }
    bool isNumber(const char *column, qint64 least, qint64 most) const
    {
        const qint64 number = sqlite3_column_int64(m_statement, at(column));
        return type(column) == SQLITE_INTEGER && number >= least && number <= most;
    }
    bool isFlag(const char *column) const { return isNumber(column, 0, 1); }
    /// One line of text without control characters.
    bool isWord(const char *column, qsizetype least = 1, qsizetype most = kMaxWord) const
    {
        const QByteArray word = bytes(column);
        return type(column) == SQLITE_TEXT && word.size() >= least && word.size() <= most
            && word.isValidUtf8() && std::none_of(word.cbegin(), word.cend(), [](char c) {
                   return uchar(c) < ' ' || c == 0x7f;
               });
    }
    bool isObject(const char *column) const { return isReadable(bytes(column)); }
    bool isText(const char *column, qsizetype most) const
    {
        const QByteArray text = bytes(column);
        return type(column) == SQLITE_TEXT && text.size() <= most && text.isValidUtf8();
    }
    bool has(const char *column) const { return at(column) >= 0; }
    bool isArray(const char *column) const
    {
        return QJsonDocument::fromJson(bytes(column)).isArray();
    }

private:
    int at(const char *column) const { return m_columns.value(QLatin1String(column), -1); }
    int type(const char *column) const { return sqlite3_column_type(m_statement, at(column)); }

    sqlite3_stmt *m_statement;
    QHash<QString, int> m_columns;
};

bool isDocument(const Row &row)
{
    if (!row.isWord("id") || !row.isWord("type", 0))
        return false;
    const QByteArray id = row.bytes("id");
    const QByteArray type = row.bytes("type");
    return !id.startsWith('_') && (type.isEmpty() || id.startsWith(type + ':'));
}

bool isRevision(const Row &row)
{
    const char *sending = row.has("sending") ? "sending" : "attempted"; // until schema 14
    return row.isNumber("generation", 1, kMaxGeneration) && row.isWord("hash")
        && row.isFlag("deleted") && row.isFlag("leaf") && row.isFlag("acknowledged")
        && row.isNumber(sending, 0, 2) && (row.isNull("merged") || row.isArray("merged"));
}

bool isVersion(const Row &row)
{
    return row.isNumber("generation", 1, kMaxGeneration) && row.isWord("hash")
        && row.isNumber("at", 0, kMaxTime) && row.isWord("device", 0) && row.isWord("kind")
        && row.isNumber("size", 0, INT_MAX) && row.isObject("body")
        && (!row.has("late") || row.isFlag("late"));
}

bool isRemoval(const Row &row)
{
    return row.isNumber("at", 0, kMaxTime) && row.isWord("kind")
        && row.isNumber("generation", 1, kMaxGeneration) && row.isWord("hash")
        && row.isFlag("agreed");
}

/// A line of the list, for words of which nothing else is left.
bool isNote(const Row &row)
{
    const auto isText = [&row](const char *column, qsizetype most) {
        return row.isText(column, most);
    };
    return isText("title", kMaxTitleBytes * 2) && isText("body", kMaxShownBytes)
        && isText("title_key", kMaxShownBytes) && isText("preview", kMaxShownBytes)
        && isText("color", kMaxWord) && row.isArray("tags")
        && (row.isNull("notebook") || row.isWord("notebook"))
        && (row.isNull("source") || isText("source", kMaxFact)) && row.isFlag("pinned")
        && row.isFlag("emergency") && row.isFlag("trashed") && row.isFlag("conflict")
        && row.isFlag("resolved") && row.isNumber("open_tasks", 0, INT_MAX)
        && row.isNumber("created_at", 0, kMaxTime) && row.isNumber("updated_at", 0, kMaxTime)
        && (row.isNull("trashed_at") || row.isNumber("trashed_at", 0, kMaxTime));
}

bool isDraft(const Row &row) { return row.isObject("body"); }

/// What a person set, what undoing a decision needs, and which server the notes belong to: without
/// that they would go to any other without a question.
bool isFact(const Row &row)
{
    static const QList<QByteArray> names{"conflict_policy", "history/retention", "sync.metered",
                                         "welcome_note",    "server.id",         "server.started",
                                         "server.url"};
    if (!row.isWord("name") || !row.isWord("value", 0, kMaxFact))
        return false;
    const QByteArray name = row.bytes("name");
    return names.contains(name) || name.startsWith("conflict_policy/")
        || name.startsWith("resolution/");
}

struct Table {
    const char *name;
    bool (*fits)(const Row &);
    bool counts; ///< rows that do not fit are a loss, and told
    int since = 1; ///< the schema that has it first
    /// A column of which a text that cannot be read stays behind, and the row comes.
    const char *words = nullptr;
};
/// In the order in which they refer to each other.
constexpr Table kTables[] = {
    {"document", isDocument, true}, {"revision", isRevision, true, 1, "body"},
    {"version", isVersion, true},   {"conflict_draft", isDraft, true},
    {"meta", isFact, false},        {"removal", isRemoval, true, 6},
};

Failure notOurs()
{
    return failure(ErrorKind::Invalid, QStringLiteral("not a backup made by Cairn"));
}

Finalized prepare(sqlite3 *handle, const QString &sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(handle, sql.toUtf8().constData(), -1, &statement, nullptr);
    return Finalized(statement, &sqlite3_finalize);
}

Result<QStringList> columnsOf(sqlite3 *handle, const QString &table)
{
    const Finalized rows = prepare(
        handle, QStringLiteral("SELECT name FROM pragma_table_info('%1') ORDER BY cid").arg(table));
    QStringList columns;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(rows.get())) == SQLITE_ROW)
        columns.append(
            QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(rows.get(), 0))));
    if (code != SQLITE_DONE)
        return raw::failed(handle, table);
    return columns;
}

/// A real table with pages of its own, whose columns hold what they say: no view, no virtual table,
/// nothing computed.
Result<void> checkTable(sqlite3 *backup, const QString &table, const QStringList &columns)
{
    const QByteArray real = QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = '%1'"
                                           " AND type = 'table' AND rootpage > 0")
                                .arg(table)
                                .toUtf8();
    CAIRN_ASSIGN(const QByteArray count, raw::value(backup, real.constData()));
    const QByteArray hidden =
        QStringLiteral("SELECT count(*) FROM pragma_table_xinfo('%1') WHERE hidden <> 0")
            .arg(table)
            .toUtf8();
    CAIRN_ASSIGN(const QByteArray computed, raw::value(backup, hidden.constData()));
    CAIRN_ASSIGN(const QStringList there, columnsOf(backup, table));
    const bool all = std::all_of(columns.cbegin(), columns.cend(), [&there](const QString &column) {
        return there.contains(column);
    });
    return count == "1" && computed == "0" && all ? Result<void>() : Result<void>(notOurs());
}

/// False: the fresh store does not take the row, for it is a second one or refers to nothing.
/// `without`: a column that stays behind; -1: none.
Result<bool> insert(sqlite3_stmt *to, sqlite3_stmt *from, sqlite3 *fresh, int without)
{
    sqlite3_reset(to);
    for (int i = 0; i < sqlite3_column_count(from); ++i) {
        if (i == without)
            sqlite3_bind_null(to, i + 1);
        else
            sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
    }
    const int code = sqlite3_step(to);
    if (code == SQLITE_DONE)
        return true;
    if ((code & 0xff) == SQLITE_CONSTRAINT || (code & 0xff) == SQLITE_MISMATCH)
        return false;
    return raw::failed(fresh, QStringLiteral("taking a row from a backup"));
}

/// New rows go on from the greatest: behind the last number that there is comes none.
bool hasUsualKey(const Row &row)
{
    for (const char *column : {"key", "rowid"}) {
        if (row.has(column) && !row.isNumber(column, -kMaxKey, kMaxKey))
            return false;
    }
    return true;
}

/// Returns how many rows stayed behind. `where`: of all, or of some of its rows.
Result<int>
copyTable(sqlite3 *backup, const Table &table, Database &fresh, const QString &where = {})
{
    const QString name = QString::fromLatin1(table.name);
    CAIRN_ASSIGN(const QStringList columns, columnsOf(fresh.handle(), name));
    CAIRN_TRY(checkTable(backup, name, columns));
    const QString list =
        QLatin1Char('"') + columns.join(QStringLiteral("\", \"")) + QLatin1Char('"');
    // Not by an index, which may say something else than the table.
    const Finalized from = prepare(
        backup, QStringLiteral("SELECT %1 FROM main.\"%2\" NOT INDEXED ").arg(list, name) + where);
    const Finalized to = prepare(
        fresh.handle(),
        QStringLiteral("INSERT INTO \"%1\" (%2) VALUES (?%3)")
            .arg(name, list, QStringLiteral(", ?").repeated(columns.size() - 1)));
    if (!from)
        return raw::failed(backup, name);
    if (!to)
        return raw::failed(fresh.handle(), name);
    const Row row(from.get(), columns);
    int leftOut = 0;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(from.get())) == SQLITE_ROW) {
        bool taken = table.fits(row) && hasUsualKey(row);
        if (taken) {
            const bool readable = !table.words || row.isObject(table.words);
            const int without = readable ? -1 : int(columns.indexOf(QLatin1String(table.words)));
            CAIRN_ASSIGN(taken, insert(to.get(), from.get(), fresh.handle(), without));
        }
        leftOut += taken || !table.counts ? 0 : 1;
    }
    if (code != SQLITE_DONE)
        return raw::failed(backup, name);
    return leftOut;
}

/// The revision (its key) that the fresh store shows of a document, where a line of the list says
/// something else.
Result<std::optional<qint64>> alteredThere(Database &fresh, const NoteRow &listed, qint64 document)
{
    Statement row = fresh.statement(QStringLiteral(
        "SELECT r.body, r.generation, r.hash, p.generation, p.hash, r.key"
        " FROM document d JOIN revision r ON r.key = d.displayed LEFT JOIN revision p"
        " ON p.key = r.parent WHERE d.key = :document AND d.type = 'note'"
        " AND r.document = d.key AND r.leaf = 1 AND r.deleted = 0"));
    CAIRN_TRY(row.bind(":document", document).run());
    if (!row.next()) {
        CAIRN_TRY(row.status());
        return std::optional<qint64>();
    }
    const KeptBody kept = readKept(row.blob(0));
    const RevId rev{int(row.integer(1)), row.text(2).toUtf8()};
    const auto parent = row.isNull(3)
        ? std::nullopt
        : std::optional(RevId{int(row.integer(3)), row.text(4).toUtf8()});
    if (!kept.body
        || !isAltered(
            *kept.body, kept.seal != Seal::Absent, rev, parent, listed.title, listed.body))
        return std::optional<qint64>();
    return std::optional(row.integer(5));
}

/// The list of the backup says what its texts were: one that is another by now is left behind.
Result<void> dropAltered(sqlite3 *backup, Database &fresh)
{
    CAIRN_TRY(checkTable(
        backup, QStringLiteral("note"),
        {QStringLiteral("document"), QStringLiteral("title"), QStringLiteral("body")}));
    const Finalized lines =
        prepare(backup, QStringLiteral("SELECT document, title, body FROM main.note NOT INDEXED"));
    if (!lines)
        return raw::failed(backup, QStringLiteral("note"));
    const Row row(
        lines.get(), {QStringLiteral("document"), QStringLiteral("title"), QStringLiteral("body")});
    QList<qint64> altered;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(lines.get())) == SQLITE_ROW) {
        if (!row.isText("title", kMaxTitleBytes * 2) || !row.isText("body", kMaxShownBytes)
            || !row.isNumber("document", -kMaxKey, kMaxKey))
            continue;
        NoteRow listed;
        listed.title = QString::fromUtf8(row.bytes("title"));
        listed.body = QString::fromUtf8(row.bytes("body"));
        const qint64 document = sqlite3_column_int64(lines.get(), 0);
        CAIRN_ASSIGN(const auto revision, alteredThere(fresh, listed, document));
        if (revision)
            altered.append(*revision);
    }
    if (code != SQLITE_DONE)
        return raw::failed(backup, QStringLiteral("note"));
    for (const qint64 revision : std::as_const(altered))
        CAIRN_TRY(treerepair::forgetText(fresh, revision));
    return {};
}

/// What the backup still has of the text that it shows of a document.
Result<TextRescue::Remains> remainsOf(sqlite3 *backup, qint64 document)
{
    const Finalized row = prepare(
        backup,
        QStringLiteral("SELECT r.body, r.generation, r.hash, p.generation, p.hash"
                       " FROM main.document d NOT INDEXED JOIN main.revision r NOT INDEXED"
                       " ON r.key = d.displayed LEFT JOIN main.revision p NOT INDEXED"
                       " ON p.key = r.parent WHERE d.key = %1")
            .arg(document));
    const auto bytes = [&row](int column) {
        return QByteArray(
            static_cast<const char *>(sqlite3_column_blob(row.get(), column)),
            sqlite3_column_bytes(row.get(), column));
    };
    TextRescue::Remains remains;
    const int code = row ? sqlite3_step(row.get()) : SQLITE_ERROR;
    if (code == SQLITE_DONE)
        return remains;
    if (code != SQLITE_ROW)
        return raw::failed(backup, QStringLiteral("revision"));
    remains.kept = bytes(0);
    remains.rev = {sqlite3_column_int(row.get(), 1), bytes(2)};
    if (sqlite3_column_type(row.get(), 3) != SQLITE_NULL)
        remains.parent = RevId{sqlite3_column_int(row.get(), 3), bytes(4)};
    return remains;
}

/// By its id, what the list has of a note; its line was taken where it is one.
Result<void> addDamaged(
    sqlite3 *backup, Database &fresh, qint64 document,
    QHash<QString, BackupReader::Damaged> &damaged)
{
    CAIRN_ASSIGN(
        const QByteArray title,
        raw::value(
            backup,
            QStringLiteral("SELECT coalesce((SELECT title FROM main.note NOT INDEXED WHERE"
                           " document = %1 AND typeof(title) = 'text'), '')")
                .arg(document)
                .toUtf8()
                .constData()));
    Statement row = fresh.statement(
        QStringLiteral("SELECT id FROM document WHERE key = :key AND type = 'note'"));
    CAIRN_TRY(row.bind(":key", document).run());
    if (!row.next())
        return row.status();
    Note listed;
    listed.key = document;
    CAIRN_ASSIGN(const bool isListed, Doctor::readListed(fresh, listed));
    CAIRN_ASSIGN(const TextRescue::Remains remains, remainsOf(backup, document));
    const bool proven = isListed && TextRescue::isProven(shownBody(listed), remains, {});
    damaged.insert(row.text(0), {oneLine(QString::fromUtf8(title)), proven});
    return {};
}

/// Where the text of what is shown cannot be read, the list still has its words: the doctor takes
/// them from there (TextRescue).
Result<QHash<QString, BackupReader::Damaged>> copyShown(sqlite3 *backup, Database &fresh)
{
    QHash<QString, BackupReader::Damaged> damaged;
    QStringList documents;
    {
        Statement rows = fresh.statement(
            QStringLiteral("SELECT d.key FROM document d JOIN revision r ON r.key = d.displayed"
                           " WHERE r.leaf = 1 AND r.deleted = 0 AND NOT cairn_readable(r.body)"));
        CAIRN_TRY(rows.run());
        while (rows.next())
            documents.append(QString::number(rows.integer(0)));
        CAIRN_TRY(rows.status());
    }
    if (documents.isEmpty())
        return damaged;
    CAIRN_TRY(copyTable(
        backup, {"note", isNote, false}, fresh,
        QStringLiteral("WHERE document IN (%1)").arg(documents.join(QStringLiteral(", ")))));
    for (const QString &document : std::as_const(documents))
        CAIRN_TRY(addDamaged(backup, fresh, document.toLongLong(), damaged));
    return damaged;
}

/// It is shown to a person, who has to see all of it.
bool isShowable(const QString &text) { return oneLine(text, kMaxWord) == text; }

Result<Account> accountIn(sqlite3 *backup)
{
    CAIRN_ASSIGN(
        const QByteArray text,
        raw::value(
            backup,
            "SELECT coalesce((SELECT value FROM main.meta NOT INDEXED WHERE name = 'account'), "
            "'')"));
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    const Account account{object.value(u"url").toString(), object.value(u"user").toString()};
    return isShowable(account.url) && isShowable(account.user) ? account : Account();
}

} // namespace

Result<BackupReader::Taken> BackupReader::read(sqlite3 *backup, int version, const QString &fresh)
{
    QList<Migration> migrations = bundledMigrations();
    migrations.removeIf([version](const Migration &step) { return step.version > version; });
    CAIRN_ASSIGN(const auto database, Database::open(fresh, migrations));
    Transaction transaction(*database);
    CAIRN_TRY(transaction.begin());
    // One moment of the backup, should somebody still write to it.
    CAIRN_TRY(raw::run(backup, "BEGIN"));
    Taken taken;
    for (const Table &table : kTables) {
        if (version < table.since)
            continue;
        CAIRN_ASSIGN(const int leftOut, copyTable(backup, table, *database));
        taken.leftOut += leftOut;
    }
    CAIRN_TRY(dropAltered(backup, *database));
    CAIRN_ASSIGN(taken.damaged, copyShown(backup, *database));
    CAIRN_ASSIGN(taken.account, accountIn(backup));
    CAIRN_TRY(raw::run(backup, "COMMIT"));
    CAIRN_TRY(transaction.commit());
    return taken;
}

} // namespace cairn
