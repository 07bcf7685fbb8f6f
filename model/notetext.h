// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

/// What lists show and sort by, derived from a note's title and Markdown body. Pure functions; time
/// is linear at most.

/// The first ~200 characters of text, without Markdown marks, as one line, from where something can
/// be seen. Empty only if there is nothing to be seen in all of the body: what has nothing but
/// marks within its first 256 Ki characters is shown with them.
QString previewOf(const QString &body);
/// Unticked tasks (`- [ ]`, `* [ ]`, `+ [ ]`, `1. [ ]`) outside fenced code.
int openTasksIn(const QString &body);
/// The same for titles that differ in case, accents or width only; orders them as people read.
QString titleKeyOf(const QString &title);

} // namespace cairn
