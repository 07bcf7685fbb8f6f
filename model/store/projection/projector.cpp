// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/projection/projector.h"

#include "document.h"
#include "notetext.h"
#include "store/projection/notebooktree.h"
#include "store/projection/noterow.h"
#include "store/projection/tallykeeper.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "tagname.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

namespace {

QString tagsJson(const QStringList &tags)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(tags)).toJson(QJsonDocument::Compact));
}

QStringList tagsFrom(const QString &json)
{
    QStringList tags;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue tag : array)
        tags.append(tag.toString());
    return tags;
}

/// What one note adds to the tallies.
struct Counted {
    bool trashed = false;
    bool emergency = false;
    bool openTasks = false;
    bool conflict = false;
    QString notebook;
    QStringList tags;
};

void count(TallyKeeper &tally, const Counted &note, int times)
{
    if (note.conflict)
        tally.add(u"conflict", times);
    if (note.trashed) {
        tally.add(u"trash", times);
        return;
    }
    tally.add(u"all", times);
    if (note.emergency)
        tally.add(u"emergency", times);
    if (note.openTasks)
        tally.add(u"open_tasks", times);
    if (!note.notebook.isEmpty())
        tally.add(u"notebook", note.notebook, times);
    for (const QString &tag : note.tags)
        tally.add(u"tag", tagname::key(tag), times);
}

} // namespace

/// The row as it is now.
struct Projector::Before {
    bool exists = false;
    bool sameText = false; ///< title and body are those of the new row
    Counted counted;
};

Projector::Projector(Database &database)
    : m_database(database)
{
}

Result<void> Projector::show(
    const StoredDocument &document, const QJsonObject &body, bool conflict, ChangeSet &changes)
{
    switch (document.kind().shown) {
    case DocumentKind::Shown::Nowhere:
        break;
    case DocumentKind::Shown::AsTemplate:
        changes.templates = true;
        break;
    case DocumentKind::Shown::AsNote:
        return showNote(document.key, readNote(body), conflict, changes);
    case DocumentKind::Shown::AsNotebook:
        return showNotebook(document, body, changes);
    }
    return {};
}

Result<void> Projector::hide(const StoredDocument &document, ChangeSet &changes)
{
    switch (document.kind().shown) {
    case DocumentKind::Shown::Nowhere:
        break;
    case DocumentKind::Shown::AsTemplate:
        changes.templates = true;
        break;
    case DocumentKind::Shown::AsNote:
        return hideNote(document.key, changes);
    case DocumentKind::Shown::AsNotebook:
        return hideNotebook(document, changes);
    }
    return {};
}

Result<bool> Projector::isConflict(const StoredDocument &document)
{
    Statement query = m_database.statement(
        QStringLiteral("SELECT conflict FROM note WHERE document = :document"));
    query.bind(":document", document.key);
    CAIRN_TRY(query.run());
    return query.next() && query.integer(0) != 0;
}

Result<void>
Projector::setConflict(const StoredDocument &document, bool conflict, ChangeSet &changes)
{
    if (document.kind().shown != DocumentKind::Shown::AsNote)
        return {};
    Statement update =
        m_database.statement(QStringLiteral("UPDATE note SET conflict = :conflict WHERE document = "
                                            ":document AND conflict <> :conflict"));
    update.bind(":document", document.key).bind(":conflict", conflict ? 1 : 0);
    CAIRN_TRY(update.run());
    if (update.affected() == 0)
        return {};
    TallyKeeper tally(m_database);
    tally.add(u"conflict", conflict ? 1 : -1);
    changes.notes.insert(document.key);
    changes.conflicts = true;
    return tally.write(changes);
}

Result<Projector::Before> Projector::noteBefore(qint64 key, const NoteRow *after)
{
    Statement query = m_database.statement(
        QStringLiteral("SELECT trashed, emergency, open_tasks, conflict, notebook, tags,"
                       " title = :title AND body = :body FROM note WHERE document = :document"));
    query.bind(":document", key)
        .bind(":title", after ? after->title : QString())
        .bind(":body", after ? after->body : QString());
    CAIRN_TRY(query.run());
    Before before;
    if (!query.next()) {
        CAIRN_TRY(query.status());
        return before;
    }
    before.exists = true;
    before.counted = {query.integer(0) != 0, query.integer(1) != 0, query.integer(2) > 0,
                      query.integer(3) != 0, query.text(4),         tagsFrom(query.text(5))};
    before.sameText = query.integer(6) != 0;
    return before;
}

Result<void> Projector::showNote(qint64 key, const NoteRow &row, bool conflict, ChangeSet &changes)
{
    CAIRN_ASSIGN(const QString notebook, followTwins(row.notebook));
    CAIRN_ASSIGN(const Before before, noteBefore(key, &row));
    const QString text =
        QStringLiteral("title = :title, title_key = :title_key, preview = :preview,"
                       " body = :body, open_tasks = :open_tasks, ");
    const QString rest = QStringLiteral(
        "notebook = :notebook, tags = :tags, pinned = :pinned, emergency = :emergency,"
        " color = :color, created_at = :created_at, updated_at = :updated_at, trashed = :trashed,"
        " trashed_at = :trashed_at, conflict = :conflict, resolved = :resolved, source = :source"
        " WHERE document = :document");
    // The text only moves to the end of the update order, and through the search index, when it
    // changed.
    const QString sql = !before.exists
        ? QStringLiteral(
            "INSERT INTO note (document, title, title_key, preview, body, open_tasks, notebook,"
            " tags, pinned, emergency, color, created_at, updated_at, trashed, trashed_at, "
            "conflict,"
            " resolved, source) VALUES (:document, :title, :title_key, :preview, :body, "
            ":open_tasks,"
            " :notebook, :tags, :pinned, :emergency, :color, :created_at, :updated_at, :trashed,"
            " :trashed_at, :conflict, :resolved, :source)")
        : before.sameText
        ? QStringLiteral("UPDATE note SET ") + rest
        : QStringLiteral("UPDATE note SET rowid = (SELECT max(rowid) + 1 FROM note), ") + text
            + rest;
    Statement write = m_database.statement(sql);
    if (!before.exists || !before.sameText) {
        write.bind(":title", row.title)
            .bind(":title_key", titleKeyOf(row.title))
            .bind(":preview", previewOf(row.body))
            .bind(":body", row.body)
            .bind(":open_tasks", row.openTasks);
    }
    const auto orNull = [](const QString &value) { return value.isEmpty() ? QVariant() : value; };
    write.bind(":document", key)
        .bind(":notebook", orNull(notebook))
        .bind(":tags", tagsJson(row.tags))
        .bind(":pinned", row.pinned ? 1 : 0)
        .bind(":emergency", row.emergency ? 1 : 0)
        .bind(":color", row.color)
        .bind(":created_at", row.createdAt)
        .bind(":updated_at", row.updatedAt)
        .bind(":trashed", row.trashedAt ? 1 : 0)
        .bind(":trashed_at", row.trashedAt ? QVariant(*row.trashedAt) : QVariant())
        .bind(":conflict", conflict ? 1 : 0)
        .bind(":resolved", row.resolved ? 1 : 0)
        .bind(":source", orNull(row.source));
    CAIRN_TRY(write.run());
    if (!before.exists)
        CAIRN_TRY(indexText(write.insertedId(), row));
    CAIRN_TRY(writeTags(key, before.counted.tags, row.tags));

    TallyKeeper tally(m_database);
    if (before.exists)
        count(tally, before.counted, -1);
    const Counted after{
        row.trashedAt.has_value(), row.emergency, row.openTasks > 0, conflict, notebook, row.tags};
    count(tally, after, 1);
    changes.notes.insert(key);
    changes.conflicts |= before.counted.conflict != conflict;
    return tally.write(changes);
}

/// Only for new rows; triggers keep the search index in step with all later changes.
Result<void> Projector::indexText(qint64 rowid, const NoteRow &row)
{
    Statement add = m_database.statement(QStringLiteral(
        "INSERT INTO note_text (rowid, title, body) VALUES (:rowid, :title, :body)"));
    add.bind(":rowid", rowid).bind(":title", row.title).bind(":body", row.body);
    return add.run();
}

Result<void> Projector::writeTags(qint64 key, const QStringList &before, const QStringList &after)
{
    const auto keysOf = [](const QStringList &tags) {
        QStringList keys;
        for (const QString &tag : tags)
            keys.append(tagname::key(tag));
        return keys;
    };
    const QStringList had = keysOf(before);
    const QStringList has = keysOf(after);
    for (const QString &tag : had) {
        if (has.contains(tag))
            continue;
        Statement drop = m_database.statement(
            QStringLiteral("DELETE FROM note_tag WHERE tag = :tag AND document = :document"));
        drop.bind(":tag", tag).bind(":document", key);
        CAIRN_TRY(drop.run());
        Statement forget = m_database.statement(
            QStringLiteral("DELETE FROM tag_name WHERE tag = :tag"
                           " AND NOT EXISTS (SELECT 1 FROM note_tag WHERE tag = :tag)"));
        forget.bind(":tag", tag);
        CAIRN_TRY(forget.run());
    }
    for (qsizetype i = 0; i < has.size(); ++i) {
        if (const qsizetype was = had.indexOf(has.at(i)); was >= 0) {
            if (before.at(was) == after.at(i))
                continue;
            Statement rename = m_database.statement( // somebody chose another way to write it
                QStringLiteral("UPDATE tag_name SET name = :name WHERE tag = :tag"));
            rename.bind(":tag", has.at(i)).bind(":name", after.at(i));
            CAIRN_TRY(rename.run());
            continue;
        }
        Statement add = m_database.statement(QStringLiteral(
            "INSERT OR IGNORE INTO note_tag (tag, document) VALUES (:tag, :document)"));
        add.bind(":tag", has.at(i)).bind(":document", key);
        CAIRN_TRY(add.run());
        Statement name = m_database.statement(
            QStringLiteral("INSERT OR IGNORE INTO tag_name (tag, name) VALUES (:tag, :name)"));
        name.bind(":tag", has.at(i)).bind(":name", after.at(i));
        CAIRN_TRY(name.run());
    }
    return {};
}

Result<void> Projector::hideNote(qint64 key, ChangeSet &changes)
{
    CAIRN_ASSIGN(const Before before, noteBefore(key, nullptr));
    if (!before.exists)
        return {};
    CAIRN_TRY(writeTags(key, before.counted.tags, {}));
    Statement drop =
        m_database.statement(QStringLiteral("DELETE FROM note WHERE document = :document"));
    drop.bind(":document", key);
    CAIRN_TRY(drop.run());
    TallyKeeper tally(m_database);
    count(tally, before.counted, -1);
    changes.notes.insert(key);
    changes.conflicts |= before.counted.conflict;
    return tally.write(changes);
}

Result<void>
Projector::showNotebook(const StoredDocument &document, const QJsonObject &body, ChangeSet &changes)
{
    const auto orNull = [&body](QStringView name) {
        const QString value = body.value(name).toString();
        return value.isEmpty() ? QVariant() : QVariant(value);
    };
    CAIRN_ASSIGN(const QString pointedTo, twinOf(document.id));
    const bool moves = pointedTo != body.value(field::kMergedInto).toString();
    CAIRN_ASSIGN(QSet<QString> places, moves ? twinsAround(document.id) : QSet<QString>());
    Statement write = m_database.statement(QStringLiteral(
        "INSERT INTO notebook (document, id, name, parent, merged_into)"
        " VALUES (:document, :id, :name, :parent, :merged_into) ON CONFLICT (document) DO UPDATE"
        " SET name = excluded.name, parent = excluded.parent, merged_into = excluded.merged_into"));
    write.bind(":document", document.key)
        .bind(":id", document.id)
        .bind(":name", body.value(field::kName).toString().left(kMaxNotebookName))
        .bind(":parent", orNull(field::kParent))
        .bind(":merged_into", orNull(field::kMergedInto));
    CAIRN_TRY(write.run());
    changes.notebooks = true;
    return moves ? placeNotes(document.id, std::move(places), changes) : Result<void>();
}

Result<void> Projector::hideNotebook(const StoredDocument &document, ChangeSet &changes)
{
    CAIRN_ASSIGN(const QString pointedTo, twinOf(document.id));
    CAIRN_ASSIGN(
        QSet<QString> places, pointedTo.isEmpty() ? QSet<QString>() : twinsAround(document.id));
    {
        Statement drop =
            m_database.statement(QStringLiteral("DELETE FROM notebook WHERE document = :document"));
        drop.bind(":document", document.key);
        CAIRN_TRY(drop.run());
        changes.notebooks |= drop.affected() > 0;
    }
    return pointedTo.isEmpty() ? Result<void>()
                               : placeNotes(document.id, std::move(places), changes);
}

/// What a notebook says it is merged into; empty: nothing, or it is not here.
Result<QString> Projector::twinOf(const QString &notebook)
{
    Statement query = m_database.statement(
        QStringLiteral("SELECT coalesce(merged_into, '') FROM notebook WHERE id = :id"));
    query.bind(":id", notebook);
    CAIRN_TRY(query.run());
    const bool found = query.next();
    CAIRN_TRY(query.status());
    return found ? query.text(0) : QString();
}

/// The notebook, those that lead to it and those that it leads to: notes that name one of them may
/// be shown in another one of them. No further than followTwins() goes.
Result<QSet<QString>> Projector::twinsAround(const QString &notebook)
{
    Statement query = m_database.statement(
        QStringLiteral("WITH RECURSIVE into_it(id, steps) AS (SELECT :id, 0 UNION"
                       "  SELECT n.id, i.steps + 1 FROM notebook n JOIN into_it i"
                       "  ON n.merged_into = i.id WHERE i.steps <= :most),"
                       " from_it(id, steps) AS (SELECT :id, 0 UNION"
                       "  SELECT n.merged_into, f.steps + 1 FROM notebook n JOIN from_it f"
                       "  ON n.id = f.id WHERE n.merged_into IS NOT NULL AND f.steps <= :most)"
                       " SELECT id FROM into_it UNION SELECT id FROM from_it"));
    query.bind(":id", notebook).bind(":most", kMaxTwinSteps);
    CAIRN_TRY(query.run());
    QSet<QString> places;
    while (query.next())
        places.insert(query.text(0));
    CAIRN_TRY(query.status());
    return places;
}

/// A pointer between twins changed: notes are where the notebook that they name leads now.
Result<void>
Projector::placeNotes(const QString &notebook, QSet<QString> places, ChangeSet &changes)
{
    CAIRN_ASSIGN(const QSet<QString> now, twinsAround(notebook));
    places.unite(now);
    struct Move {
        qint64 document;
        QString from;
        QString to;
        bool trashed;
    };
    QList<Move> moves;
    for (const QString &place : std::as_const(places)) {
        Statement notes = m_database.statement(QStringLiteral(
            "SELECT n.document, n.trashed, cairn_member(r.body, 'notebook')"
            " FROM note n JOIN document d ON d.key = n.document JOIN revision r ON r.key = "
            "d.displayed"
            " WHERE n.notebook = :place"));
        notes.bind(":place", place);
        CAIRN_TRY(notes.run());
        while (notes.next())
            moves.append({notes.integer(0), place, notes.text(2), notes.integer(1) != 0});
        CAIRN_TRY(notes.status());
    }
    TallyKeeper tally(m_database);
    for (Move &move : moves) {
        CAIRN_ASSIGN(move.to, followTwins(move.to));
        if (move.to == move.from || move.to.isEmpty())
            continue;
        Statement set = m_database.statement(
            QStringLiteral("UPDATE note SET notebook = :to WHERE document = :document"));
        set.bind(":to", move.to).bind(":document", move.document);
        CAIRN_TRY(set.run());
        changes.notes.insert(move.document);
        if (!move.trashed) {
            tally.add(u"notebook", move.from, -1);
            tally.add(u"notebook", move.to, 1);
        }
    }
    return tally.write(changes);
}

Result<QString> Projector::followTwins(const QString &notebook)
{
    QString id = notebook;
    // Foreign documents may point in a circle. The same rule as NotebookTree::placeOf().
    for (int steps = 0; !id.isEmpty() && steps <= kMaxTwinSteps; ++steps) {
        Statement query = m_database.statement(QStringLiteral(
            "SELECT merged_into FROM notebook WHERE id = :id AND merged_into IS NOT NULL"));
        query.bind(":id", id);
        CAIRN_TRY(query.run());
        if (!query.next())
            return id;
        id = query.text(0);
    }
    return notebook;
}

} // namespace cairn
