// SPDX-License-Identifier: GPL-3.0-or-later
#include "emptystore.h"

#include "fastfolder.h"
#include "store/sqlite/database.h"

#include <QFile>
#include <QTemporaryDir>

namespace cairn {

namespace {

QByteArray migratedBytes()
{
    const QTemporaryDir folder(fastFolderTemplate(QStringLiteral("cairn-empty")));
    QFile file(folder.filePath(QStringLiteral("cairn.sqlite")));
    const auto opened = Database::open(file.fileName()).map([](const auto &) {}); // and closed
    if (!opened)
        qFatal("no empty store: %s", qPrintable(opened.error().message));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the empty store cannot be read: %s", qPrintable(file.errorString()));
    return file.readAll();
}

} // namespace

void putEmptyStore(const QString &path)
{
    static const QByteArray bytes = migratedBytes();
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size())
        qFatal("no store at %s: %s", qPrintable(path), qPrintable(file.errorString()));
}

} // namespace cairn
