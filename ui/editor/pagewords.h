// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

constexpr qsizetype kMaxPage = 2'000'000; ///< UTF-16 units, with all tags; more is not read

/// The words of a page or a part of one (HTML), or of its beginning, a line each for its
/// paragraphs, items and rows; nothing that it names is loaded. Any HTML, any thread; the time
/// grows with its length alone.
QString wordsOfHtml(const QString &html);

} // namespace cairn
