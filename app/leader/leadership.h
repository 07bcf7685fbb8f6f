// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "leader/profilelock.h"
#include "profile.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QJsonObject>
#include <QLocalServer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class QLocalSocket;

namespace cairn {

/// Which of the processes on one profile syncs. The one that holds the lock leads, and listens on a
/// local socket that only this user may reach; all others are connected to it. When it ends, or
/// dies, the system frees the lock and closes the connections, which tells the others in the same
/// moment: the first of them to take the lock leads. Nobody polls while all is well.
/// Knows nothing about sync: it carries messages (JSON objects) between the leader and the others.
/// Lives in its process's main thread.
class Leadership : public QObject {
    Q_OBJECT
public:
    enum class Role { Nobody, Leading, Following };
    using Follower = quint64; ///< a connection, never used twice

    explicit Leadership(const Profile &profile, QObject *parent = nullptr);
    ~Leadership() override; ///< says nothing more; a leader must have resigned before

    void start();
    /// May this process lead (it has an account to sync with)? Whoever may not still follows. False
    /// while leading: resigns.
    void setWilling(bool willing);
    /// Resigns and leaves the lead to somebody else for a moment; then offers itself again.
    void stepBack();
    void stop(); ///< resigns, and follows nobody

    Role role() const { return m_role; }
    void tellLeader(const QJsonObject &message); ///< only while following
    void tell(Follower follower, const QJsonObject &message); ///< only while leading; gone: nothing
    void tellAll(const QJsonObject &message); ///< only while leading

    /// The first message that the present leader of a profile gives to whoever comes (its state).
    /// Waits for at most `timeoutMs`. Nothing: nobody leads, or it does not answer.
    static std::optional<QJsonObject> askLeader(const Profile &profile, int timeoutMs);

signals:
    /// Resigning is announced while the lock is still held, so that work can be put down first.
    void roleChanged(cairn::Leadership::Role role);
    void joined(cairn::Leadership::Follower follower);
    void alone(); ///< nobody was found to follow, and this process may not lead
    void heard(const QJsonObject &message); ///< from the leader
    void asked(cairn::Leadership::Follower follower, const QJsonObject &message);

private:
    void look();
    void lookLater();
    void lead();
    void resign();
    void follow();
    void onConnected();
    void onLost();
    void dropLeader();
    void accept();
    void setRole(Role role);

    Profile m_profile;
    ProfileLock m_lock;
    QLocalServer m_server;
    QFileSystemWatcher m_watcher; ///< of the lock file: a new leader leaves its note in it
    QTimer m_retry;
    QTimer m_away; ///< after stepping back
    std::unique_ptr<QLocalSocket> m_leader; ///< the connection of a follower
    QHash<Follower, QLocalSocket *> m_followers;
    Follower m_lastFollower = 0;
    Role m_role = Role::Nobody;
    int m_attempts = 0; ///< to find the leader, since there was one
    bool m_started = false;
    bool m_willing = false;
};

} // namespace cairn
