// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "syncstatus.h"

#include <QObject>

#include <optional>

namespace cairn {

class Credentials;
class MetaStore;

/// The account of a profile together with its password: reads both at the start, takes changes from
/// the account dialog, signs out. The address is kept in the store, the password in the keychain;
/// without a keychain it is asked for once a session and kept in memory only. An entry that is not
/// found may be behind a locked keychain: that too is a reason to ask, never to sign out. UI
/// thread.
class AccountKeeper : public QObject {
    Q_OBJECT
public:
    AccountKeeper(MetaStore &meta, Credentials &credentials, QObject *parent = nullptr);

    void start();
    void look(); ///< another process may have changed the account of the profile
    /// An empty password with the same account: the one that is known.
    void change(const Account &account, const QString &password, const QString &deviceName);
    void signOut();
    void storeAgain(); ///< the password that the keychain did not take
    /// Of this account; nothing: it is not known here, and has to be asked for.
    std::optional<QString> knownPassword(const Account &account) const;

    /// Sync has no account while its password is not known yet; the person has one. The status as
    /// the person should see it.
    SyncStatus shown(SyncStatus status) const;

    bool lacksPassword() const { return m_state == State::Asking; }

signals:
    void ready(const cairn::Account &account, const QString &password); ///< for sync; invalid: none
    /// Once for each time that the keychain was asked. `declined`: it stayed locked, and may be
    /// asked again by start().
    void passwordNeeded(bool declined);
    /// It will be asked for at the next start. `declined`: as above; again by storeAgain().
    void passwordNotStored(bool declined);
    void failed(const cairn::Error &error); ///< the store did not take the change; nothing changed

private:
    enum class State { None, Reading, Asking, Known };
    void publish(State state);
    void store();

    MetaStore &m_meta;
    Credentials &m_credentials;
    State m_state = State::None;
    Account m_account;
    QString m_password;
    int m_change = 0; ///< answers of the keychain to older questions are dropped
};

} // namespace cairn
