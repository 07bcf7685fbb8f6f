// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace cairn {

class Store;
class Toast;
struct Error;

/// Notes that an act on many, or undoing one, left as they are; the words for them. UI thread.
class StayingNotes {
    Q_DECLARE_TR_FUNCTIONS(cairn::StayingNotes)
public:
    QStringList changed; ///< were written on since
    QStringList damaged; ///< their text cannot be read

    static bool isChange(const Error &error); ///< undoing was refused: written on since
    bool isEmpty() const { return changed.isEmpty() && damaged.isEmpty(); }
    /// Takes the note if this is why undoing was refused.
    bool take(const QString &noteId, const Error &why);
    QString words(Store &store) const; ///< whole sentences; empty: none stays
    /// A message of its own beside the one about the others, which offers Undo; if any stays.
    void tell(Store &store, Toast &toast) const;
    /// `done` says what was done with `count` notes; with the sentences where notes stay.
    QString with(const QString &done, qsizetype count, Store &store) const;
};

} // namespace cairn
