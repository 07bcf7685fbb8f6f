// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search/noteorder.h"

#include "nameorder.h"
#include "store/search/noteconditions.h"
#include "store/sqlite/database.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

namespace {

QString sortColumn(const NoteQuery &query)
{
    switch (query.sort) {
    case NoteQuery::Sort::Updated:
        return QStringLiteral("n.updated_at");
    case NoteQuery::Sort::Created:
        return QStringLiteral("n.created_at");
    case NoteQuery::Sort::Title:
        break;
    }
    return QStringLiteral("n.title_key");
}

Result<QList<OrderedNote>> read(Statement &rows, bool titles)
{
    CAIRN_TRY(rows.run());
    QList<OrderedNote> notes;
    while (rows.next()) {
        OrderedNote note;
        note.key = rows.integer(0);
        note.pinned = rows.integer(1) != 0;
        if (titles)
            note.title = nameOrderKey(rows.text(2));
        else
            note.time = rows.integer(2);
        notes.append(std::move(note));
    }
    CAIRN_TRY(rows.status());
    return notes;
}

} // namespace

Result<QList<OrderedNote>> NoteOrder::all(const NoteQuery &query)
{
    CAIRN_ASSIGN(const NoteConditions conditions, NoteConditions::build(m_database, query, {}));
    const bool titles = query.sort == NoteQuery::Sort::Title;
    // As an index has them; where that is not the order asked for, it is two runs that are merged
    // below, or titles with numbers and letters that bytes do not sort as a person does.
    const QString column = sortColumn(query);
    auto rows = m_database.statement(
        QStringLiteral("SELECT n.document, n.pinned, %1 FROM note n WHERE %2"
                       " ORDER BY n.pinned %3, %1 %3, n.document %3")
            .arg(column, conditions.sql, titles ? QStringLiteral("ASC") : QStringLiteral("DESC")));
    conditions.bindTo(rows);
    CAIRN_ASSIGN(QList<OrderedNote> notes, read(rows, titles));
    const auto inOrder = [&query](const OrderedNote &a, const OrderedNote &b) {
        return before(query, a, b);
    };
    if (titles) {
        if (!std::is_sorted(notes.cbegin(), notes.cend(), inOrder))
            std::sort(notes.begin(), notes.end(), inOrder);
        return notes;
    }
    const auto second = std::find_if(notes.begin(), notes.end(), [&notes](const OrderedNote &note) {
        return note.pinned != notes.constFirst().pinned;
    });
    std::inplace_merge(notes.begin(), second, notes.end(), inOrder);
    return notes;
}

Result<QList<OrderedNote>> NoteOrder::some(const NoteQuery &query, const QList<qint64> &keys)
{
    CAIRN_ASSIGN(const NoteConditions conditions, NoteConditions::build(m_database, query, {}));
    const bool titles = query.sort == NoteQuery::Sort::Title;
    QJsonArray list;
    for (const qint64 key : keys)
        list.append(key);
    auto rows = m_database.statement(
        QStringLiteral("SELECT n.document, n.pinned, %1 FROM json_each(:keys) k"
                       " CROSS JOIN note n ON n.document = k.value WHERE %2")
            .arg(sortColumn(query), conditions.sql));
    conditions.bindTo(rows);
    rows.bind(":keys", QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
    return read(rows, titles);
}

bool NoteOrder::before(const NoteQuery &query, const OrderedNote &a, const OrderedNote &b)
{
    if (query.pinnedFirst && a.pinned != b.pinned)
        return a.pinned;
    if (query.sort == NoteQuery::Sort::Title) {
        const int order = a.title.compare(b.title);
        return order != 0 ? order < 0 : a.key < b.key;
    }
    return a.time != b.time ? a.time > b.time : a.key > b.key;
}

} // namespace cairn
