// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "status/statussentence.h"
#include "syncstatus.h"
#include "windowparts.h"

#include <QObject>
#include <QPointer>

namespace cairn {

class NoticeController;
class RemovalQuestion;
class SyncCentre;

/// What the window says of sync, and what a person does about it. UI thread.
class StatusController : public QObject {
    Q_OBJECT
public:
    StatusController(const WindowParts &parts, NoticeController &notice, QObject *parent);

    void setStatus(const SyncStatus &status);
    const SyncStatus &status() const { return m_status; } ///< as it is said
    void applyChanges(const ChangeSet &changes);
    void readTallies(); ///< the numbers come from this store; shows them
    void show();
    void showDetails(); ///< the sync centre
    void showActivity(); ///< in it
    void syncNow();

signals:
    /// The engine says so now; with the numbers of this store.
    void changed(const cairn::SyncStatus &status, const cairn::SyncStatus &before);
    void accountWanted();
    void reviewWanted();
    void noteWanted(const QString &noteId);
    void aboutToSync(); ///< what is typed is to be sent, too
    void syncNowRequested();
    void pauseRequested(qint64 untilMs); ///< UTC ms; 0: until resumed
    void resumeRequested();
    void removalsRefused(const cairn::HeldRemovals &removals);
    void removalsAllowed(const cairn::HeldRemovals &removals);
    void takeAlongRequested(const cairn::Account &account);

private:
    void connectActions();
    void updateActions();
    StatusSentence::Text textState() const;
    void act(StatusSentence::Action action);
    // syncquestions.cpp
    void askAboutRemovals();
    void tellGone(const HeldRemovals &removals);
    void askAboutAccount();

    const WindowParts m_parts;
    NoticeController &m_notice;
    QPointer<SyncCentre> m_centre;
    RemovalQuestion *m_removals = nullptr;
    SyncStatus m_status;
};

} // namespace cairn
