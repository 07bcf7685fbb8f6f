// SPDX-License-Identifier: GPL-3.0-or-later
// The status of sync, the account, and what needs review.
#include "mainwindow.h"

#include "clock.h"
#include "dialogs/accountdialog.h"
#include "dialogs/settingsdialog.h"
#include "dialogs/shortcutsdialog.h"
#include "errorwords.h"
#include "history/retentionbox.h"
#include "mainactions.h"
#include "notepane.h"
#include "notes/notelist.h"
#include "notesession.h"
#include "openconflicts.h"
#include "plaintext.h"
#include "removalquestion.h"
#include "reviewflow.h"
#include "status/statusbar.h"
#include "status/synccentre.h"
#include "status/toast.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/policystore.h"
#include "store/conflict/removalguard.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "theme/kind.h"
#include "windowmenus.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace cairn {

namespace {

using Phase = SyncStatus::Phase;
using Action = StatusSentence::Action;

constexpr qint64 kLongAbsenceMs =
    7ll * 24 * 3'600'000; ///< after so long the first sync is told about

} // namespace

void MainWindow::connectSync()
{
    connect(m_status, &StatusBar::actionRequested, this, &MainWindow::onStatusAction);
    connect(m_status, &StatusBar::reviewRequested, this, &MainWindow::reviewWaiting);
    connect(m_status, &StatusBar::attentionRequested, this, &MainWindow::showSyncCentre);
    connect(m_status, &StatusBar::detailsRequested, this, &MainWindow::showSyncCentre);
}

void MainWindow::setSyncStatus(const SyncStatus &status)
{
    const std::optional<qint64> syncedBefore = m_syncStatus.lastSyncAt;
    m_syncStatus = status;
    readTallies();
    // Trying to connect is not being online: only an answer of the server is.
    const bool answered = status.phase == Phase::Receiving || status.phase == Phase::Sending
        || status.phase == Phase::Idle;
    if (status.phase == Phase::Offline && !std::exchange(m_offline, true) && m_statusKnown)
        m_toast->show(tr("You are offline. Keep writing: everything is saved here."));
    else if (answered && std::exchange(m_offline, false))
        m_toast->show(
            m_syncStatus.pending > 0
                ? tr("Back online, sending %Ln change(s)", nullptr, m_syncStatus.pending)
                : tr("Back online"));
    if (std::exchange(m_answered, answered) != answered)
        showNotice();
    tellOfReturn(syncedBefore);
    m_statusKnown = true;
    tellAlerts();
    updateActions();
}

/// After a long time away there may be much to review at once. It is offered, not opened.
void MainWindow::tellOfReturn(const std::optional<qint64> &syncedBefore)
{
    const std::optional<qint64> &now = m_syncStatus.lastSyncAt;
    if (!syncedBefore || !now || *now - *syncedBefore < kLongAbsenceMs
        || m_syncStatus.conflicts == 0)
        return;
    m_toast->show(
        tr("You were offline for long: %Ln note(s) need(s) review", nullptr,
           m_syncStatus.conflicts),
        tr("Show"), [this] { showReviewList(); });
}

void MainWindow::readTallies()
{
    // The numbers come from this store, at once: the engine hears of an edit a moment later, and
    // until then its status would still say "synced".
    if (const Result<Tallies> tallies = m_store.tallies()) {
        m_syncStatus.pending = tallies->pending - m_store.outbox().unwritten().value_or(0);
        m_syncStatus.dead = tallies->dead;
        m_syncStatus.conflicts = tallies->conflicts;
    }
    const HeldRemovals &removals = m_syncStatus.removals;
    // While sync is at work nobody knows what will wait for an answer.
    if (m_removals && (!removals.isEmpty() || m_syncStatus.phase == Phase::Idle))
        m_removals->update(removals);
    showStatus();
}

void MainWindow::showStatus()
{
    m_list->setMarksWaiting(m_syncStatus.phase != SyncStatus::Phase::NoAccount);
    m_status->setStatus(m_syncStatus);
    m_status->setText(textState());
    if (m_centre)
        m_centre->setStatus(m_syncStatus, textState());
}

StatusSentence::Text MainWindow::textState() const
{
    const StatusSentence::Text state = m_session->state();
    return m_readOnly && state == StatusSentence::Text::Saved ? StatusSentence::Text::ReadOnly
                                                              : state;
}

void MainWindow::onStatusAction(StatusSentence::Action action)
{
    switch (action) {
    case Action::SetUp:
    case Action::SignIn:
    case Action::Account:
        return showAccountDialog();
    case Action::SyncNow:
        return syncNow();
    case Action::Resume:
        emit resumeRequested();
        return;
    case Action::Review:
        return reviewWaiting();
    case Action::Details:
        return showSyncCentre();
    case Action::Removals:
        return askAboutRemovals();
    case Action::OtherAccount:
        return askAboutAccount();
    case Action::None:
        break;
    }
}

/// Where nobody can sync, the person is asked for what is missing.
void MainWindow::syncNow()
{
    if (m_syncStatus.phase == Phase::NoAccount
        || (m_wantsPassword && m_syncStatus.phase == Phase::SignIn))
        showAccountDialog();
    else
        emit syncNowRequested();
}

void MainWindow::showAccountDialog()
{
    if (!m_account) {
        m_account = new AccountDialog(
            m_store.meta().account().value_or(Account()), m_store.meta().deviceName(), this);
        m_account->setAttribute(Qt::WA_DeleteOnClose);
        connect(
            m_account, &AccountDialog::testRequested, this, &MainWindow::connectionTestRequested);
        connect(m_account, &AccountDialog::accountAccepted, this, &MainWindow::accountChanged);
        connect(m_account, &AccountDialog::signOutRequested, this, &MainWindow::confirmSignOut);
        if (m_wantsPassword || m_syncStatus.phase == Phase::SignIn)
            m_account->askForPassword();
    }
    m_account->open();
}

void MainWindow::askForMissingPassword()
{
    if (m_account)
        m_account->refuseWithoutPassword();
}

void MainWindow::setConnectionReport(const ConnectionReport &report)
{
    if (m_account)
        m_account->setReport(report);
}

void MainWindow::confirmSignOut()
{
    const int unsent = m_syncStatus.pending + m_syncStatus.dead;
    QMessageBox *box = plainMessageBox(
        tr("Sign out"), tr("Stop syncing with this server?"),
        unsent > 0 ? tr(
            "%Ln change(s) not sent yet. All notes stay on this computer, but your other devices "
            "will not get what was not sent.",
            nullptr, unsent)
                   : tr("All notes stay on this computer and on the server."),
        QMessageBox::Cancel, m_account ? static_cast<QWidget *>(m_account) : this);
    box->setObjectName(QStringLiteral("confirmBox"));
    QPushButton *yes = box->addButton(tr("Sign out"), QMessageBox::AcceptRole);
    setKind(yes, "danger");
    const auto signOut = [this] {
        if (m_account)
            m_account->reject();
        emit signOutRequested();
    };
    // When the box is gone: a dialog that closes under it takes the keyboard along.
    connect(yes, &QPushButton::clicked, this, signOut, Qt::QueuedConnection);
    box->open();
}

void MainWindow::reviewNext()
{
    if (const QString id = m_review->next(openNoteId()); !id.isEmpty())
        review(id);
}

void MainWindow::reviewWaiting()
{
    if (m_syncStatus.conflicts > 1)
        showReviewList();
    else
        reviewNext();
}

void MainWindow::showReviewList()
{
    if (saveNow())
        m_review->showAll();
}

void MainWindow::review(const QString &noteId)
{
    if (!saveNow())
        return;
    openNote(noteId);
    m_review->review(noteId);
}

void MainWindow::showSyncCentre()
{
    if (!m_centre) {
        m_centre = new SyncCentre(m_store, m_clock, this);
        m_centre->setPauseMenu(WindowMenus::pause(*m_actions, m_centre));
        connect(m_centre, &SyncCentre::syncNowRequested, this, &MainWindow::syncNow);
        connect(m_centre, &SyncCentre::retried, this, &MainWindow::syncNow);
        connect(m_centre, &SyncCentre::resumeRequested, this, &MainWindow::resumeRequested);
        connect(m_centre, &SyncCentre::openRequested, this, [this](const QString &id) {
            m_centre->hide();
            openNote(id);
        });
    }
    m_centre->setStatus(m_syncStatus, textState());
    m_centre->show();
    m_centre->raise();
    m_centre->activateWindow();
}

void MainWindow::showSettings()
{
    auto *dialog =
        new SettingsDialog(m_settings, m_store.meta().account().value_or(Account()).url, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *history = new RetentionBox(m_store, dialog);
    connect(history, &RetentionBox::changed, this, &MainWindow::historySettingChanged);
    dialog->addSection(tr("History"), history);
    addSyncSettings(dialog);
    dialog->setPauseMenu(WindowMenus::pause(*m_actions, dialog));
    connect(dialog, &SettingsDialog::themeChanged, &m_theme, &Theme::setMode);
    connect(dialog, &SettingsDialog::editorFontChanged, m_pane, &NotePane::setEditorFont);
    connect(dialog, &SettingsDialog::measureChanged, m_pane, &NotePane::setMeasure);
    const ConflictPolicy before = m_store.policies().policy().value_or(ConflictPolicy::Ask);
    dialog->setPolicy(before);
    connect(dialog, &SettingsDialog::policyChanged, this, [this](ConflictPolicy policy) {
        if (const auto kept = m_store.policies().setPolicy(policy); !kept)
            m_toast->show(tr("The setting could not be saved."));
    });
    connect(dialog, &QDialog::finished, this, [this, before] {
        const auto now = m_store.policies().policy();
        if (now && *now != before && *now != ConflictPolicy::Ask)
            OpenConflicts(m_store, *m_toast).offer({});
    });
    connect(dialog, &SettingsDialog::accountRequested, this, &MainWindow::showAccountDialog);
    connect(
        dialog, &SettingsDialog::shortcutsRequested, (*m_actions)[MainActions::Shortcuts],
        &QAction::trigger);
    dialog->open();
}

} // namespace cairn
