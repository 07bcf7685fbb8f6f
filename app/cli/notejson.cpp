// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/notejson.h"

#include "shownname.h"

#include <QDateTime>
#include <QJsonArray>

namespace cairn::cli {

QJsonObject summaryJson(const NoteSummary &note)
{
    return QJsonObject{
        {QStringLiteral("id"), note.id},
        {QStringLiteral("title"), note.title},
        {QStringLiteral("notebook"), note.notebookName},
        {QStringLiteral("tags"), QJsonArray::fromStringList(note.tags)},
        {QStringLiteral("pinned"), note.pinned},
        {QStringLiteral("emergency"), note.emergency},
        {QStringLiteral("created_at"), note.createdAt},
        {QStringLiteral("updated_at"), note.updatedAt},
        {QStringLiteral("trashed"), note.trashedAt.has_value()},
        {QStringLiteral("state"), noteStateName(note.state)},
        {QStringLiteral("conflict"), note.conflict},
    };
}

QJsonObject savedJson(const Saved &saved)
{
    return QJsonObject{
        {QStringLiteral("id"), saved.id}, {QStringLiteral("rev"), saved.rev.toString()}};
}

QString summaryLine(const NoteSummary &note)
{
    const QString time =
        QDateTime::fromMSecsSinceEpoch(note.updatedAt).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return QStringLiteral("%1  %2  %3").arg(note.id, time, terminalName(note.title));
}

} // namespace cairn::cli
