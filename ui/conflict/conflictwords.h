// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict.h"

#include <QCoreApplication>

namespace cairn {

/// The sentences of the conflict dialog, in plain words. Pure functions of their arguments, the
/// locale and the local time zone. `now` and all times are UTC milliseconds.
class ConflictWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::ConflictWords)
public:
    static QString name(const ConflictDetails &details); ///< of the note
    static QString
    headline(const ConflictDetails &details); ///< Two versions of “Pump 7 inspection”
    /// You edited it on this device today at 09:14. It was also edited on “Field tablet” today at
    /// 09:40.
    static QString story(const ConflictDetails &details, qint64 now);

    static QString mineLabel(const ConflictDetails &details); ///< This device
    static QString theirsLabel(const ConflictDetails &details); ///< Other device (Field tablet)
    static QString banner(int versions); ///< of a note that has so many
    static QString baseLabel(); ///< Last version both had
    static QString leafLabel(const ConflictLeaf &leaf);
    /// today at 09:14, or 09:14:07 where minutes do not tell things apart
    static QString when(qint64 at, qint64 now, bool seconds = false);
    static QString firstLine(const ConflictLeaf &leaf); ///< a preview of a version

    static bool isDeleted(const ConflictLeaf &leaf); ///< deleted, or moved to the trash
    /// To keep or to delete is the question: one side has it no more, and no words are in question.
    static bool isDeletion(const ConflictDetails &details);
    /// The one was written on this device and the other elsewhere: only then are they this and the
    /// other device’s.
    static bool isBetweenDevices(const ConflictDetails &details);
    static bool isOfThisDevice(const ConflictDetails &details); ///< both were written here
    static QString counter(int decided, int places); ///< 2 of 3 decided

    /// What choosing one version as a whole does, said before it is done.
    static QString keepMineConsequence(const ConflictDetails &details);
    static QString keepOtherConsequence(const ConflictDetails &details);
    static QString keepBothConsequence(const ConflictDetails &details);

private:
    static QString edited(const ConflictLeaf &leaf, bool first, qint64 now);
};

} // namespace cairn
