// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QFile>
#include <QMutex>

namespace cairn {

/// Messages of all logging categories to a file of the profile, from any thread: UTC time, level,
/// category, text. Passwords in addresses are blanked; note text is never logged by anybody. The
/// file is capped: beyond kMaxBytes it becomes `cairn.log.1` and a new one starts. While one of
/// these lives it is the program's message handler.
class LogFile {
public:
    /// Rules as in QT_LOGGING_RULES, also separated by ';'; empty: warnings and information, no
    /// debugging.
    LogFile(const QString &path, const QString &rules);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    static constexpr qint64 kMaxBytes = 1'000'000;

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &message);
    void write(const QByteArray &line);
    void rotate();

    QMutex m_mutex;
    QFile m_file;
    qint64 m_size = 0;
    QtMessageHandler m_previous = nullptr;
};

/// `message` without passwords in addresses (`//user:secret@host`) and without line breaks.
QString withoutSecrets(QString message);

} // namespace cairn
