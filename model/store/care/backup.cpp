// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/backup.h"

#include "store/care/namedfile.h"
#include "store/care/storecopy.h"
#include "store/sqlite/database.h"

#include <QFileInfo>

namespace cairn {

Result<void> Backup::write(Database &database, const QString &file)
{
    const QString target = QFileInfo(file).absoluteFilePath();
    CAIRN_ASSIGN(const bool replaces, namedfile::checkForBackup(target));
    return storecopy::toFile(
        database.handle(), target, replaces ? storecopy::Onto::AnyFile : storecopy::Onto::NoFile,
        storecopy::Look::AtTheCopy);
}

} // namespace cairn
