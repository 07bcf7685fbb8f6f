// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

class Clock;
class Random;

/// A ULID: 48 bits of time and 80 random bits as 26 characters of Crockford base 32
/// (github.com/ulid/spec). Sorts by creation time; the time in it is never used for a decision.
QString makeUlid(const Clock &clock, Random &random);

/// `<type>:<ULID>`, the form of every document id of ours; `type`: the name of its kind.
QString makeDocumentId(QStringView type, const Clock &clock, Random &random);

/// The id of a document that is made of `source`: the same source gives the same id on every
/// device, so what two of them do makes one. Has the form of a ULID, but its time part says
/// nothing.
QString idForSource(QStringView type, const QString &source);
/// Of a note: an import run on two devices does not double its notes.
QString noteIdForSource(const QString &source);

} // namespace cairn
