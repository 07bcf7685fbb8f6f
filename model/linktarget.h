// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "markdownlink.h"

#include <QStringView>

#include <optional>

namespace cairn {

// How the parts of a link are written (CommonMark, links). Positions count UTF-16 units; what goes
// over a part answers with the position behind it, or with nothing where there is no such part.

bool isBlank(QChar c); ///< a blank or a tab
QChar charAt(QStringView text, qsizetype at); ///< NUL behind the end
bool blankFrom(QStringView text, qsizetype at); ///< to the end of the line

/// Over blanks and at most one line end.
qsizetype overSpace(QStringView text, qsizetype at);
/// `<…>`, or what has no blank and no bracket without its other half.
std::optional<qsizetype> overTarget(QStringView text, qsizetype at);
/// `"…"`, `'…'` or `(…)`, within one paragraph.
std::optional<qsizetype> overTip(QStringView text, qsizetype at);

/// Sets address, path and anchor from what a browser would be given.
void readAddress(const QString &address, MarkdownLink &link);
/// The same from a target as it is written, with its `<>`, escapes and entities.
void readTarget(QStringView written, MarkdownLink &link);
/// Sets path, anchor and alias from what is inside `[[…]]`.
void readWikiTarget(QStringView inside, MarkdownLink &link);

} // namespace cairn
