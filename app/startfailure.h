// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "profile.h"

#include <QCoreApplication>

class QMessageBox;

namespace cairn {

/// Why the program cannot start, in plain words with what can be done about it. Nothing was changed
/// in any of these cases.
class StartFailure {
    Q_DECLARE_TR_FUNCTIONS(cairn::StartFailure)
public:
    static QString headline(const Error &error);
    static QString advice(const Error &error, const Profile &profile);
    /// The profile was last open on another computer (SingleInstance::kOtherComputer): open it
    /// here?
    static bool askToTakeOver(const Error &error);
    /// Everything was to be removed, and that was not finished: go on with it?
    static bool askToFinishRemoval(const Profile &profile);
    static void tellRemoved(const Profile &profile);
    /// One window that ends the program when it is closed. Owned by itself.
    static QMessageBox *show(const Error &error, const Profile &profile);
};

} // namespace cairn
