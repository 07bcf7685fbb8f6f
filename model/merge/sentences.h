// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace cairn {

/// Cuts a line into its sentences (Latin, Greek, Cyrillic, CJK, Arabic, Indic …). None ends at an
/// abbreviation, before a digit or a small letter, or inside quotation marks and brackets; one
/// shorter than `shortestColumns` (wide characters count twice) stays with what follows. In doubt
/// there is no end: two edits of one sentence must never be taken for edits of two. The pieces in
/// order are the whole line; the views point into it. Pure.
///
/// The rules are our own tables and not QTextBoundaryFinder, whose data changes with Qt's version:
/// two devices must cut the same text at the same places, or they would merge differently.
QList<QStringView> sentences(QStringView line, qsizetype shortestColumns);

/// How wide a text is: East Asian wide characters take two columns, all others one.
qsizetype columns(QStringView text);

} // namespace cairn
