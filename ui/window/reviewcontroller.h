// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windowparts.h"

#include <QObject>
#include <QString>

namespace cairn {

class OpenNoteController;
class ReviewFlow;
class StatusController;

/// Leads to the notes whose versions stand against each other. UI thread.
class ReviewController : public QObject {
    Q_OBJECT
public:
    ReviewController(
        const WindowParts &parts, ReviewFlow &review, OpenNoteController &open,
        const StatusController &status, QObject *parent);

    void review(const QString &noteId);
    void reviewNext();
    void reviewWaiting(); ///< the one note that waits, or the list of them
    void showList();

private:
    const WindowParts m_parts;
    ReviewFlow &m_review;
    OpenNoteController &m_open;
    const StatusController &m_status; ///< knows how many wait
};

} // namespace cairn
