// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace cairn {

/// What names and titles are sorted by, so that bytes compare as a person expects it: without case
/// and accents, "ł" beside "l" and "Æ" beside "ae" whatever the computer's language is, and numbers
/// by their value ("2" before "10"). Equal keys do not mean equal names. Any thread.
QByteArray nameOrderKey(const QString &name);

} // namespace cairn
