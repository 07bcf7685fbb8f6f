// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cable.h"

#include "application.h"
#include "note.h"

#include <QSettings>

namespace cairn {

class ConflictDialog;
class Theme;

/// One device of the demo: the whole application on a profile of its own, with a cable to the
/// server. Used as a person uses it: by its window.
class DemoDevice {
public:
    DemoDevice(const QString &name, const QString &folder, const QUrl &server, Theme &theme);

    /// Starts the application; false when it does not.
    bool start(const QPoint &position);
    void signIn(const QString &database, const QString &user, const QString &password);
    void goOffline() { m_cable.pullOut(); }
    bool goOnline();

    MainWindow *window() const { return m_application.window(); }
    QString name() const { return m_name; }
    /// Opens a note and replaces `from` in its text by typing.
    void retype(const QString &id, const QString &from, const QString &to);
    QString writeNote(const QString &title, const QString &body); ///< returns its id

    Note note(const QString &id) const;
    int unsent() const;
    int conflicts() const;
    QString statusSentence() const;
    /// Opens the review of a note as the banner's button does; nothing when none opens.
    ConflictDialog *review(const QString &id);

private:
    QString m_name;
    Cable m_cable;
    QSettings m_settings;
    Application m_application;
};

/// Lets the program run until `condition` holds. False after `timeoutMs`.
bool waitUntil(const std::function<bool()> &condition, int timeoutMs = 30'000);

} // namespace cairn
