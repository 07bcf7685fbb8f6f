// SPDX-License-Identifier: GPL-3.0-or-later
// The history of notes, and what was merged into the one that is open.
#include "clock.h"
#include "history/mergemark.h"
#include "historyflow.h"
#include "mainactions.h"
#include "mainwindow.h"
#include "notepane.h"
#include "notesession.h"

#include <QAction>

namespace cairn {

void MainWindow::connectHistory()
{
    connect((*m_actions)[MainActions::History], &QAction::triggered, this, [this] {
        m_history->show(openNoteId());
    });
    connect(
        (*m_actions)[MainActions::DeletedNotes], &QAction::triggered, m_history,
        &HistoryFlow::showDeleted);
    connect(m_history, &HistoryFlow::aboutToShow, this, &MainWindow::saveNow);
    connect(m_history, &HistoryFlow::restored, this, [this](const QString &id) {
        openNote(id);
        if (openNoteId() == id)
            m_pane->editor()->forgetSteps();
    });

    const MergeMarkLine *line = m_pane->mergeMark();
    // What the line is about is asked for again: it may have been shown a while ago.
    const auto withMark = [this](auto action) {
        return [this, action] {
            if (const auto mark = m_history->mark(openNoteId()))
                (m_history->*action)(openNoteId(), *mark);
        };
    };
    connect(line, &MergeMarkLine::compareRequested, this, withMark(&HistoryFlow::compare));
    connect(line, &MergeMarkLine::undoRequested, this, withMark(&HistoryFlow::undoMerge));
    connect(line, &MergeMarkLine::dismissed, this, [this] {
        if (const auto mark = m_history->mark(openNoteId()))
            m_history->dismiss(*mark);
        m_pane->mergeMark()->hide();
    });
}

void MainWindow::showMergeMark(const Note &note)
{
    const std::optional<MergeMark> mark =
        note.conflict || note.trashedAt ? std::nullopt : m_history->mark(note.id);
    if (mark)
        m_pane->mergeMark()->show(*mark, m_clock.nowMs());
    else
        m_pane->mergeMark()->hide();
}

} // namespace cairn
