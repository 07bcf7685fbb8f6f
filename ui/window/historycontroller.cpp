// SPDX-License-Identifier: GPL-3.0-or-later
#include "historycontroller.h"

#include "clock.h"
#include "editor/markdowneditor.h"
#include "history/mergemark.h"
#include "historyflow.h"
#include "mainactions.h"
#include "notepane.h"
#include "notesession.h"
#include "opennotecontroller.h"

#include <QAction>

namespace cairn {

HistoryController::HistoryController(
    const WindowParts &parts, OpenNoteController &open, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_open(open)
{
    connectActions();
    connectLine();
    connect(&parts.session, &NoteSession::shown, this, &HistoryController::showMark);
}

void HistoryController::connectActions()
{
    HistoryFlow *history = &m_parts.history;
    connect(m_parts.actions[MainActions::History], &QAction::triggered, this, [this, history] {
        history->show(m_open.id());
    });
    connect(
        m_parts.actions[MainActions::DeletedNotes], &QAction::triggered, history,
        &HistoryFlow::showDeleted);
    connect(history, &HistoryFlow::aboutToShow, &m_open, &OpenNoteController::save);
    connect(history, &HistoryFlow::restored, this, [this](const QString &id) {
        m_open.open(id);
        if (m_open.id() == id)
            m_parts.pane.editor()->forgetSteps();
    });
}

void HistoryController::connectLine()
{
    const MergeMarkLine *line = m_parts.pane.mergeMark();
    HistoryFlow *history = &m_parts.history;
    // What the line is about is asked for again: it may have been shown a while ago.
    const auto withMark = [this, history](auto action) {
        return [this, history, action] {
            if (const auto mark = history->mark(m_open.id()))
                (history->*action)(m_open.id(), *mark);
        };
    };
    connect(line, &MergeMarkLine::compareRequested, this, withMark(&HistoryFlow::compare));
    connect(line, &MergeMarkLine::undoRequested, this, withMark(&HistoryFlow::undoMerge));
    connect(line, &MergeMarkLine::dismissed, this, [this, history] {
        if (const auto mark = history->mark(m_open.id()))
            history->dismiss(*mark);
        m_parts.pane.mergeMark()->hide();
    });
}

void HistoryController::showMark(const Note &note)
{
    const std::optional<MergeMark> mark =
        note.conflict || note.trashedAt ? std::nullopt : m_parts.history.mark(note.id);
    if (mark)
        m_parts.pane.mergeMark()->show(*mark, m_parts.clock.nowMs());
    else
        m_parts.pane.mergeMark()->hide();
}

} // namespace cairn
