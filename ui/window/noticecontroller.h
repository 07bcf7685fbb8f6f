// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "syncstatus.h"
#include "windowparts.h"

#include <QObject>

#include <optional>

namespace cairn {

/// What the window has to say about itself, in one line above everything: nothing can be saved, or
/// sync waits for the password. UI thread.
class NoticeController : public QObject {
    Q_OBJECT
public:
    NoticeController(const WindowParts &parts, QObject *parent);

    void setReadOnly(const Error &why); ///< nothing can be saved from the start on
    bool isReadOnly() const { return m_readOnly.has_value(); }
    bool refusesWriting(); ///< for that reason, and the person is told
    /// This process cannot sync without it; no key is taken away for that. `declined`: the keychain
    /// stayed locked, and can be asked again.
    void askForPassword(bool declined);
    void passwordGiven(); ///< or needed no more
    bool wantsPassword() const { return m_wantsPassword; }
    void setStatus(const SyncStatus &status);

signals:
    void signInWanted();
    void keychainRequested(); ///< the one that stayed locked is to be asked again

private:
    void show();
    void showReadOnly();
    void showPassword();
    void showDeclined();

    const WindowParts m_parts;
    std::optional<Error> m_readOnly; ///< why
    bool m_wantsPassword = false;
    bool m_later = false; ///< the person has read that
    bool m_declined = false; ///< by the keychain, which may know it
    bool m_answered = false; ///< the server answers, if need be to another process
};

} // namespace cairn
