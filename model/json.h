// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>

namespace cairn {

/// QJsonDocument::fromJson() for what is kept and sent on: Qt takes a U+FEFF at the start of a
/// string for a byte order mark and drops it, and then the text is another one than its revision
/// says. Any thread.
QJsonDocument parsedJson(const QByteArray &json, QJsonParseError *problem = nullptr);

} // namespace cairn
