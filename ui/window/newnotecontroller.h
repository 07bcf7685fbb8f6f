// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "windowparts.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace cairn {

class OpenNoteController;
class PlaceController;

/// Makes notes and opens them, and says so where there can be none: the person may be typing
/// already, and the note that was open must not get it. UI thread.
class NewNoteController : public QObject {
    Q_OBJECT
public:
    NewNoteController(
        const WindowParts &parts, PlaceController &place, OpenNoteController &open,
        QObject *parent);

    void newNote(); ///< in the place that is shown
    void quickNote(); ///< outside of any notebook, straight into the text
    void duplicate(); ///< the open note
    void setReadOnly(const Error &why) { m_readOnly = why; } ///< nothing can be saved
    bool refuses(); ///< nothing can be saved; the person is told

signals:
    void writingWanted(); ///< the text must be in sight

private:
    void writeTitled(const QString &title);
    QString start(const std::function<Result<QString>()> &make);
    void tellFailure(const Error &error);
    void onLeft(const QString &id);

    const WindowParts m_parts;
    PlaceController &m_place;
    OpenNoteController &m_open;
    QString m_fresh; ///< made here and not written yet: dropped again when it is left empty
    std::optional<Error> m_readOnly; ///< why nothing can be saved
};

} // namespace cairn
