// SPDX-License-Identifier: GPL-3.0-or-later
#include "singleinstance.h"

#include "files.h"
#include "privatefiles.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QSysInfo>

namespace cairn {

namespace {

Q_LOGGING_CATEGORY(lcInstance, "cairn.app.instance")

constexpr int kStep = 100; ///< ms between two attempts
constexpr int kTimeout = 2'000; ///< ms for one hand-over
constexpr qint64 kMaxMessage = 1'000'000; ///< bytes; thousands of file names fit
constexpr char kEnd = '\n'; ///< JSON without line breaks, then this; the answer is one of these

/// QLockFile writes process, program, host name, and the ids of machine and boot. Names change and
/// are given twice, so the machine's id decides where there is one.
bool isOfOtherComputer(const QString &lockFile, const QString &host)
{
    QFile file(lockFile);
    const QByteArrayList lines =
        file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
    const QByteArray machine = QSysInfo::machineUniqueId();
    if (const QByteArray owner = lines.value(3).trimmed(); !owner.isEmpty() && !machine.isEmpty())
        return owner != machine;
    return !host.isEmpty() && host != QSysInfo::machineHostName();
}

} // namespace

SingleInstance::SingleInstance(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_lock(profile.lockFile())
{
    m_lock.setStaleLockTime(0); // only a dead owner makes it stale, never its age
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::receive);
}

SingleInstance::~SingleInstance() { m_server.close(); }

Result<SingleInstance::Role> SingleInstance::start(const StartRequest &request)
{
    CAIRN_TRY(privatefiles::checkSocketFolder(m_profile));
    CAIRN_TRY(checkNoDevice(m_profile.lockFile()));
    const QByteArray message = request.toJson() + kEnd;
    const QDeadlineTimer deadline(kPatience);
    do {
        // Waiting for the lock is the pause between two attempts to reach its owner.
        if (m_lock.tryLock(kStep)) {
            if (!listen())
                qCWarning(lcInstance) << "no socket for later starts:" << m_server.errorString();
            return Role::First;
        }
        if (m_lock.error() != QLockFile::LockFailedError) {
            if (!QFileInfo(m_profile.directory()).isReadable())
                return failure(
                    ErrorKind::Storage, QStringLiteral("the folder cannot be read"),
                    m_profile.directory());
            return Role::Unlocked;
        }
        if (handOver(message))
            return Role::HandedOver;
    } while (!deadline.hasExpired());

    if (!QFileInfo(m_profile.directory()).isWritable())
        return Role::Unlocked; // a lock that nobody can take away, on a disk that nobody can change
    qint64 pid = 0;
    QString host;
    QString program;
    m_lock.getLockInfo(&pid, &host, &program);
    if (isOfOtherComputer(m_profile.lockFile(), host))
        return failure(
            ErrorKind::Locked,
            QStringLiteral("Cairn was last running on another computer, %1 (process %2)")
                .arg(host)
                .arg(pid),
            host, kOtherComputer);
    return failure(
        ErrorKind::Locked,
        QStringLiteral("Cairn is already running (process %1 on %2)").arg(pid).arg(host),
        m_profile.directory(), kInUse);
}

bool SingleInstance::takeOver() { return QFile::remove(m_profile.lockFile()); }

bool SingleInstance::handOver(const QByteArray &message) const
{
    QLocalSocket socket;
    socket.connectToServer(m_profile.serverName());
    if (!socket.waitForConnected(kTimeout) || !privatefiles::isOwnPeer(socket))
        return false;
    socket.write(message);
    // Its answer says that somebody lives there, not only that a socket does.
    return socket.waitForBytesWritten(kTimeout) && socket.waitForReadyRead(kTimeout);
}

bool SingleInstance::listen()
{
    const QString name = m_profile.serverName();
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (QDir::isAbsolutePath(name))
        QDir().mkpath(QFileInfo(name).absolutePath());
    // Left by a program that died; nobody can be listening on it, because the lock is ours.
    QLocalServer::removeServer(name);
    return m_server.listen(name);
}

void SingleInstance::receive()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (!privatefiles::isOwnPeer(*socket)) {
            qCWarning(lcInstance) << "somebody else's program asks; it is not heard";
            socket->abort();
            continue;
        }
        const auto read = [this, socket] {
            if (socket->bytesAvailable() > kMaxMessage) {
                socket->abort();
                return;
            }
            if (!socket->canReadLine())
                return;
            const auto request = StartRequest::fromJson(socket->readLine());
            socket->write(&kEnd, 1);
            socket->flush();
            socket->disconnectFromServer();
            if (request)
                emit requested(*request);
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace cairn
