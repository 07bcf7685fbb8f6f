// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "windowparts.h"

#include <QObject>
#include <QString>

#include <functional>

namespace cairn {

class NoticeController;
class OpenNoteController;
class PlaceController;

/// Makes notes and opens them, and says so where there can be none: the person may be typing
/// already, and the note that was open must not get it. UI thread.
class NewNoteController : public QObject {
    Q_OBJECT
public:
    NewNoteController(
        const WindowParts &parts, PlaceController &place, OpenNoteController &open,
        NoticeController &notice, QObject *parent);

    void newNote(); ///< in the place that is shown
    void quickNote(); ///< outside of any notebook, straight into the text
    void duplicate(); ///< the open note
    void writeTitled(const QString &title);

signals:
    void writingWanted(); ///< the text must be in sight

private:
    QString start(const std::function<Result<QString>()> &make);
    void tellFailure(const Error &error);
    void onLeft(const QString &id);

    const WindowParts m_parts;
    PlaceController &m_place;
    OpenNoteController &m_open;
    NoticeController &m_notice;
    QString m_fresh; ///< made here and not written yet: dropped again when it is left empty
};

} // namespace cairn
