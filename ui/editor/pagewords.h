// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

/// The words of a page or a part of one (HTML), a line each for its paragraphs, items and rows;
/// nothing that it names is loaded. Any HTML, any thread; the time grows with its length alone.
QString wordsOfHtml(const QString &html);

} // namespace cairn
