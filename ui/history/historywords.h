// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"

#include <QCoreApplication>

namespace cairn {

/// What the history says about versions, in plain words. Pure functions of their arguments, the
/// locale and the local time zone. Times are UTC milliseconds.
class HistoryWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::HistoryWords)
public:
    /// "Written here", "Received from Field tablet", "Merged with the version of Field tablet" …
    static QString kind(const NoteVersion &version);
    /// "Today at 09:14", or "09:14:07".
    static QString when(qint64 at, qint64 now, bool seconds = false);
    static QString size(qint64 bytes);
    /// One line for a list of choices: "Today at 09:14: Written here".
    static QString line(const NoteVersion &version, qint64 now, bool seconds = false);
    /// What went into it before it was merged: "Merged with another device's version, 09:40 (Field
    /// tablet)".
    static QString merged(const MergeMark &mark, qint64 now);

    /// A version as people read it: title, tags, text.
    static QString text(const QJsonObject &body);
    /// What two versions with the same words differ in; empty: in nothing that is shown.
    static QString otherDifferences(const QJsonObject &older, const QJsonObject &newer);
    static QString title(const QString &title); ///< or "Untitled"
};

} // namespace cairn
