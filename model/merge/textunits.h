#pragma once

#include <QList>
#include <QStringView>

namespace cairn {

/// Cuts a text into the units that a merge works on: lines with their line end, long lines of prose
/// further at sentence ends (Latin, Greek, Cyrillic, CJK, Arabic, Indic …). Lines of fenced code
/// and of tables stay whole. The units in order are the whole text. Line ends must be \n. Pure; the
/// views point into `text`.
///
/// The rules are our own tables and not QTextBoundaryFinder, whose data changes with Qt's version:
/// two devices must cut the same text at the same places, or they would merge differently.
QList<QStringView> mergeUnits(QStringView text);

} // namespace cairn
