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

/// A document's body as this store keeps it. Nothing: it cannot be read, which is never the same as
/// an empty one. Any thread.
std::optional<QJsonObject> readBody(const QByteArray &kept);
/// Whether readBody() can: the one question about a kept text that is asked anywhere.
bool isReadable(const QByteArray &kept);

} // namespace cairn
