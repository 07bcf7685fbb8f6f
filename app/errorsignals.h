// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cairn::errorsignals {

/// What the system would end a process for, although the call that it is about can fail in the
/// ordinary way: writing to a pipe that nobody reads (EPIPE), and more into a file than the limit
/// allows (EFBIG). From now on it fails. Programs that this one starts are spared the change. First
/// thing in main(); nothing on Windows.
void becomeErrors();

} // namespace cairn::errorsignals
