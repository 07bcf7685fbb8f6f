// SPDX-License-Identifier: GPL-3.0-or-later
#include "logfile.h"

#include "files.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QRegularExpression>

#include <atomic>

namespace cairn {

namespace {

// Qt's message handler is a plain function: it finds its file here.
std::atomic<LogFile *> g_active = nullptr; // NOLINT: set and cleared by LogFile only

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info ";
    case QtWarningMsg:
        return "warn ";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "?    ";
}

} // namespace

QString withoutSecrets(QString message)
{
    static const QRegularExpression kUserInfo(QStringLiteral("//[^/@\\s:]*:[^/@\\s]*@"));
    static const QRegularExpression kHeader(
        QStringLiteral("(authorization|cookie|password)(\\s*[:=]\\s*)[^\\r\\n]+"),
        QRegularExpression::CaseInsensitiveOption);
    message.replace(kUserInfo, QStringLiteral("//***@"));
    message.replace(kHeader, QStringLiteral("\\1\\2***"));
    message.replace(u'\r', u' ');
    message.replace(u'\n', u' ');
    return message;
}

LogFile::LogFile(const QString &path, const QString &rules)
    : m_file(path)
{
    // The profile may be on a full or read-only disk: then there is no log, which is no reason not
    // to start.
    if (checkNoDevice(path) && m_file.open(QIODevice::WriteOnly | QIODevice::Append)) {
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        m_size = m_file.size();
    }
    QString wanted = rules.isEmpty() ? QStringLiteral("*.debug=false;qt.*.info=false") : rules;
    QLoggingCategory::setFilterRules(wanted.replace(u';', u'\n'));
    g_active = this;
    m_previous = qInstallMessageHandler(&LogFile::handle);
}

LogFile::~LogFile()
{
    qInstallMessageHandler(m_previous);
    g_active = nullptr;
}

void LogFile::handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    LogFile *self = g_active;
    if (!self)
        return;
    const QString text = withoutSecrets(message);
    self->write(
        QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() + ' ' + levelName(type)
        + ' ' + QByteArray(context.category ? context.category : "default") + ": " + text.toUtf8()
        + '\n');
    if (self->m_previous && (type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg))
        self->m_previous(type, context, text);
}

void LogFile::write(const QByteArray &line)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_file.isOpen())
        return;
    if (m_size + line.size() > kMaxBytes)
        rotate();
    m_size += qMax<qint64>(0, m_file.write(line));
    m_file.flush();
}

void LogFile::rotate()
{
    const QString path = m_file.fileName();
    const QString old = path + QStringLiteral(".1");
    m_file.close();
    QFile::remove(old);
    QFile::rename(path, old);
    if (m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    m_size = 0;
}

} // namespace cairn
