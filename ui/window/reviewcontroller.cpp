// SPDX-License-Identifier: GPL-3.0-or-later
#include "reviewcontroller.h"

#include "historyflow.h"
#include "mainactions.h"
#include "opennotecontroller.h"
#include "reviewflow.h"
#include "statuscontroller.h"

#include <QAction>

namespace cairn {

ReviewController::ReviewController(
    const WindowParts &parts, ReviewFlow &review, OpenNoteController &open,
    const StatusController &status, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_review(review)
    , m_open(open)
    , m_status(status)
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
    connect(&open, &OpenNoteController::reviewWanted, this, &ReviewController::review);
    connect(&status, &StatusController::reviewWanted, this, &ReviewController::reviewWaiting);
}

void ReviewController::reviewNext()
{
    if (const QString id = m_review.next(m_open.id()); !id.isEmpty())
        review(id);
}

void ReviewController::reviewWaiting()
{
    if (m_status.status().conflicts > 1)
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
