// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

/// Addresses that only the renderer writes; text that names them is no link.
inline constexpr QStringView kTaskScheme =
    u"cairn-task"; ///< cairn-task:LINE/1 ticks, cairn-task:LINE/0 unticks; from 0
inline constexpr QStringView kTitleScheme =
    u"cairn-title"; ///< cairn-title:PERCENT-ENCODED, from [[title]]
/// cairn-ask:PERCENT-ENCODED-ADDRESS/PERCENT-ENCODED-WORDS: the words promise another place.
inline constexpr QStringView kAskScheme = u"cairn-ask";

/// Markdown (CommonMark, tables, task lists, strikethrough, autolinks, [[titles]]) as HTML of the
/// kind that QTextDocument reads. A pure function for any thread, safe for hostile text: raw HTML
/// is shown as text, links go to http, https, mailto and notes only, images become links, nesting,
/// output and the length of a block are bounded. Classes are styled by previewstyle.h.
QString renderMarkdown(const QString &markdown);

} // namespace cairn
