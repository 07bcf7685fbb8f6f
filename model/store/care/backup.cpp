// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/backup.h"

#include "store/care/namedfile.h"
#include "store/care/storecopy.h"
#include "store/sqlite/database.h"
#include "store/sqlite/rawconnection.h"

#include <QFileInfo>

namespace cairn {

namespace {

/// A copy has every fault of what it was made from, and is found out on the day on which it is
/// needed.
Result<void> checkCopy(sqlite3 *copy, const QString &file)
{
    const Result<QByteArray> verdict = raw::value(copy, "PRAGMA quick_check(1)");
    if (!verdict && verdict.error().kind != ErrorKind::Locked)
        return Failure(verdict.error());
    if (verdict && *verdict == "ok")
        return {};
    return failure(
        ErrorKind::Locked,
        QStringLiteral(
            "the notes are damaged, and so would be this copy of them: it was not made, and "
            "older ones stay. `doctor` says what is damaged, `export` saves what can be read"),
        file);
}

/// What is in the older one may be whole.
Failure keepsTheOlder(const DamagedTexts &damaged, const QString &file)
{
    return failure(
        ErrorKind::Locked,
        QStringLiteral("texts of %1 of the notes are damaged%2: this backup would have them so, "
                       "and the older one stays. `doctor` says more; a backup under another name "
                       "has all the other notes")
            .arg(damaged.count)
            .arg(
                damaged.titles.isEmpty()
                    ? QString()
                    : QStringLiteral(" (%1)").arg(damaged.titles.join(QStringLiteral(", ")))),
        file);
}

} // namespace

Result<DamagedTexts> Backup::write(Database &database, const QString &file)
{
    const QString target = QFileInfo(file).absoluteFilePath();
    CAIRN_ASSIGN(const bool replaces, namedfile::checkForBackup(target));
    DamagedTexts damaged;
    const auto look = [&](sqlite3 *copy) -> Result<void> {
        CAIRN_TRY(checkCopy(copy, target));
        CAIRN_ASSIGN(damaged, DamagedTexts::find(copy));
        return replaces && damaged.count > 0 ? Result<void>(keepsTheOlder(damaged, target))
                                             : Result<void>();
    };
    CAIRN_TRY(storecopy::toFile(
        database.handle(), target, replaces ? storecopy::Onto::AnyFile : storecopy::Onto::NoFile,
        look));
    return damaged;
}

} // namespace cairn
