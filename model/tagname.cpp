// SPDX-License-Identifier: GPL-3.0-or-later
#include "tagname.h"

#include <algorithm>
#include <utility>

namespace cairn::tagname {

namespace {
constexpr qsizetype kMaxTagLength = 100;
}

QString key(const QString &tag)
{
    return tag.normalized(QString::NormalizationForm_C).toCaseFolded();
}

bool contains(const QStringList &tags, const QString &tag)
{
    const QStringList keys{key(tag), key(normalized(tag))}; // a foreign one may not be normalized
    return std::ranges::any_of(tags, [&](const QString &one) { return keys.contains(key(one)); });
}

QStringList distinct(QStringList tags)
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

QString normalized(const QString &tag)
{
    QString name = tag.normalized(QString::NormalizationForm_C).simplified();
    while (name.startsWith(u'#'))
        name = name.sliced(1).trimmed();
    if (name.size() > kMaxTagLength || !name.isValidUtf16())
        return {};
    return name;
}

} // namespace cairn::tagname
