#include "store/typeddraft.h"

#include "store/database.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cairn {

namespace {

bool isTyped(const QJsonValue &text) { return !text.toString().trimmed().isEmpty(); }

} // namespace

Result<bool> hasTypedDraft(Database &database, qint64 document)
{
    auto row = database.statement(
        QStringLiteral("SELECT body FROM conflict_draft WHERE document = :document"));
    CAIRN_TRY(row.bind(":document", document).run());
    if (!row.next()) {
        CAIRN_TRY(row.status());
        return false;
    }
    const QJsonObject draft = QJsonDocument::fromJson(row.text(0).toUtf8()).object();
    const QJsonArray places = draft.value(u"places").toArray();
    const QJsonArray leftovers = draft.value(u"leftovers").toArray();
    return std::any_of(leftovers.begin(), leftovers.end(), isTyped)
        || std::any_of(places.begin(), places.end(), [](const QJsonValue &place) {
               return isTyped(place.toObject().value(u"text"));
           });
}

} // namespace cairn
