// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cairn {

/// Whether this is the build of tests/run that looks for faults of memory. It is up to ten times
/// slower. Sweeps try fewer of their places there: the same code runs either way, and what is
/// looked for does not depend on which place it was. The ordinary build tries all of them.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

} // namespace cairn
