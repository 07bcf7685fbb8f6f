// SPDX-License-Identifier: GPL-3.0-or-later
#include "statuscontroller.h"

#include "clock.h"
#include "mainactions.h"
#include "notes/notelist.h"
#include "notesession.h"
#include "noticecontroller.h"
#include "removalquestion.h"
#include "status/statusbar.h"
#include "status/synccentre.h"
#include "store/replica/outboxstore.h"
#include "store/store.h"
#include "windowmenus.h"

#include <QAction>
#include <QDateTime>

namespace cairn {

using Phase = SyncStatus::Phase;
using Action = StatusSentence::Action;
using A = MainActions;

StatusController::StatusController(
    const WindowParts &parts, NoticeController &notice, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_notice(notice)
{
    const StatusBar *bar = &parts.status;
    connect(bar, &StatusBar::actionRequested, this, &StatusController::act);
    connect(bar, &StatusBar::reviewRequested, this, &StatusController::reviewWanted);
    connect(bar, &StatusBar::attentionRequested, this, &StatusController::showDetails);
    connect(bar, &StatusBar::detailsRequested, this, &StatusController::showDetails);
    connect(&parts.session, &NoteSession::stateChanged, this, &StatusController::show);
    connectActions();
}

void StatusController::connectActions()
{
    const auto on = [this](A::Id id, auto slot) {
        connect(m_parts.actions[id], &QAction::triggered, this, slot);
    };
    on(A::SyncNow, [this] {
        emit aboutToSync();
        syncNow();
    });
    on(A::Pause1h, [this] { emit pauseRequested(m_parts.clock.nowMs() + 3'600'000); });
    on(A::PauseToday, [this] {
        const QDate today = QDateTime::fromMSecsSinceEpoch(m_parts.clock.nowMs()).date();
        emit pauseRequested(today.addDays(1).startOfDay().toMSecsSinceEpoch());
    });
    on(A::PauseLong, [this] { emit pauseRequested(0); });
    on(A::Resume, &StatusController::resumeRequested);
    on(A::SyncCentre, &StatusController::showDetails);
}

void StatusController::setStatus(const SyncStatus &status)
{
    const SyncStatus before = m_status;
    m_status = status;
    readTallies();
    emit changed(m_status, before);
}

void StatusController::applyChanges(const ChangeSet &changes)
{
    readTallies();
    if (m_centre && (changes.outbox || changes.everything))
        m_centre->refresh();
}

/// At once: the engine hears of an edit a moment later, and until then its status would still say
/// "synced".
void StatusController::readTallies()
{
    if (const Result<Tallies> tallies = m_parts.store.tallies()) {
        m_status.pending = tallies->pending - m_parts.store.outbox().unwritten().value_or(0);
        m_status.dead = tallies->dead;
        m_status.conflicts = tallies->conflicts;
    }
    // While sync is at work nobody knows what will wait for an answer.
    if (m_removals && (!m_status.removals.isEmpty() || m_status.phase == Phase::Idle))
        m_removals->update(m_status.removals);
    show();
    updateActions();
}

void StatusController::updateActions()
{
    const bool account = m_status.phase != Phase::NoAccount;
    const bool paused = m_status.phase == Phase::Paused;
    for (const auto id : {A::Pause1h, A::PauseToday, A::PauseLong})
        m_parts.actions[id]->setEnabled(account && !paused);
    m_parts.actions[A::Resume]->setEnabled(paused);
    for (const auto id : {A::Review, A::ReviewAll})
        m_parts.actions[id]->setEnabled(m_status.conflicts > 0);
}

void StatusController::show()
{
    m_parts.list.setMarksWaiting(m_status.phase != Phase::NoAccount);
    m_parts.status.setStatus(m_status);
    m_parts.status.setText(textState());
    if (m_centre)
        m_centre->setStatus(m_status, textState());
}

StatusSentence::Text StatusController::textState() const
{
    const StatusSentence::Text state = m_parts.session.state();
    const bool readOnly = m_notice.isReadOnly() && state == StatusSentence::Text::Saved;
    return readOnly ? StatusSentence::Text::ReadOnly : state;
}

void StatusController::act(StatusSentence::Action action)
{
    switch (action) {
    case Action::SetUp:
    case Action::SignIn:
    case Action::Account:
        emit accountWanted();
        return;
    case Action::SyncNow:
        return syncNow();
    case Action::Resume:
        emit resumeRequested();
        return;
    case Action::Review:
        emit reviewWanted();
        return;
    case Action::Details:
        return showDetails();
    case Action::Removals:
        return askAboutRemovals();
    case Action::OtherAccount:
        return askAboutAccount();
    case Action::None:
        break;
    }
}

/// Where nobody can sync, the person is asked for what is missing.
void StatusController::syncNow()
{
    if (m_status.phase == Phase::NoAccount
        || (m_notice.wantsPassword() && m_status.phase == Phase::SignIn))
        emit accountWanted();
    else
        emit syncNowRequested();
}

void StatusController::showDetails()
{
    if (!m_centre) {
        m_centre = new SyncCentre(m_parts.store, m_parts.clock, &m_parts.window);
        m_centre->setPauseMenu(WindowMenus::pause(m_parts.actions, m_centre));
        connect(m_centre, &SyncCentre::syncNowRequested, this, &StatusController::syncNow);
        connect(m_centre, &SyncCentre::retried, this, &StatusController::syncNow);
        connect(m_centre, &SyncCentre::resumeRequested, this, &StatusController::resumeRequested);
        connect(m_centre, &SyncCentre::openRequested, this, [this](const QString &id) {
            m_centre->hide();
            emit noteWanted(id);
        });
    }
    m_centre->setStatus(m_status, textState());
    m_centre->showPage(SyncCentre::Page::Waiting);
    m_centre->show();
    m_centre->raise();
    m_centre->activateWindow();
}

void StatusController::showActivity()
{
    showDetails();
    m_centre->showPage(SyncCentre::Page::Activity);
}

} // namespace cairn
