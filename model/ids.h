// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

class Clock;
class Random;

/// A ULID: 48 bits of time and 80 random bits as 26 characters of Crockford base 32
/// (github.com/ulid/spec). Sorts by creation time; the time in it is never used for a decision.
QString makeUlid(const Clock &clock, Random &random);

/// `<type>:<ULID>`, the form of every document id of ours; type is "note", "notebook", "device".
QString makeDocumentId(QStringView type, const Clock &clock, Random &random);

/// The id of a note that an importer makes from `source`: the same source gives the same id on
/// every device, so an import run on two of them does not double its notes. Has the form of a ULID,
/// but its time part says nothing.
QString noteIdForSource(const QString &source);

} // namespace cairn
