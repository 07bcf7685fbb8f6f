// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "syncactivity.h"

#include <QCoreApplication>

namespace cairn {

/// Lines of the activity log for people.
struct ActivityWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::ActivityWords)
public:
    static QString of(const SyncActivity &activity);
    /// What there is to know beside of(): a reason, a file, names. Empty: it says all.
    static QString detail(const SyncActivity &activity);
    /// Something that people are told at once, not only when they look into the log.
    static bool isNews(const SyncActivity &activity);

private:
    static QString refused(int notes);
    static QString ofOneNote(const SyncActivity &activity);
    static QString ofServer(const SyncActivity &activity);
};

} // namespace cairn
