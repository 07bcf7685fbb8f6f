// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cairn {

/// Markdown whose tables a strict parser finds too: people write `|-|-|` and `--|--`, and a table
/// right below a line of text, as GitHub and most editors accept.
struct TableLines {
    QString text;
    QList<int> added; ///< lines of `text`, ascending from 0, that the source does not have

    /// The line of the source, from 0, that this line of `text` is.
    int sourceLine(int line) const;
};

TableLines withPlainTables(const QString &markdown);

} // namespace cairn
