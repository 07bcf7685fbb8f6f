// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"
#include "syncstatus.h"

namespace cairn::cli {

/// The password for an account: CAIRN_PASSWORD, else the keychain. Auth when there is none. Runs
/// the program's event loop until the keychain has answered; the command line has no other loop. A
/// keychain may ask the person first: after a moment a line says what is waited for, and after
/// Context::keychainPatienceMs it counts as not there.
Result<QString> password(Context &context, const Account &account);
/// Into the keychain; Storage when there is none.
Result<void> storePassword(Context &context, const Account &account, const QString &password);
Result<void> forgetPassword(Context &context, const Account &account);

} // namespace cairn::cli
