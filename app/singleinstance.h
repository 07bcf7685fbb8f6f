// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "profile.h"
#include "startrequest.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace cairn {

/// One running application a profile. The first start holds the lock file and listens on a local
/// socket that only this user may reach; a later start hands its request over and ends. The lock of
/// a program that died is taken over at once.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    enum class Role {
        First,
        HandedOver,
        Unlocked, ///< the first, as far as one can tell: the folder takes no lock (read-only, full)
    };

    explicit SingleInstance(const Profile &profile, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Becomes the first, or hands `request` to it. Waits at most kPatience for one that is
    /// starting or ending right now. Locked: the profile is in use but its application does not
    /// answer (kInUse: hung; kOtherComputer: it ran on another computer, which may be dead); the
    /// message names it. Storage: there is no such folder, or none for sockets (privatefiles.h).
    Result<Role> start(const StartRequest &request);
    /// The person says that nobody uses the profile on that other computer: its lock goes.
    bool takeOver();

    static constexpr int kPatience = 5'000; ///< ms
    static constexpr int kInUse =
        -1; ///< Error::code that tells "in use" from other reasons of Locked
    static constexpr int kOtherComputer = -4; ///< the same, by a computer that is not this one

signals:
    /// Somebody started the program again; come to the front.
    void requested(const cairn::StartRequest &request);

private:
    bool handOver(const QByteArray &message) const;
    bool listen();
    void receive();

    Profile m_profile;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace cairn
