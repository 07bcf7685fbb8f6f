// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

/// The character that an entity of Markdown text (`&amp;`, `&#65;`, `&#x41;`) stands for. Numbers
/// that are no character become U+FFFD; names that are not known stay as they were written.
QString decodedEntity(QStringView entity);

} // namespace cairn
