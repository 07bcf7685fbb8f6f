// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QJsonObject>

#include <optional>

namespace cairn {

/// What can be read of a JSON text. A parser gives nothing at all for a number that no double
/// holds, or for one byte that is no UTF-8. Here the values down to `levels` below the outermost
/// one are looked at one by one, and null stands for one that the parser refuses. A value further
/// down is whole or makes the one above it null: nothing is ever left out of a document. Nothing:
/// the text is not one object or array from its first to its last byte; it may have been cut off.
/// Measure it first (JsonMeter::isBearable()). Any thread.
std::optional<QJsonValue> readableParts(QByteArrayView json, int levels);

/// The members, read so, of an object whose text ends early: those that are whole.
QJsonObject wholeMembers(QByteArrayView head);

} // namespace cairn
