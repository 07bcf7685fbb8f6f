// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace cairn {

/// A lock on a file that the operating system takes back the moment its holder ends, however it
/// ends: nothing to age, no process number to guess about (flock; on Windows a handle that lets
/// nobody else write). It holds between processes and inside one. The holder may leave a note in
/// the file, which everybody may read; the file itself is never removed.
class ProfileLock {
public:
    explicit ProfileLock(const QString &file);
    ~ProfileLock();
    Q_DISABLE_COPY_MOVE(ProfileLock)

    /// Never waits. False: somebody else holds it, or the file cannot be made: isPossible().
    bool tryLock();
    bool isPossible() const { return m_possible; } ///< by the last tryLock()
    void unlock();
    bool isHeld() const { return m_handle != kNone; }

    void leaveNote(const QByteArray &note); ///< replaces the former one; only while held
    QByteArray note() const; ///< of the present holder, or of one that is gone; empty: none

private:
    static constexpr qintptr kNone = -1;
    QString m_file;
    qintptr m_handle = kNone;
    bool m_possible = true;
};

} // namespace cairn
