// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "profile.h"
#include "syncstatus.h"

#include <QObject>

#include <functional>
#include <optional>

namespace cairn {

/// Passwords in the system's keychain (QtKeychain) and nowhere else. Asynchronous: a locked
/// keychain may ask the person. Callbacks arrive exactly once, on the caller's thread, and not at
/// all once `context` is gone. Where there is no keychain every call fails with Storage: then the
/// password is asked for once a session and never stored.
class Credentials : public QObject {
    Q_OBJECT
public:
    explicit Credentials(Profile profile, QObject *parent = nullptr);

    /// There is a keychain, and it stayed locked: its question was closed or declined. Asking again
    /// may go well.
    static bool isDeclined(const Error &error);

    /// Nothing: no password is stored, *or the keyring is locked*, which some keychains do not tell
    /// apart. Ask; never conclude that this is a first run.
    using ReadCallback = std::function<void(const Result<std::optional<QString>> &)>;
    void read(const Account &account, QObject *context, const ReadCallback &done);

    using DoneCallback = std::function<void(const Result<void> &)>;
    void write(
        const Account &account, const QString &password, QObject *context,
        const DoneCallback &done);
    void remove(const Account &account, QObject *context, const DoneCallback &done);

private:
    QString key(const Account &account) const;
    Profile m_profile;
};

} // namespace cairn
