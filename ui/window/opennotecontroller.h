// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"
#include "navigation.h"
#include "note.h"
#include "windowparts.h"

#include <QObject>
#include <QString>

namespace cairn {

class PlaceController;

/// Which note is open, and what the window says of it. The session alone knows which one it is;
/// highlight, title and banners follow it. UI thread.
class OpenNoteController : public QObject {
    Q_OBJECT
public:
    OpenNoteController(const WindowParts &parts, PlaceController &place, QObject *parent);

    QString id() const;
    QStringList targets() const; ///< the notes an action is for: the open one, or all selected ones
    void open(const QString &noteId); ///< wherever it is, also in the trash
    /// What was open when the settings were written, with the caret where it was.
    void restore();
    void remember();
    bool isRemembered() const; ///< the settings say so already
    /// Writes unsaved text. False: it failed, the window says so.
    bool save();
    void step(int rows); ///< to a note below, or above
    void openVisited(int by); ///< back or forward, see Navigation
    const Navigation &navigation() const { return m_navigation; }
    void showNothing(); ///< no note is open

signals:
    void aboutToSave(); ///< whoever holds half-written text gives it to the store now
    void changed(); ///< another note, or another version of it, is shown
    void titled(const QString &title); ///< plain and one line; empty: no note, or without a title
    void moved(); ///< another note is open, or none
    void reviewWanted(const QString &noteId);

private:
    void connectSession();
    void connectList();
    void restoreNote();
    void pick(const QString &id);
    void followOpen();
    void onShown(const Note &note);
    void onClosed();
    void tellVanished(const Note &note, ChangeSet::Origin by);
    void keepRestoredAway(const Note &note);
    void showBanner(const Note &note);
    void followBanner();
    void showMenu(const QPoint &position);
    // damagednote.cpp
    Result<QString> copyOf(const Note &damaged);
    void goOnInACopy();
    void tellUnsaved(const Error &error);
    void tellSaved();

    const WindowParts m_parts;
    PlaceController &m_place;
    Navigation m_navigation;
    QString m_shownId; ///< the note shown last
    bool m_shownConflict = false; ///< its versions stood against each other then
    bool m_restoring = false;
    struct {
        QString of;
        QString id;
    } m_copy; ///< of a damaged note whose text could not be given up yet
};

} // namespace cairn
