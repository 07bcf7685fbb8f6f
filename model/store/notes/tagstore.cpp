// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/tagstore.h"

#include "nameorder.h"
#include "store/notes/notestore.h"
#include "store/sqlite/database.h"
#include "store/tree/storebatch.h"
#include "tagname.h"

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

Result<int> TagStore::rename(const QString &from, const QString &to)
{
    const QString name = tagname::normalized(to);
    if (name.isEmpty())
        return failure(
            ErrorKind::Invalid, QStringLiteral("this name cannot be used for a tag"), to);
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    QStringList ids;
    {
        auto rows = m_context.database.statement(
            QStringLiteral("SELECT d.id FROM note_tag t JOIN document d ON d.key = t.document"
                           " WHERE t.tag = :tag"));
        rows.bind(":tag", tagname::key(from));
        CAIRN_TRY(rows.run());
        while (rows.next())
            ids.append(rows.text(0));
        CAIRN_TRY(rows.status());
    }
    if (ids.isEmpty())
        return failure(ErrorKind::NotFound, QStringLiteral("no note has this tag"), from);
    if (name == from) {
        CAIRN_TRY(batch.commit());
        return 0;
    }
    NotePatch patch;
    patch.addTags = {name};
    patch.removeTags = {from};
    CAIRN_TRY(NoteStore(batch.context()).editMany(ids, patch));
    CAIRN_TRY(batch.commit());
    return int(ids.size());
}

} // namespace cairn
