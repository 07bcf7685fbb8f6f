// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

/// Titles, names, reasons: words that came from elsewhere, made fit to stand among our own. Whoever
/// shows such words to a person, in a window or on a terminal, takes them through here. Pure, any
/// thread. What is kept, compared and sent stays as it was written.

constexpr qsizetype kMaxShownName = 120; ///< UTF-16 units
constexpr qsizetype kMaxShownDevice = 40;
constexpr qsizetype kMaxShownTag = 60;
constexpr qsizetype kMaxShownPath = 400; ///< of a notebook in notebooks

/// Whether a character is a control of the reading direction.
bool turnsDirection(QChar c);

/// The name as one line of at most `most` UTF-16 units: line ends and control characters become
/// blanks, controls of the reading direction go, stacks of combining marks end after eight. Longer
/// names are cut between graphemes and end in "…".
QString oneLine(QStringView name, qsizetype most = kMaxShownName);

/// oneLine(), and what reads from right to left between FSI and PDI, so that it turns nothing
/// round that stands beside it. For a name inside a sentence or beside other words.
QString isolatedName(QStringView name, qsizetype most = kMaxShownName);

/// Words for a terminal: line feeds and tabs stay, every other character of C0 and C1 and every
/// control of the reading direction becomes visible as \x1b or \u202e, so no words can move the
/// cursor, set a title or pretend to be another line.
QString terminalText(QStringView text);
/// A name among them: line feeds and tabs are made visible too, and it is cut as by oneLine().
QString terminalName(QStringView name, qsizetype most = kMaxShownName);

} // namespace cairn
