// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/noteedit.h"

#include "clock.h"
#include "document.h"
#include "store/notes/notestore.h"
#include "store/projection/notebooktree.h"
#include "store/projection/noterow.h"
#include "store/tree/leafwriter.h"
#include "store/tree/metastore.h"
#include "tagname.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn {

namespace {

/// Members with their default value are left out, so that the same note is always the same
/// document.
void setText(QJsonObject &body, QStringView name, const QString &value)
{
    if (value.isEmpty())
        body.remove(name);
    else
        body.insert(name, value);
}

void setFlag(QJsonObject &body, QStringView name, bool value)
{
    if (value)
        body.insert(name, true);
    else
        body.remove(name);
}

void setTags(QJsonObject &body, QStringList tags)
{
    tags = tagname::distinct(std::move(tags));
    if (tags.isEmpty())
        body.remove(field::kTags);
    else
        body.insert(field::kTags, QJsonArray::fromStringList(tags));
}

Result<QStringList> usableTags(const QStringList &tags)
{
    QStringList usable;
    for (const QString &tag : tags) {
        const QString name = tagname::normalized(tag);
        if (name.isEmpty())
            return failure(ErrorKind::Invalid, QStringLiteral("this cannot be used as a tag"), tag);
        usable.append(name);
    }
    return usable;
}

} // namespace

QString normalizedTitle(const QString &title)
{
    QString line = title;
    for (QChar &c : line) {
        if (c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    }
    return line.trimmed();
}

QString normalizedText(const QString &text)
{
    if (!text.contains(u'\r'))
        return text;
    QString lines = text;
    lines.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    lines.replace(u'\r', u'\n');
    return lines;
}

QString withLineEndsOf(const QString &before, QString text)
{
    const qsizetype ends = before.count(u'\n');
    if (ends == 0 || before.count(QStringLiteral("\r\n")) != ends)
        return text;
    return text.replace(u'\n', QStringLiteral("\r\n"));
}

NoteEditor::NoteEditor(const NotebookTree &notebooks, const Clock &clock, const MetaStore &meta)
    : m_notebooks(notebooks)
    , m_clock(clock)
    , m_meta(meta)
{
}

void NoteEditor::stamp(QJsonObject &body) const { signBody(body, m_meta); }

Result<void> NoteEditor::setNotebook(QJsonObject &body, const QString &id) const
{
    const QString notebook = m_notebooks.resolve(id);
    if (!id.isEmpty() && notebook.isEmpty())
        return failure(ErrorKind::Invalid, QStringLiteral("there is no such notebook"), id);
    setText(body, field::kNotebook, notebook);
    return {};
}

Result<QJsonObject> NoteEditor::created(const NoteContent &content) const
{
    CAIRN_TRY(NoteStore::validate(content.title, content.body));
    CAIRN_ASSIGN(const QStringList tags, usableTags(content.tags));
    QJsonObject body;
    for (auto it = content.extra.begin(); it != content.extra.end(); ++it) {
        if (!it.key().startsWith(u'_')) // reserved by CouchDB
            body.insert(it.key(), it.value());
    }
    const qint64 now = m_clock.nowMs();
    const qint64 createdAt = content.createdAt.value_or(content.updatedAt.value_or(now));
    body.insert(field::kType, kNoteType.toString());
    body.insert(field::kSchema, kSchemaVersion);
    body.insert(field::kTitle, normalizedTitle(content.title));
    body.insert(field::kBody, normalizedText(content.body));
    body.insert(field::kCreatedAt, createdAt);
    body.insert(field::kUpdatedAt, content.updatedAt.value_or(content.createdAt.value_or(now)));
    CAIRN_TRY(setNotebook(body, content.notebookId));
    setTags(body, tags);
    setFlag(body, field::kPinned, content.pinned);
    setFlag(body, field::kEmergency, content.emergency);
    setText(body, field::kColor, content.color);
    setText(body, field::kSource, content.source);
    stamp(body);
    return body;
}

Result<QJsonObject> NoteEditor::patched(const QJsonObject &body, const NotePatch &patch) const
{
    CAIRN_TRY(NoteStore::validate(patch.title.value_or(QString()), patch.body.value_or(QString())));
    const NoteRow before = readNote(body);
    QJsonObject after = body;
    // Compared with what is shown: a foreign title that was cut for the list is not shortened by
    // saving.
    if (patch.title && normalizedTitle(*patch.title) != before.title)
        after.insert(field::kTitle, normalizedTitle(*patch.title));
    if (patch.body && normalizedText(*patch.body) != normalizedText(before.body))
        after.insert(
            field::kBody,
            withLineEndsOf(body.value(field::kBody).toString(), normalizedText(*patch.body)));
    if (after != body)
        after.insert(field::kUpdatedAt, m_clock.nowMs());

    if (patch.notebookId)
        CAIRN_TRY(setNotebook(after, *patch.notebookId));
    if (patch.tags || !patch.addTags.isEmpty() || !patch.removeTags.isEmpty()) {
        CAIRN_ASSIGN(const QStringList set, usableTags(patch.tags.value_or(QStringList())));
        CAIRN_ASSIGN(const QStringList added, usableTags(patch.addTags));
        QStringList tags = patch.tags ? set : before.tags;
        for (const QString &tag : patch.removeTags)
            tags.removeIf([&](const QString &other) { return tagname::contains({other}, tag); });
        for (const QString &tag : added) {
            if (!tagname::contains(tags, tag)) // one that is there stays as it is written
                tags.append(tag);
        }
        setTags(after, tags);
    }
    if (patch.pinned)
        setFlag(after, field::kPinned, *patch.pinned);
    if (patch.emergency)
        setFlag(after, field::kEmergency, *patch.emergency);
    if (patch.color)
        setText(after, field::kColor, *patch.color);
    if (patch.trashed && !*patch.trashed)
        after.remove(field::kTrashedAt);
    else if (patch.trashed && !before.trashedAt)
        after.insert(field::kTrashedAt, m_clock.nowMs());
    return after;
}

QJsonObject NoteEditor::tombstone() const
{
    QJsonObject body{
        {field::kType.toString(), kNoteType.toString()},
        {field::kUpdatedAt.toString(), m_clock.nowMs()}};
    stamp(body);
    return body;
}

} // namespace cairn
