// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"
#include "windowparts.h"

#include <QObject>

namespace cairn {

class OpenNoteController;

/// The history of the open note, and the line about what was merged into it. UI thread.
class HistoryController : public QObject {
    Q_OBJECT
public:
    HistoryController(const WindowParts &parts, OpenNoteController &open, QObject *parent);

private:
    void connectActions();
    void connectLine();
    void showMark(const Note &note);

    const WindowParts m_parts;
    OpenNoteController &m_open;
};

} // namespace cairn
