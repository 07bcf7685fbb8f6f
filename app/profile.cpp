#include "profile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>

namespace cairn {

Profile Profile::standard()
{
    const QString base = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return Profile(QDir(base).filePath(QStringLiteral("cairn")));
}

Profile::Profile(QString directory)
    : m_directory(QDir::cleanPath(QDir(directory).absolutePath()))
{
}

QString Profile::databaseFile() const { return m_directory + QStringLiteral("/cairn.sqlite"); }
QString Profile::settingsFile() const { return m_directory + QStringLiteral("/settings.ini"); }
QString Profile::lockFile() const { return m_directory + QStringLiteral("/cairn.lock"); }
QString Profile::leaderFile() const { return m_directory + QStringLiteral("/sync.lock"); }
QString Profile::leaderName() const { return serverName() + QStringLiteral("-sync"); }
QString Profile::logFile() const { return m_directory + QStringLiteral("/cairn.log"); }

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
