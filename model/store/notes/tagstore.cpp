// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/tagstore.h"

#include "damagedtext.h"
#include "nameorder.h"
#include "store/notes/notestore.h"
#include "store/sqlite/database.h"
#include "store/tree/storebatch.h"
#include "tagname.h"

#include <QSet>

#include <algorithm>
#include <utility>
#include <vector>

namespace cairn {

TagStore::TagStore(StoreContext &context)
    : m_context(context)
{
}

Result<QList<TagInfo>> TagStore::list()
{
    auto rows =
        m_context.database.statement(QStringLiteral("SELECT coalesce(n.name, t.name), t.notes FROM "
                                                    "tally t LEFT JOIN tag_name n ON n.tag = t.name"
                                                    " WHERE t.kind = 'tag' AND t.notes > 0"));
    CAIRN_TRY(rows.run());
    std::vector<std::pair<QByteArray, TagInfo>> found; // with what they are sorted by
    while (rows.next()) {
        const QString name = rows.text(0);
        found.emplace_back(nameOrderKey(name), TagInfo{name, int(rows.integer(1))});
    }
    CAIRN_TRY(rows.status());
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) {
        const int order = a.first.compare(b.first);
        return order != 0 ? order < 0 : a.second.name < b.second.name;
    });
    QList<TagInfo> tags;
    tags.reserve(qsizetype(found.size()));
    for (auto &[key, tag] : found)
        tags.append(std::move(tag));
    return tags;
}

Result<TagRename> TagStore::rename(const QString &from, const QString &to)
{
    const QString name = tagname::normalized(to);
    if (name.isEmpty())
        return failure(
            ErrorKind::Invalid, QStringLiteral("this name cannot be used for a tag"), to);
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const QList<TagRename::Note> tagged, notesWith(from, name));
    if (tagged.isEmpty())
        return failure(ErrorKind::NotFound, QStringLiteral("no note has this tag"), from);
    TagRename renamed{name, {}, {}};
    if (name != from) {
        QStringList ids;
        for (const TagRename::Note &note : tagged)
            ids.append(note.id);
        NotePatch patch;
        patch.addTags = {name};
        patch.removeTags = {from};
        CAIRN_ASSIGN(const EditedMany done, NoteStore(batch.context()).editMany(ids, patch));
        if (done.changed.isEmpty() && !done.damaged.isEmpty())
            return damagedText(done.damaged.first());
        const QSet<QString> changed(done.changed.cbegin(), done.changed.cend());
        renamed.damaged = done.damaged;
        for (const TagRename::Note &note : tagged) {
            if (changed.contains(note.id))
                renamed.notes.append(note);
        }
    }
    CAIRN_TRY(batch.commit());
    return renamed;
}

Result<QList<TagRename::Note>> TagStore::notesWith(const QString &tag, const QString &other)
{
    QList<qint64> keys;
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT document FROM note_tag WHERE tag = :tag"));
    CAIRN_TRY(rows.bind(":tag", tagname::key(tag)).run());
    while (rows.next())
        keys.append(rows.integer(0));
    CAIRN_TRY(rows.status());
    CAIRN_ASSIGN(const QList<NoteSummary> notes, NoteStore(m_context).summaries(keys));
    const QString key = tagname::key(tag);
    const QString otherKey = tagname::key(other);
    QList<TagRename::Note> found;
    for (const NoteSummary &note : notes) {
        TagRename::Note one{note.id, tag, false};
        for (const QString &written : note.tags) {
            const QString writtenKey = tagname::key(written);
            if (writtenKey == key)
                one.was = written;
            else if (writtenKey == otherKey)
                one.hadBoth = true;
        }
        found.append(one);
    }
    return found;
}

} // namespace cairn
