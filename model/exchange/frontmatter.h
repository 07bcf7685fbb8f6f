// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace cairn {

/// A Markdown file taken apart: what its YAML front matter says, and the text below it. Understands
/// the dialects of Joplin, Obsidian, Pandoc and Notesnook. Read line by line: `title: a: b` and
/// `title: @x`, which are no YAML, are what people mean by them, and a line that says nothing to us
/// costs that line alone. What is mostly no front matter is text like any other.
struct FrontMatter {
    bool present = false;
    QString body; ///< without the front matter and the one blank line after it
    QString title;
    QString id;
    QStringList tags;
    std::optional<qint64> createdAt; ///< UTC milliseconds
    std::optional<qint64> updatedAt;
    bool pinned = false;
    bool emergency = false;
    std::optional<bool> completed; ///< Joplin: a task, and whether it is ticked
    QStringList aliases; ///< further names for links; kept in `other` as well
    QString color;
    QStringList notebook; ///< our own export: names, where the folder cannot be called the same
    bool linksKept = false; ///< our own export: links are as they were in the note
    QJsonObject other; ///< keys we have no field for, kept as they were written
    QStringList lost; ///< what was left out and why, one line each

    /// Written by our own export: `id` is a note's.
    bool isOurs() const;
};

/// `text` has \n line ends.
FrontMatter readFrontMatter(const QString &text);

/// The front matter of our own export, with the closing line and a blank one.
QString writeFrontMatter(const FrontMatter &frontMatter);

/// The dates that front matter is written with: ISO with a blank or a T, with or without time and
/// zone; without: local time. Seconds and milliseconds since 1970, and the dates of mails.
std::optional<qint64> parseFrontMatterDate(const QString &text);

} // namespace cairn
