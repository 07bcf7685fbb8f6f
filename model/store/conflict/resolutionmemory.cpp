// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/resolutionmemory.h"

#include "store/tree/metastore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace cairn {

namespace {

constexpr QLatin1String kDisplayed("displayed");
constexpr QLatin1String kOthers("others");
constexpr QLatin1String kMade("made");

QString nameFor(const QString &noteId) { return QStringLiteral("resolution/") + noteId; }

} // namespace

Result<void> ResolutionMemory::keep(MetaStore &meta, const QString &noteId) const
{
    QJsonArray array;
    for (const RevId &rev : others)
        array.append(rev.toString());
    const QJsonObject facts{
        {kDisplayed, displayed.toString()}, {kOthers, array}, {kMade, made.toString()}};
    return meta.setValue(
        nameFor(noteId), QString::fromUtf8(QJsonDocument(facts).toJson(QJsonDocument::Compact)));
}

Result<std::optional<ResolutionMemory>>
ResolutionMemory::recall(MetaStore &meta, const QString &noteId)
{
    CAIRN_ASSIGN(const std::optional<QString> kept, meta.value(nameFor(noteId)));
    if (!kept)
        return std::optional<ResolutionMemory>();
    const QJsonObject facts = QJsonDocument::fromJson(kept->toUtf8()).object();
    const std::optional<RevId> displayed = RevId::parse(facts.value(kDisplayed).toString());
    const std::optional<RevId> made = RevId::parse(facts.value(kMade).toString());
    if (!displayed || !made)
        return std::optional<ResolutionMemory>();
    ResolutionMemory memory{*displayed, {}, *made};
    const QJsonArray array = facts.value(kOthers).toArray();
    for (const QJsonValue other : array) {
        if (const std::optional<RevId> rev = RevId::parse(other.toString()))
            memory.others.append(*rev);
    }
    return std::optional(memory);
}

Result<void> ResolutionMemory::forget(MetaStore &meta, const QString &noteId)
{
    return meta.remove(nameFor(noteId));
}

} // namespace cairn
