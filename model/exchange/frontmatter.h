#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace cairn {

/// A Markdown file taken apart: what its YAML front matter says, and the text below it. Understands
/// the dialects of Joplin, Obsidian, Pandoc and Notesnook. Front matter that is no valid YAML
/// mapping is text like any other: nothing is dropped.
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
    QJsonObject other; ///< keys we have no field for, kept as they were written
};

/// `text` has \n line ends.
FrontMatter readFrontMatter(const QString &text);

/// The front matter of our own export, with the closing line and a blank one.
QString writeFrontMatter(const FrontMatter &frontMatter);

/// The dates that front matter is written with: ISO with a blank or a T, with or without time and
/// zone; without: local time.
std::optional<qint64> parseFrontMatterDate(const QString &text);

} // namespace cairn
