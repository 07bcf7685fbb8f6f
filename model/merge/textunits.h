// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace cairn {

/// Cuts a text into the units that a merge works on: lines with their line end, long lines of prose
/// further at sentence ends. Lines of fenced code and of tables stay whole. The units in order are
/// the whole text. Line ends must be \n. Pure; the views point into `text`.
QList<QStringView> mergeUnits(QStringView text);

} // namespace cairn
