// SPDX-License-Identifier: GPL-3.0-or-later
// StatusController: what sync does not do without the person's word.
#include "statuscontroller.h"

#include "historyflow.h"
#include "plaintext.h"
#include "removalquestion.h"
#include "shownname.h"
#include "status/toast.h"
#include "store/store.h"
#include "store/tree/metastore.h"

#include <QMessageBox>
#include <QPushButton>

namespace cairn {

void StatusController::askAboutRemovals()
{
    if (!m_removals) {
        m_removals = new RemovalQuestion(&m_parts.window);
        connect(m_removals, &RemovalQuestion::allowed, this, &StatusController::removalsAllowed);
        connect(m_removals, &RemovalQuestion::refused, this, [this](const HeldRemovals &removals) {
            emit removalsRefused(removals);
            tellGone(removals);
        });
    }
    m_removals->ask(m_status.removals);
}

/// Who keeps what was asked about may not want to lose what went before that, either.
void StatusController::tellGone(const HeldRemovals &removals)
{
    if (removals.gone > 0)
        m_parts.toast.show(
            tr("%Ln note(s) were taken away before: they can be taken back", nullptr,
               removals.gone),
            tr("Show"), [this] { m_parts.history.showDeleted(); });
}

void StatusController::askAboutAccount()
{
    const Account account = m_parts.store.meta().account().value_or(Account());
    QMessageBox *box = plainMessageBox(
        tr("Notes of another account"),
        tr("The notes on this computer were synced with another account before."),
        tr("Shall all of them be sent to the account “%1” at %2 as well? If they must not go "
           "there, "
           "choose Cancel and sign in to the former account again; nothing was sent.")
            .arg(isolatedName(account.user), isolatedName(account.url)),
        QMessageBox::Cancel, &m_parts.window);
    box->setObjectName(QStringLiteral("confirmBox"));
    // Return and Escape change nothing: what is asked about here cannot be taken back.
    box->setEscapeButton(QMessageBox::Cancel);
    QPushButton *take = box->addButton(tr("Send them there"), QMessageBox::AcceptRole);
    take->setObjectName(QStringLiteral("confirmYes"));
    connect(
        take, &QPushButton::clicked, this, [this, account] { emit takeAlongRequested(account); });
    box->open();
}

} // namespace cairn
