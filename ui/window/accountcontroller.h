// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account.h"
#include "connectionreport.h"
#include "syncstatus.h"
#include "windowparts.h"

#include <QObject>
#include <QPointer>

namespace cairn {

class AccountDialog;
class NoticeController;

/// The account dialog, and signing out. UI thread.
class AccountController : public QObject {
    Q_OBJECT
public:
    AccountController(const WindowParts &parts, NoticeController &notice, QObject *parent);

    void show();
    void askForMissingPassword(); ///< a trial needs it, and nobody knows it
    void setReport(const ConnectionReport &report); ///< of a trial
    void setStatus(const SyncStatus &status) { m_status = status; }

signals:
    void connectionTestRequested(const cairn::Account &account, const QString &password);
    /// An empty password with the same account: go on with the known one.
    void accountChanged(
        const cairn::Account &account, const QString &password, const QString &deviceName);
    void signOutRequested();

private:
    void confirmSignOut();
    void signOut();

    const WindowParts m_parts;
    NoticeController &m_notice;
    QPointer<AccountDialog> m_dialog;
    SyncStatus m_status;
};

} // namespace cairn
