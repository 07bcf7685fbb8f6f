// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace cairn {

class Store;
struct Error;

/// Of undoing: the words for notes that stay as they are because they were written on since.
class WrittenSince {
    Q_DECLARE_TR_FUNCTIONS(cairn::WrittenSince)
public:
    static bool isReason(const Error &error); ///< why an undo was refused
    static QString words(Store &store, const QStringList &noteIds); ///< one sentence; not empty
    /// `done` says what was done with `count` notes; with the sentence where notes stay.
    static QString
    with(const QString &done, qsizetype count, Store &store, const QStringList &noteIds);
};

} // namespace cairn
