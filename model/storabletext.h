// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

/// Texts from elsewhere can hold what SQLite and UTF-8 cannot: a NUL ends a text in some functions,
/// half a surrogate pair has no UTF-8 at all. Pure.

bool isStorable(QStringView text);
/// With U+FFFD in the place of what cannot be stored.
QString storable(QString text);

} // namespace cairn
