// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountkeeper.h"

#include "credentials.h"
#include "store/tree/metastore.h"

#include <QLoggingCategory>

namespace cairn {

namespace {

Q_LOGGING_CATEGORY(lcAccount, "cairn.app.account")

} // namespace

AccountKeeper::AccountKeeper(MetaStore &meta, Credentials &credentials, QObject *parent)
    : QObject(parent)
    , m_meta(meta)
    , m_credentials(credentials)
{
}

void AccountKeeper::start()
{
    const auto account = m_meta.account();
    if (!account) {
        emit failed(account.error());
        return;
    }
    m_account = *account;
    if (!m_account.isValid())
        return;
    if (m_account.user.isEmpty()) {
        publish(State::Known);
        return;
    }
    m_state = State::Reading;
    m_credentials.read(
        m_account, this, [this, asked = ++m_change](const Result<std::optional<QString>> &answer) {
            if (asked != m_change)
                return;
            if (!answer)
                qCInfo(lcAccount) << "no keychain:" << answer.error().context;
            if (!answer || !answer->has_value()) {
                m_state = State::Asking;
                emit passwordNeeded(!answer && Credentials::isDeclined(answer.error()));
                return;
            }
            m_password = **answer;
            publish(State::Known);
        });
}

void AccountKeeper::look()
{
    const auto account = m_meta.account();
    if (!account || *account == m_account)
        return;
    ++m_change; // the password of the former one is of no interest any more
    m_account = {};
    m_password.clear();
    publish(State::None);
    if (account->isValid())
        start();
}

void AccountKeeper::change(
    const Account &account, const QString &password, const QString &deviceName)
{
    const QString device = deviceName.trimmed();
    if (!device.isEmpty() && device != m_meta.deviceName()) {
        if (const auto named = m_meta.setDeviceName(device); !named) {
            emit failed(named.error());
            return;
        }
    }
    if (const auto stored = m_meta.setAccount(account); !stored) {
        emit failed(stored.error());
        return;
    }
    const Account before = m_account;
    if (account != before || !password.isEmpty())
        m_password = password;
    m_account = account;
    ++m_change;
    if (before.isValid() && before != account)
        m_credentials.remove(before, this, [](const Result<void> &) {});
    publish(
        m_password.isEmpty() && !account.user.isEmpty() && m_state == State::Asking ? State::Asking
                                                                                    : State::Known);
    if (!m_password.isEmpty())
        store();
}

void AccountKeeper::store()
{
    const auto told = [this, present = m_change](const Result<void> &stored) {
        if (stored || present != m_change)
            return;
        qCInfo(lcAccount) << "the password is kept for this session only:"
                          << stored.error().context;
        emit passwordNotStored(Credentials::isDeclined(stored.error()));
    };
    m_credentials.write(m_account, m_password, this, told);
}

void AccountKeeper::storeAgain()
{
    if (m_account.isValid() && !m_password.isEmpty())
        store();
}

std::optional<QString> AccountKeeper::knownPassword(const Account &account) const
{
    if (account != m_account || m_password.isEmpty())
        return std::nullopt;
    return m_password;
}

void AccountKeeper::signOut()
{
    if (const auto stored = m_meta.setAccount({}); !stored) {
        emit failed(stored.error());
        return;
    }
    ++m_change;
    if (m_account.isValid())
        m_credentials.remove(m_account, this, [](const Result<void> &gone) {
            if (!gone)
                qCWarning(lcAccount) << "a password stays in the keychain:" << gone.error().context;
        });
    m_account = {};
    m_password.clear();
    publish(State::None);
}

void AccountKeeper::publish(State state)
{
    m_state = state;
    if (state != State::Asking)
        emit ready(m_account, m_password);
}

SyncStatus AccountKeeper::shown(SyncStatus status) const
{
    if (status.phase != SyncStatus::Phase::NoAccount)
        return status;
    if (m_state == State::Reading)
        status.phase = SyncStatus::Phase::Waiting;
    else if (m_state == State::Asking)
        status.phase = SyncStatus::Phase::SignIn;
    return status;
}

} // namespace cairn
