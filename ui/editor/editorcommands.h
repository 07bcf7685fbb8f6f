// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/markdownlines.h"
#include "editor/textpatch.h"

#include <QTextCursor>

namespace cairn::editorcommands {

// What keys do to Markdown text. Each works on the document of the given cursor as one undo step,
// leaves the cursor where the person expects it and returns whether it did anything (false: let the
// key do its ordinary work).

/// Enter: the next list item or quotation; on an empty item the list ends. Following numbers are
/// kept in order.
bool continueLine(QTextCursor &cursor, bool insideCode);
/// After a character was typed: a fence that would close the block of `opening`, were it not
/// indented like the code above, moves below the opening one.
bool alignClosingFence(QTextCursor &cursor, const Fence &opening);
/// Tab and Shift+Tab: list items and selected lines move in or out by one step of four columns.
bool indent(QTextCursor &cursor, bool out);
/// Ctrl+B, Ctrl+I: `marks` is "**" or "*". Wraps the selection or the word at the caret, or takes
/// the marks away.
void toggleEmphasis(QTextCursor &cursor, int marks);
/// Ctrl+K: `[selection](url)`; what is missing is left open with the caret there. An url may be
/// empty.
void insertLink(QTextCursor &cursor, const QString &url);
/// Ctrl+Enter: ticks or unticks the lines of the selection; a line that is no task becomes one.
void toggleTasks(QTextCursor &cursor);
/// Ticks or unticks the task on one line, counted from 0. False when there is none.
bool setTask(QTextDocument *document, int line, bool done);
/// Alt+Up, Alt+Down: the selected lines change places with the line above or below.
bool moveLines(QTextCursor &cursor, bool up);
/// Backspace and Delete: takes away what a person sees as one character, however many it is made
/// of.
bool deleteGrapheme(QTextCursor &cursor, bool forward);
/// Applies edits of minimalEdits() from the last to the first.
void apply(QTextDocument *document, const QList<TextEdit> &edits);

/// The one web or mail address that the text consists of, or nothing.
QString singleUrl(const QString &text);

} // namespace cairn::editorcommands
