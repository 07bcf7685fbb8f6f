// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;

namespace cairn {

/// Puts a store without notes and without a device at `file`, with the newest schema: the bytes of
/// one that the migrations made once in this process. Tests open thousands of stores, and all the
/// steps of the schema would be a fifth of what they do. Ends the program when it cannot.
void putEmptyStore(const QString &file);

} // namespace cairn
