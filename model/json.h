// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace cairn {

/// QJsonDocument::fromJson() for what is kept and sent on: Qt takes a U+FEFF at the start of a
/// string for a byte order mark and drops it, and then the text is another one than its revision
/// says. Any thread.
QJsonDocument parsedJson(const QByteArray &json, QJsonParseError *problem = nullptr);

// How bodies are kept. A body has no member whose name begins with `_` but for attachments; kept,
// its JSON ends with the member `_cairn_sum`: 16 hex digits of BLAKE2b over all before it. A text
// that the disk has altered may still be JSON, and is not what was written. Those kept before there
// were sums have none, and are read without. Any thread.

/// `deleted`: of a tombstone; sealed in the sum, so that a tombstone is no living text and no text
/// a tombstone, whatever stands beside it.
QByteArray keptBody(const QJsonObject &body, bool deleted = false);
/// Nothing: it cannot be read, or its sum says that it is another one; never the same as an empty
/// one.
std::optional<QJsonObject> readBody(const QByteArray &kept);
/// Whether readBody() can: the one question about a kept text that is asked anywhere.
bool isReadable(const QByteArray &kept);
/// What is sent: without the sum. `kept` is readable.
QByteArray jsonOfBody(const QByteArray &kept);

/// What the sum of a kept body says of it.
enum class Seal { Absent, Living, Deleted, Broken };
Seal sealOf(const QByteArray &kept);
/// Both at once. `body` is nothing where readBody() is.
struct KeptBody {
    std::optional<QJsonObject> body;
    Seal seal = Seal::Absent;
};
KeptBody readKept(const QByteArray &kept);
/// Whether `kept`, whatever it reads as by now, was written of `body`, and of no tombstone: so says
/// the sum that it ends with.
bool hasSumOf(const QByteArray &kept, const QJsonObject &body);

} // namespace cairn
