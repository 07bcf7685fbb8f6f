// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"

#include <QJsonArray>
#include <QSet>

namespace cairn {

QJsonObject closedLeafBody(QStringView type)
{
    QJsonObject body{{field::kClosed.toString(), true}};
    if (!type.isEmpty())
        body.insert(field::kType, type.toString());
    return body;
}

QList<RevId> mergedRevisions(const QJsonObject &body)
{
    constexpr qsizetype kMost = 10'000; // nobody ever had so many versions; a server may say so
    QList<RevId> revisions;
    QSet<RevId> seen;
    const QJsonArray merged = body.value(field::kMerged).toArray();
    for (const QJsonValue entry : merged) {
        const std::optional<RevId> rev = RevId::parse(entry.toString());
        if (!rev || seen.contains(*rev))
            continue;
        seen.insert(*rev);
        revisions.append(*rev);
        if (revisions.size() == kMost)
            break;
    }
    return revisions;
}

} // namespace cairn
