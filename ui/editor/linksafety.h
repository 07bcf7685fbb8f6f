// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

// What of an address from a note is followed, and what a person is asked first. Pure.

/// The address as the desktop gets it: http and https with a host and without user information,
/// mailto with to, cc, subject and body only. Empty: it is not followed.
QString followableAddress(const QString &address);

/// Where a followable address leads, in words that cannot be dressed up: the host (with its letters
/// of the wire when it has others), or the mail address.
QString placeOfLink(const QString &address);

/// Whether a person who reads `words` would expect another place than `address`: the words name
/// another host or mail address, or the address has a user name that looks like a host.
bool isMisleading(const QString &words, const QString &address);

} // namespace cairn
