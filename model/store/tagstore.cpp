#include "store/tagstore.h"

#include "nameorder.h"
#include "store/database.h"
#include "store/notestore.h"
#include "store/storebatch.h"

#include <algorithm>

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
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT name, notes FROM tally WHERE kind = 'tag' AND notes > 0"));
    CAIRN_TRY(rows.run());
    QList<TagInfo> tags;
    while (rows.next())
        tags.append({rows.text(0), int(rows.integer(1))});
    CAIRN_TRY(rows.status());
    QHash<QString, QByteArray> keys;
    for (const TagInfo &tag : std::as_const(tags))
        keys.insert(tag.name, nameOrderKey(tag.name));
    std::sort(tags.begin(), tags.end(), [&keys](const TagInfo &a, const TagInfo &b) {
        const int order = keys[a.name].compare(keys[b.name]);
        return order != 0 ? order < 0 : a.name < b.name;
    });
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
        rows.bind(":tag", from);
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
