#include "document.h"

#include <QJsonArray>

namespace cairn {

QString documentType(const QString &id)
{
    for (const QStringView type : {kNoteType, kNotebookType, kDeviceType}) {
        if (id.size() > type.size() + 1 && id.startsWith(type)
            && id.at(type.size()) == QLatin1Char(':'))
            return type.toString();
    }
    return {};
}

QJsonObject closedLeafBody(QStringView type)
{
    QJsonObject body{{field::kClosed.toString(), true}};
    if (!type.isEmpty())
        body.insert(field::kType, type.toString());
    return body;
}

QList<RevId> mergedRevisions(const QJsonObject &body)
{
    QList<RevId> revisions;
    const QJsonArray merged = body.value(field::kMerged).toArray();
    for (const QJsonValue entry : merged) {
        const std::optional<RevId> rev = RevId::parse(entry.toString());
        if (rev && !revisions.contains(*rev))
            revisions.append(*rev);
    }
    return revisions;
}

} // namespace cairn
