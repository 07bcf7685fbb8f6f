// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace cairn {

/// A line that starts a list item: `  - text`, `3. text`, `* [x] text`. Offsets count UTF-16 units
/// from the line's start.
struct ListItem {
    qsizetype indent = 0; ///< length of the leading white space
    qsizetype markerEnd = 0; ///< just behind the bullet or the number's delimiter
    qsizetype content =
        0; ///< where the item's own text begins, behind the task box when there is one
    int number = -1; ///< -1: a bullet
    QChar mark; ///< '-', '*', '+', or the number's delimiter '.' or ')'
    qsizetype taskMark = -1; ///< offset of the character between '[' and ']'; -1: no task
    bool done = false;

    bool isTask() const { return taskMark >= 0; }
};

/// The item that this line starts, or nothing.
std::optional<ListItem> parseListItem(QStringView line);

/// What a new line below this one starts with: the same indent and marker, the next number, an open
/// task box; for a quotation its `> `; else the indent. Empty when the line has nothing to go on
/// with.
QString continuationPrefix(QStringView line);

/// Length of what continuationPrefix repeats (marker, box, quotation mark), 0 when there is none.
qsizetype prefixLength(QStringView line);

/// The opening or closing fence of a code block: its character and length; length 0: the line is
/// none.
struct Fence {
    QChar character;
    qsizetype length = 0;
    bool bare = false; ///< nothing follows, so it can close a block
    qsizetype indent = 0; ///< length of the leading white space
};
Fence parseFence(QStringView line);
/// Whether `line` ends the block that `opening` began. A fence that stands further in belongs to
/// the code (CommonMark, fenced code blocks).
bool closesFence(const Fence &line, const Fence &opening);

/// Number of words: runs of letters and digits; every Han, Hiragana, Katakana or Hangul syllable of
/// an unspaced script counts by itself, as writers of these scripts expect.
int countWords(QStringView text);

} // namespace cairn
