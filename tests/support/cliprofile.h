// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace cairn {

/// One profile used through cairn-cli as a person or a script would: real processes, a real
/// database in a temporary folder.
class CliProfile {
public:
    struct Run {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
        QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
        QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
        QString text(const char *member) const
        {
            return object().value(QLatin1String(member)).toString();
        }
        QJsonValue member(const char *name) const { return object().value(QLatin1String(name)); }
        int number(const char *member) const
        {
            return object().value(QLatin1String(member)).toInt(-1);
        }
    };

    explicit CliProfile(const QString &password = {})
        : m_password(password)
    {
    }

    /// `cairn-cli --profile … --json ARGUMENTS`.
    Run json(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return run(QStringList{QStringLiteral("--json")} + arguments, input);
    }
    Run run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        start(process, arguments);
        process.write(input);
        process.closeWriteChannel();
        Run result;
        if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit)
            result.exitCode = process.exitCode();
        result.out = process.readAllStandardOutput();
        result.err = process.readAllStandardError();
        return result;
    }
    /// Started and left to the caller (kill -9, --watch).
    void start(QProcess &process, const QStringList &arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("CAIRN_PASSWORD"), m_password);
        // No session bus: the keychain is not what these tests are about, and the person's own must
        // not be touched.
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("disabled:"));
        process.setProcessEnvironment(environment);
        process.start(
            qEnvironmentVariable("CAIRN_CLI"),
            QStringList{
                QStringLiteral("--profile"), m_directory.path() + QStringLiteral("/profile")}
                + arguments);
        process.waitForStarted();
    }
    /// The next processes get another password, as long as this lives.
    class Password {
    public:
        Password(CliProfile &profile, const QString &password)
            : m_profile(profile)
            , m_before(std::exchange(profile.m_password, password))
        {
        }
        ~Password() { m_profile.m_password = m_before; }
        Q_DISABLE_COPY_MOVE(Password)

    private:
        CliProfile &m_profile;
        QString m_before;
    };
    QString directory() const { return m_directory.path() + QStringLiteral("/profile"); }
    QString scratch(const QString &name) const { return m_directory.filePath(name); }

private:
    QTemporaryDir m_directory;
    QString m_password;
};

} // namespace cairn
