// SPDX-License-Identifier: GPL-3.0-or-later
#include "leader/leadership.h"

#include "leader/syncmessages.h"
#include "privatefiles.h"

#include <QElapsedTimer>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QPointer>

namespace cairn {

namespace {

Q_LOGGING_CATEGORY(lcLeader, "cairn.app.leader")

// Between a death and the next leader's first word nobody can be reached; it takes milliseconds.
constexpr int kSoonMs = 50;
constexpr int kSoonAttempts = 40;
// Somebody holds the lock and cannot be reached: stopped in a debugger, or its socket was removed.
constexpr int kSeldomMs = 1'000;
constexpr int kAwayMs = 2'000;
constexpr qint64 kMaxMessage = 1'000'000; ///< bytes

/// Reads whole lines; a line without an end is not ours.
template <typename Take> void readLines(QLocalSocket *socket, const Take &take)
{
    const QPointer<QLocalSocket> alive(socket); // what it says may end it
    while (alive && socket->canReadLine()) {
        const QByteArray line = socket->readLine();
        qCDebug(lcLeader).noquote() << "hears" << line.trimmed();
        if (const auto message = syncmessages::fromLine(line))
            take(*message);
    }
    if (alive && socket->bytesAvailable() > kMaxMessage)
        socket->abort();
}

} // namespace

Leadership::Leadership(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_lock(profile.leaderFile())
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Leadership::look);
    m_away.setSingleShot(true);
    m_away.setInterval(kAwayMs);
    connect(&m_away, &QTimer::timeout, this, &Leadership::look);
    connect(&m_server, &QLocalServer::newConnection, this, &Leadership::accept);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        m_attempts = 0;
        look();
    });
}

Leadership::~Leadership()
{
    for (QLocalSocket *socket : std::as_const(m_followers))
        socket->disconnect(this);
    if (m_leader)
        m_leader->disconnect(this);
}

void Leadership::start()
{
    m_started = true;
    // The file must be there to be watched; whoever may lead makes it by trying to.
    if (m_lock.tryLock() && !m_willing)
        m_lock.unlock();
    m_watcher.addPath(m_profile.leaderFile());
    look();
}

void Leadership::setWilling(bool willing)
{
    if (std::exchange(m_willing, willing) == willing)
        return;
    if (!willing && m_role == Role::Leading)
        resign();
    m_attempts = 0;
    look();
}

void Leadership::stepBack()
{
    if (m_role != Role::Leading)
        return;
    m_away.start();
    resign();
    m_attempts = 0;
    lookLater();
}

void Leadership::stop()
{
    m_started = false;
    m_retry.stop();
    m_away.stop();
    if (m_role == Role::Leading)
        resign();
    dropLeader();
    setRole(Role::Nobody);
}

void Leadership::dropLeader()
{
    if (!m_leader)
        return;
    m_leader->disconnect(this);
    m_leader->abort();
    m_leader.release()->deleteLater(); // it may be the caller
}

void Leadership::look()
{
    if (!m_started || m_role != Role::Nobody || m_leader)
        return;
    if (m_willing && !m_away.isActive() && m_lock.tryLock())
        lead();
    else
        follow();
}

void Leadership::lookLater()
{
    if (!m_started)
        return;
    if (++m_attempts > kSoonAttempts && !m_willing) {
        emit alone(); // a new leader's note ends that
        return;
    }
    m_retry.start(m_attempts > kSoonAttempts ? kSeldomMs : kSoonMs);
}

void Leadership::lead()
{
    m_retry.stop();
    const QString name = m_profile.leaderName();
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (const auto folder = privatefiles::checkSocketFolder(m_profile); !folder) {
        qCWarning(lcLeader).noquote() << "nobody can follow:" << folder.error().message;
    } else {
        // Left by a leader that died; nobody can be listening on it, because the lock is ours.
        QLocalServer::removeServer(name);
        if (!m_server.listen(name))
            qCWarning(lcLeader) << "nobody can follow:" << m_server.errorString();
    }
    qCInfo(lcLeader) << "leads";
    setRole(Role::Leading);
    // The note last: it wakes those who wait, and they want to find somebody.
    m_lock.leaveNote(m_server.fullServerName().toUtf8());
}

void Leadership::resign()
{
    qCInfo(lcLeader) << "resigns";
    setRole(Role::Nobody); // whoever works on it stops now
    m_server.close();
    const auto followers = std::exchange(m_followers, {});
    m_lock.unlock();
    for (QLocalSocket *socket : followers) {
        socket->disconnect(this);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        socket->disconnectFromServer();
    }
}

void Leadership::follow()
{
    const QString name = QString::fromUtf8(m_lock.note());
    if (name.isEmpty()) {
        lookLater();
        return;
    }
    m_leader = std::make_unique<QLocalSocket>();
    connect(m_leader.get(), &QLocalSocket::connected, this, &Leadership::onConnected);
    connect(m_leader.get(), &QLocalSocket::disconnected, this, &Leadership::onLost);
    connect(m_leader.get(), &QLocalSocket::errorOccurred, this, &Leadership::onLost);
    connect(m_leader.get(), &QLocalSocket::readyRead, this, [this] {
        readLines(m_leader.get(), [this](const QJsonObject &message) { emit heard(message); });
    });
    m_leader->connectToServer(name);
}

void Leadership::onConnected()
{
    if (!privatefiles::isOwnPeer(*m_leader)) {
        qCWarning(lcLeader) << "somebody else's program listens there; it is not followed";
        onLost();
        return;
    }
    m_retry.stop();
    m_attempts = 0;
    setRole(Role::Following);
}

void Leadership::onLost()
{
    if (!m_leader)
        return; // it says so twice
    dropLeader();
    const bool followed = m_role == Role::Following;
    setRole(Role::Nobody);
    if (followed) {
        qCInfo(lcLeader) << "the leader is gone";
        m_retry.start(0);
    } else {
        lookLater();
    }
}

void Leadership::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (!privatefiles::isOwnPeer(*socket)) {
            qCWarning(lcLeader) << "somebody else's program asks; it is not heard";
            socket->abort();
            socket->deleteLater();
            continue;
        }
        const Follower follower = ++m_lastFollower;
        m_followers.insert(follower, socket);
        connect(socket, &QLocalSocket::disconnected, this, [this, follower, socket] {
            m_followers.remove(follower);
            socket->deleteLater();
        });
        const auto read = [this, follower, socket] {
            readLines(socket, [this, follower](const QJsonObject &message) {
                emit asked(follower, message);
            });
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        emit joined(follower);
        read();
    }
}

void Leadership::setRole(Role role)
{
    if (std::exchange(m_role, role) != role)
        emit roleChanged(role);
}

void Leadership::tellLeader(const QJsonObject &message)
{
    if (m_role == Role::Following)
        m_leader->write(syncmessages::line(message));
}

void Leadership::tell(Follower follower, const QJsonObject &message)
{
    if (QLocalSocket *socket = m_followers.value(follower))
        socket->write(syncmessages::line(message));
}

void Leadership::tellAll(const QJsonObject &message)
{
    const QByteArray line = syncmessages::line(message);
    for (QLocalSocket *socket : std::as_const(m_followers))
        socket->write(line);
}

std::optional<QJsonObject> Leadership::askLeader(const Profile &profile, int timeoutMs)
{
    const QString name = QString::fromUtf8(ProfileLock(profile.leaderFile()).note());
    if (name.isEmpty())
        return std::nullopt;
    QElapsedTimer elapsed;
    elapsed.start();
    QLocalSocket socket;
    socket.connectToServer(name);
    if (!socket.waitForConnected(timeoutMs) || !privatefiles::isOwnPeer(socket))
        return std::nullopt;
    while (!socket.canReadLine()) {
        const int left = timeoutMs - int(elapsed.elapsed());
        if (left <= 0 || !socket.waitForReadyRead(left))
            return std::nullopt;
    }
    return syncmessages::fromLine(socket.readLine());
}

} // namespace cairn
