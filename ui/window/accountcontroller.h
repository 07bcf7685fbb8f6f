// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account.h"
#include "connectionreport.h"
#include "windowparts.h"

#include <QObject>
#include <QPointer>

namespace cairn {

class AccountDialog;
class NoticeController;
class StatusController;

/// The account dialog, and signing out. UI thread.
class AccountController : public QObject {
    Q_OBJECT
public:
    AccountController(
        const WindowParts &parts, const NoticeController &notice, const StatusController &status,
        QObject *parent);

    void show();
    void askForMissingPassword(); ///< a trial needs it, and nobody knows it
    void setReport(const ConnectionReport &report); ///< of a trial

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
    const NoticeController &m_notice;
    const StatusController &m_status;
    QPointer<AccountDialog> m_dialog;
};

} // namespace cairn
