// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "uisettings.h"
#include "windowparts.h"

#include <QObject>
#include <QStringList>

namespace cairn {

class NewNoteController;
class OpenNoteController;
class PlaceController;

/// What the commands about notes and the view do, and which of them make sense now. UI thread.
class CommandController : public QObject {
    Q_OBJECT
public:
    CommandController(
        const WindowParts &parts, PlaceController &place, OpenNoteController &open,
        NewNoteController &newNotes, QObject *parent);

    void update(); ///< something else is open, or listed

private:
    void connectNotes();
    void connectHeader();
    void connectText();
    void connectView();
    void connectPlaces();
    void updateView();
    void setView(UiSettings::View view);
    void cycleView();
    void leavePreview();
    void copyLink();
    // commandpickers.cpp
    void setSources();
    void chooseNotebook(const QStringList &ids);
    void chooseTag(const QStringList &ids);
    void moveToNew(const QStringList &ids, const QString &path);
    void showJump();
    void showCommands();
    void showShortcuts();

    const WindowParts m_parts;
    PlaceController &m_place;
    OpenNoteController &m_open;
    NewNoteController &m_newNotes;
};

} // namespace cairn
