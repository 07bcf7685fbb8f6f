// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace cairn {

Profile Profile::standard()
{
    const QString base = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return Profile(QDir(base).filePath(QStringLiteral("cairn")));
}

namespace {

/// Without links, also where the last parts do not exist yet.
QString realPath(const QString &path)
{
    const QString clean = QDir::cleanPath(QDir(path).absolutePath());
    const QFileInfo info(clean);
    if (const QString real = info.canonicalFilePath(); !real.isEmpty())
        return real;
    if (info.isSymLink() && info.symLinkTarget() != clean) // to what is not there yet
        return info.symLinkTarget();
    if (info.isRoot())
        return clean;
    return QDir::cleanPath(realPath(info.absolutePath()) + QLatin1Char('/') + info.fileName());
}

} // namespace

Profile::Profile(QString directory)
    : m_directory(realPath(directory))
{
}

QString Profile::databaseFile() const { return m_directory + QStringLiteral("/cairn.sqlite"); }
QString Profile::settingsFile() const { return m_directory + QStringLiteral("/settings.ini"); }
QString Profile::lockFile() const { return m_directory + QStringLiteral("/cairn.lock"); }
QString Profile::leaderFile() const { return m_directory + QStringLiteral("/sync.lock"); }
QString Profile::leaderName() const { return serverName() + QStringLiteral("-sync"); }
QString Profile::logFile() const { return m_directory + QStringLiteral("/cairn.log"); }

QStringList Profile::witnesses() const { return {leaderFile(), settingsFile()}; }

QString Profile::serverName() const
{
    // Socket names are short everywhere, profile paths are not: one name a profile and user.
    const QByteArray digest =
        QCryptographicHash::hash(m_directory.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    const QString name = QStringLiteral("cairn-") + QString::fromLatin1(digest);
#ifdef Q_OS_WIN
    return name;
#else
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return runtime.isEmpty() ? name : runtime + QLatin1Char('/') + name;
#endif
}

} // namespace cairn
