#pragma once

#include <QString>

namespace cairn {

class Clock;
class Random;

/// A ULID: 48 bits of time and 80 random bits as 26 characters of Crockford base 32 (github.com/ulid/spec).
/// Sorts by creation time; the time in it is never used for a decision.
QString makeUlid(const Clock &clock, Random &random);

/// `<type>:<ULID>`, the form of every document id of ours; type is "note", "notebook", "device".
QString makeDocumentId(QStringView type, const Clock &clock, Random &random);

} // namespace cairn
