#pragma once

#include "cli/cli.h"
#include "syncstatus.h"

namespace cairn::cli {

/// The password for an account: CAIRN_PASSWORD, else the keychain. Auth when there is none. Runs
/// the program's event loop until the keychain has answered; the command line has no other loop.
Result<QString> password(const Context &context, const Account &account);
/// Into the keychain; Storage when there is none.
Result<void> storePassword(const Context &context, const Account &account, const QString &password);
Result<void> forgetPassword(const Context &context, const Account &account);

} // namespace cairn::cli
