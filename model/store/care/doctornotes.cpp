// SPDX-License-Identifier: GPL-3.0-or-later
// Doctor: notes past damaged pages, for whoever saves what can be read.

#include "json.h"
#include "note.h"
#include "store/care/doctor.h"
#include "store/projection/notebooktree.h"
#include "store/projection/noterow.h"
#include "store/sqlite/database.h"
#include "store/tree/storecontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <sqlite3.h>

#include <optional>

namespace cairn {

namespace {

/// False: a damaged page is in the way.
Result<bool> unlessDamaged(const Result<void> &done)
{
    if (!done && !Doctor::isDamage(done.error()))
        return Failure(done.error());
    return done.has_value();
}

/// False: it ended at a damaged page.
Result<bool> collect(Database &database, const QString &sql, QSet<QString> &found)
{
    Statement rows = database.statement(sql);
    Result<void> done = rows.run();
    while (done && rows.next())
        found.insert(rows.text(0));
    return unlessDamaged(done ? rows.status() : done);
}

/// False: there is no such row, or no page to read it from.
Result<bool> hasRow(Statement &row, qint64 document)
{
    row.bind(":document", document);
    const Result<void> done = row.run();
    if (done && row.next())
        return true;
    CAIRN_TRY(unlessDamaged(done ? row.status() : done));
    return false;
}

/// Fills in the version that stands above the others, else the newest of the history. False:
/// nothing is left. NotFound: it is deleted, or was given up.
Result<bool> readWritten(Database &database, Note &note)
{
    {
        Statement row = database.statement(QStringLiteral(
            "SELECT generation, hash, body, deleted FROM revision WHERE document = "
            ":document ORDER BY leaf DESC, deleted, generation DESC, hash DESC LIMIT 1"));
        CAIRN_ASSIGN(const bool found, hasRow(row, note.key));
        if (found && row.integer(3) != 0)
            return failure(ErrorKind::NotFound, QStringLiteral("no such note"), note.id);
        const std::optional<QJsonObject> body = found ? readBody(row.blob(2)) : std::nullopt;
        if (found)
            note.rev = {int(row.integer(0)), row.text(1).toUtf8()};
        if (body) {
            fillNote(note, *body);
            return true;
        }
    }
    {
        Statement row = database.statement(
            QStringLiteral("SELECT displayed FROM document WHERE key = :document"));
        CAIRN_ASSIGN(const bool found, hasRow(row, note.key));
        if (found && row.isNull(0)) // it never had one that others know
            return failure(ErrorKind::NotFound, QStringLiteral("no such note"), note.id);
    }
    Statement row = database.statement(
        QStringLiteral("SELECT generation, hash, body FROM version WHERE document = :document"
                       " AND cairn_readable(body) ORDER BY generation DESC, key DESC LIMIT 1"));
    CAIRN_ASSIGN(const bool found, hasRow(row, note.key));
    const std::optional<QJsonObject> body = found ? readBody(row.blob(2)) : std::nullopt;
    if (body) {
        note.rev = {int(row.integer(0)), row.text(1).toUtf8()};
        fillNote(note, *body);
    }
    return body.has_value();
}

Result<void> place(Database &database, Note &note)
{
    if (note.notebookId.isEmpty())
        return {};
    const auto notebooks = NotebookTree::load(database);
    if (!notebooks) {
        CAIRN_TRY(unlessDamaged(Failure(notebooks.error())));
        return {}; // its text is more than its place
    }
    if (const NotebookInfo *notebook = notebooks->find(note.notebookId)) {
        note.notebookName = notebook->name;
        note.notebookPath = notebook->path;
    }
    return {};
}

/// By the index of ids, which needs no page of the table; where that is damaged by looking at every
/// row.
Result<std::optional<qint64>> numberOf(Database &database, const QString &id)
{
    for (const char *sql :
         {"SELECT rowid FROM document INDEXED BY sqlite_autoindex_document_1 WHERE id = :id",
          "SELECT key FROM document NOT INDEXED WHERE id = :id"}) {
        Statement row = database.statement(QString::fromLatin1(sql));
        row.bind(":id", id);
        const Result<void> done = row.run();
        if (done && row.next())
            return std::optional(row.integer(0));
        CAIRN_TRY(unlessDamaged(done ? row.status() : done));
    }
    return std::optional<qint64>();
}

} // namespace

Result<Doctor::NoteIds> Doctor::noteIds()
{
    NoteIds all;
    all.complete = false;
    QSet<QString> found;
    // The index has them all, and the table has them all; of either a page may be damaged, and what
    // lies before and behind it is found from both ends.
    for (const char *sql :
         {"SELECT id FROM document NOT INDEXED WHERE type = 'note' ORDER BY key %1",
          "SELECT id FROM document INDEXED BY sqlite_autoindex_document_1"
          " WHERE id >= 'note:' AND id < 'note;' ORDER BY id %1"}) {
        for (const char *order : {"ASC", "DESC"}) {
            CAIRN_ASSIGN(
                const bool whole,
                collect(
                    m_context.database, QString::fromLatin1(sql).arg(QLatin1String(order)), found));
            all.complete = all.complete || whole;
            if (whole)
                break;
        }
    }
    all.ids = QStringList(found.cbegin(), found.cend());
    return all;
}

Result<bool> Doctor::readListed(Database &database, Note &note)
{
    Statement row = database.statement(QStringLiteral(
        "SELECT title, body, preview, notebook, pinned, emergency, color, created_at, updated_at,"
        " trashed_at, tags FROM note WHERE document = :document"));
    CAIRN_ASSIGN(const bool found, hasRow(row, note.key));
    if (!found)
        return false;
    note.title = row.text(0);
    note.body = row.text(1);
    note.preview = row.text(2);
    note.notebookId = row.text(3);
    note.pinned = row.integer(4) != 0;
    note.emergency = row.integer(5) != 0;
    note.color = row.text(6);
    note.createdAt = row.integer(7);
    note.updatedAt = row.integer(8);
    note.trashedAt = row.isNull(9) ? std::nullopt : std::optional(row.integer(9));
    note.tags =
        QVariant(QJsonDocument::fromJson(row.blob(10)).array().toVariantList()).toStringList();
    return true;
}

Result<Note> Doctor::note(const QString &id)
{
    CAIRN_ASSIGN(const std::optional<qint64> key, numberOf(m_context.database, id));
    if (!key)
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), id);
    Note note;
    note.key = *key;
    note.id = id;
    const Result<bool> written = readWritten(m_context.database, note);
    if (!written && written.error().kind != ErrorKind::NotFound)
        return Failure(written.error());
    CAIRN_ASSIGN(const bool shown, readListed(m_context.database, note));
    if (!shown && !written)
        return Failure(written.error());
    if (!shown && !*written)
        return failure(
            ErrorKind::Locked, QStringLiteral("nothing of it can be read"), id, SQLITE_CORRUPT);
    CAIRN_TRY(place(m_context.database, note));
    return note;
}

} // namespace cairn
