// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

/// A text that is kept and cannot be read (json.h, readBody()), or that is missing where it has to
/// be: an error of its own, of the kind of damaged pages. Whoever would write it anew is refused;
/// sync goes on with other documents; the doctor says more. Any thread.
Failure damagedText(const QString &what);
bool isDamagedText(const Error &error);
/// The text is not at hand, damaged or not kept any more: nothing else is wrong.
bool isTextMissing(const Error &error);

} // namespace cairn
