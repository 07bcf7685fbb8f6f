// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMimeData;
class QTextCursor;

namespace cairn {

// A note's text in a QTextDocument and out of it again, character by character. Qt's own functions
// turn no-break spaces into blanks and four characters into paragraphs.

/// As the document takes it. CR LF becomes LF; a lone CR, U+2029, U+FDD0 and U+FDD1 are kept under
/// names that the document does not know.
QString toDocumentText(QString text);
/// The text of toRawText() or of selectedText(): paragraphs end in \n.
QString fromDocumentText(QString text);
/// Whether a text comes out as it went in: it has none of the names above in it.
bool fitsDocument(QStringView text);

/// The selection for the clipboard or a drag, every character as it is.
QMimeData *selectionMimeData(const QTextCursor &cursor);

} // namespace cairn
