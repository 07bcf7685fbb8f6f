// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/storetraces.h"

#include "store/care/safetycopies.h"
#include "store/sqlite/database.h"
#include "store/sqlite/rawconnection.h"

#include <QDir>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>

namespace cairn::storetraces {

namespace {

QFileInfoList filesOf(const QString &storeFile)
{
    const QFileInfo store(storeFile);
    const QString name = store.fileName();
    QFileInfoList files =
        QDir(SafetyCopies::folder(storeFile)).entryInfoList({SafetyCopies::pattern()}, QDir::Files);
    files += store.absoluteDir().entryInfoList(
        {name + QStringLiteral(".v*"), name + QStringLiteral(".replaced-*")}, QDir::Files);
    files.removeIf([](const QFileInfo &file) {
        const QString suffix = file.fileName();
        return file.size() == 0 || suffix.endsWith(u"-wal") || suffix.endsWith(u"-shm")
            || suffix.contains(u".partial");
    });
    return files;
}

bool holdsSomething(const QString &file) { return QFileInfo(file).size() > 0; }

int notesIn(const QString &file)
{
    const auto connection = raw::connect(file, SQLITE_OPEN_READONLY);
    if (!connection || !raw::distrust(connection->get()))
        return -1;
    const auto owner = raw::value(connection->get(), "PRAGMA application_id");
    const auto count =
        raw::value(connection->get(), "SELECT count(*) FROM document WHERE type = 'note'");
    return owner && owner->toInt() == kApplicationId && count ? count->toInt() : -1;
}

} // namespace

Result<void> checkLink(const QString &storeFile)
{
    const QFileInfo store(storeFile);
    if (!store.isSymLink())
        return {};
    return failure(
        ErrorKind::Locked,
        QStringLiteral("%1 is a link to %2, and notes are not used through a link; use the profile "
                       "that the file belongs to, or move the file here")
            .arg(store.fileName(), store.symLinkTarget()),
        storeFile, kIsLink);
}

Result<void> check(const QString &storeFile, const QStringList &witnesses)
{
    const QFileInfo store(storeFile);
    if (store.size() > 0)
        return {};
    QStringList found;
    if (holdsSomething(storeFile + QStringLiteral("-wal")))
        found << QFileInfo(storeFile + QStringLiteral("-wal")).fileName();
    for (const QFileInfo &copy : filesOf(storeFile))
        found << copy.fileName();
    // Somebody who took the file away meant it; what these say is about a file that is there.
    if (store.exists()) {
        if (holdsSomething(storeFile + QStringLiteral("-turn")))
            found << QFileInfo(storeFile + QStringLiteral("-turn")).fileName();
        for (const QString &witness : witnesses)
            if (QFileInfo::exists(witness))
                found << QFileInfo(witness).fileName();
    }
    if (found.isEmpty())
        return {};
    return failure(
        ErrorKind::Locked,
        QStringLiteral("%1 is %2, although notes were here: %3")
            .arg(
                store.fileName(), store.exists() ? QStringLiteral("empty") : QStringLiteral("gone"),
                found.join(QStringLiteral(", "))),
        storeFile, kNotesMissing);
}

QList<StoreCopy> copies(const QString &storeFile)
{
    QList<StoreCopy> all;
    for (const QFileInfo &file : filesOf(storeFile))
        all.append(
            {file.absoluteFilePath(), file.lastModified(), notesIn(file.absoluteFilePath())});
    std::sort(all.begin(), all.end(), [](const StoreCopy &a, const StoreCopy &b) {
        return a.at != b.at ? a.at > b.at : a.file < b.file;
    });
    return all;
}

} // namespace cairn::storetraces
