// SPDX-License-Identifier: GPL-3.0-or-later
#include "reviewcontroller.h"

#include "historyflow.h"
#include "mainactions.h"
#include "notepane.h"
#include "notesession.h"
#include "opennotecontroller.h"
#include "reviewflow.h"
#include "status/banner.h"

#include <QAction>

namespace cairn {

ReviewController::ReviewController(
    const WindowParts &parts, ReviewFlow &review, OpenNoteController &open, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_review(review)
    , m_open(open)
{
    connect(
        parts.actions[MainActions::Review], &QAction::triggered, this,
        &ReviewController::reviewNext);
    connect(
        parts.actions[MainActions::ReviewAll], &QAction::triggered, this,
        &ReviewController::showList);
    connect(&review, &ReviewFlow::aboutToUndo, &open, &OpenNoteController::save);
    connect(&review, &ReviewFlow::reviewRequested, this, &ReviewController::review);
    connect(&review, &ReviewFlow::deletedNotesRequested, &parts.history, &HistoryFlow::showDeleted);
    connect(&open, &OpenNoteController::aboutToSave, &review, &ReviewFlow::finishTyping);
    connect(parts.pane.noteBanner(), &Banner::primaryClicked, this, [this] {
        if (const auto &note = m_parts.session.note(); note && !note->trashedAt)
            this->review(note->id);
    });
}

void ReviewController::setStatus(const SyncStatus &status)
{
    m_waiting = status.conflicts;
    for (const auto id : {MainActions::Review, MainActions::ReviewAll})
        m_parts.actions[id]->setEnabled(m_waiting > 0);
}

void ReviewController::reviewNext()
{
    if (const QString id = m_review.next(m_open.id()); !id.isEmpty())
        review(id);
}

void ReviewController::reviewWaiting()
{
    if (m_waiting > 1)
        showList();
    else
        reviewNext();
}

void ReviewController::showList()
{
    if (m_open.save())
        m_review.showAll();
}

void ReviewController::review(const QString &noteId)
{
    if (!m_open.save())
        return;
    m_open.open(noteId);
    m_review.review(noteId);
}

} // namespace cairn
