// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cairn {

/// Ancestors kept of a revision, and sent or taken with it: CouchDB's default revs_limit.
inline constexpr int kMaxAncestors = 1'000;

} // namespace cairn
