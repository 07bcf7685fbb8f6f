// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/projection/noterow.h"

#include "document.h"
#include "note.h"
#include "notetext.h"
#include "storabletext.h"
#include "tagname.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn {

namespace {

constexpr qsizetype kMaxShownTitle = 1'000; // characters; what a person can write is shorter
constexpr qsizetype kMaxShownTag = 100;
constexpr qsizetype kMaxRowTags = 500;
constexpr qsizetype kMaxShownColor = 32;

QString cut(QString text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    const bool splits = text.at(length - 1).isHighSurrogate();
    text.truncate(splits ? length - 1 : length);
    return text;
}

/// One line: control characters, which a list cannot show, become spaces.
QString oneLine(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    }
    return text;
}

QString text(const QJsonObject &body, QStringView name)
{
    return storable(body.value(name).toString());
}

QStringList tags(const QJsonObject &body)
{
    QStringList tags;
    const QJsonArray array = body.value(field::kTags).toArray();
    for (const QJsonValue entry : array) {
        const QString tag = cut(oneLine(storable(entry.toString())).trimmed(), kMaxShownTag);
        if (!tag.isEmpty())
            tags.append(tag);
        if (tags.size() == kMaxRowTags)
            break;
    }
    return tagname::distinct(std::move(tags));
}

} // namespace

NoteRow readNote(const QJsonObject &body)
{
    NoteRow row;
    row.title = oneLine(cut(text(body, field::kTitle), kMaxShownTitle));
    row.body = text(body, field::kBody);
    row.notebook = text(body, field::kNotebook);
    row.tags = tags(body);
    row.pinned = body.value(field::kPinned).toBool();
    row.emergency = body.value(field::kEmergency).toBool();
    row.resolved = body.value(field::kResolved).toBool();
    row.color = cut(text(body, field::kColor), kMaxShownColor);
    row.createdAt = body.value(field::kCreatedAt).toInteger();
    row.updatedAt = body.value(field::kUpdatedAt).toInteger(row.createdAt);
    if (body.value(field::kTrashedAt).isDouble())
        row.trashedAt = body.value(field::kTrashedAt).toInteger();
    row.openTasks = openTasksIn(row.body);
    row.source = text(body, field::kSource);
    return row;
}

bool isAltered(
    const QJsonObject &body, bool sealed, const RevId &rev, const std::optional<RevId> &parent,
    const QString &listedTitle, const QString &listedText)
{
    if (sealed && !body.contains(field::kDevice))
        return false;
    const NoteRow note = readNote(body);
    if (note.title == listedTitle && note.body == listedText)
        return false;
    const bool isKnown = parent || rev.generation == 1;
    return isKnown && makeRevId(parent, false, body) != rev;
}

void fillNote(Note &note, const QJsonObject &body)
{
    const NoteRow row = readNote(body);
    note.title = row.title;
    note.body = row.body;
    note.preview = previewOf(row.body);
    note.notebookId = row.notebook;
    note.tags = row.tags;
    note.pinned = row.pinned;
    note.emergency = row.emergency;
    note.color = row.color;
    note.createdAt = row.createdAt;
    note.updatedAt = row.updatedAt;
    note.trashedAt = row.trashedAt;
    note.raw = body;
}

void fillWords(Note &note, const QJsonObject &body)
{
    note.title = oneLine(cut(text(body, field::kTitle), kMaxShownTitle));
    note.body = text(body, field::kBody);
    note.tags = tags(body);
}

QJsonObject shownBody(const Note &note)
{
    QJsonObject body{{field::kType.toString(), kNoteType.toString()},
                     {field::kSchema.toString(), kSchemaVersion},
                     {field::kTitle.toString(), note.title},
                     {field::kBody.toString(), note.body},
                     {field::kCreatedAt.toString(), note.createdAt},
                     {field::kUpdatedAt.toString(), note.updatedAt}};
    if (!note.notebookId.isEmpty())
        body.insert(field::kNotebook, note.notebookId);
    if (!note.tags.isEmpty())
        body.insert(field::kTags, QJsonArray::fromStringList(note.tags));
    if (note.pinned)
        body.insert(field::kPinned, true);
    if (note.emergency)
        body.insert(field::kEmergency, true);
    if (!note.color.isEmpty())
        body.insert(field::kColor, note.color);
    if (note.trashedAt)
        body.insert(field::kTrashedAt, *note.trashedAt);
    return body;
}

} // namespace cairn
