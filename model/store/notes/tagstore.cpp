// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/tagstore.h"

#include "nameorder.h"
#include "store/notes/notestore.h"
#include "store/sqlite/database.h"
#include "store/tree/storebatch.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace cairn {

namespace {
constexpr qsizetype kMaxTagLength = 100;
}

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
    const QString name = normalized(to);
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
        rows.bind(":tag", key(from));
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

QString TagStore::key(const QString &tag)
{
    return tag.normalized(QString::NormalizationForm_C).toCaseFolded();
}

QStringList TagStore::distinct(QStringList tags)
{
    tags.sort();
    QStringList keys;
    QStringList all;
    for (const QString &tag : std::as_const(tags)) {
        const QString one = key(tag);
        if (keys.contains(one))
            continue;
        keys.append(one);
        all.append(tag);
    }
    return all;
}

QString TagStore::normalized(const QString &tag)
{
    QString name = tag.normalized(QString::NormalizationForm_C).simplified();
    while (name.startsWith(u'#'))
        name = name.sliced(1).trimmed();
    if (name.size() > kMaxTagLength || !name.isValidUtf16())
        return {};
    return name;
}

} // namespace cairn
