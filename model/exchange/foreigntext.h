// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace cairn {

/// The text of a file that another program wrote.
struct ForeignText {
    QString text; ///< line ends are \n
    QString encoding; ///< as people call it; empty: UTF-8, about which there is nothing to tell
};

/// UTF-8; UTF-16 and UTF-32 with a byte order mark; UTF-16 without one and Windows-1252 where that
/// is certain. Nothing where it is not, and where the text has a NUL: a guess would be kept as if
/// somebody had written it.
std::optional<ForeignText> foreignText(const QByteArray &bytes);

} // namespace cairn
