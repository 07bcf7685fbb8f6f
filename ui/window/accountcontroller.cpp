// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountcontroller.h"

#include "dialogs/accountdialog.h"
#include "mainactions.h"
#include "noticecontroller.h"
#include "plaintext.h"
#include "statuscontroller.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "theme/kind.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>

namespace cairn {

AccountController::AccountController(
    const WindowParts &parts, const NoticeController &notice, const StatusController &status,
    QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_notice(notice)
    , m_status(status)
{
    connect(
        parts.actions[MainActions::Account], &QAction::triggered, this, &AccountController::show);
    connect(&notice, &NoticeController::signInWanted, this, &AccountController::show);
    connect(&status, &StatusController::accountWanted, this, &AccountController::show);
}

void AccountController::show()
{
    if (!m_dialog) {
        MetaStore &meta = m_parts.store.meta();
        m_dialog = new AccountDialog(
            meta.account().value_or(Account()), meta.deviceName(), &m_parts.window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(
            m_dialog, &AccountDialog::testRequested, this,
            &AccountController::connectionTestRequested);
        connect(
            m_dialog, &AccountDialog::accountAccepted, this, &AccountController::accountChanged);
        connect(
            m_dialog, &AccountDialog::signOutRequested, this, &AccountController::confirmSignOut);
        const SyncStatus &status = m_status.status();
        const bool refused = status.error && status.error->kind == ErrorKind::Auth;
        if (m_notice.wantsPassword() || status.phase == SyncStatus::Phase::SignIn)
            m_dialog->askForPassword(refused && !m_notice.wantsPassword());
    }
    m_dialog->open();
}

void AccountController::askForMissingPassword()
{
    if (m_dialog)
        m_dialog->refuseWithoutPassword();
}

void AccountController::setReport(const ConnectionReport &report)
{
    if (m_dialog)
        m_dialog->setReport(report);
}

void AccountController::confirmSignOut()
{
    const int unsent = m_status.status().pending + m_status.status().dead;
    QMessageBox *box = plainMessageBox(
        tr("Sign out"), tr("Stop syncing with this server?"),
        unsent > 0 ? tr(
            "%Ln change(s) not sent yet. All notes stay on this computer, but your other devices "
            "will not get what was not sent.",
            nullptr, unsent)
                   : tr("All notes stay on this computer and on the server."),
        QMessageBox::Cancel, m_dialog ? static_cast<QWidget *>(m_dialog) : &m_parts.window);
    box->setObjectName(QStringLiteral("confirmBox"));
    QPushButton *yes = box->addButton(tr("Sign out"), QMessageBox::AcceptRole);
    setKind(yes, "danger");
    // When the box is gone: a dialog that closes under it takes the keyboard along.
    connect(yes, &QPushButton::clicked, this, &AccountController::signOut, Qt::QueuedConnection);
    box->open();
}

void AccountController::signOut()
{
    if (m_dialog)
        m_dialog->reject();
    emit signOutRequested();
}

} // namespace cairn
