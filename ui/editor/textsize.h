// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cairn {

// What can be edited at once. A line is laid out as a whole at every key in it, so the time for a
// key grows with the line and not with the note (figures in ui/README.md).

constexpr qsizetype kMaxEditableLine = 20'000; ///< UTF-16 units
constexpr qsizetype kMaxEditableText = 4'000'000; ///< UTF-16 units

qsizetype longestLine(QStringView text);
bool isEditable(QStringView text);

/// The text with its long lines in pieces, to be looked at. Positions in the text can be found
/// again in what is shown.
class TextPieces {
public:
    /// No more than `most` units are shown.
    explicit TextPieces(const QString &text, qsizetype most = kMaxEditableText);

    const QString &shown() const { return m_shown; }
    bool isCut() const { return m_cut; } ///< what is shown is not all
    qsizetype toShown(qsizetype position) const; ///< of a position in the text
    qsizetype toText(qsizetype position) const; ///< of a position in what is shown

private:
    QString m_shown;
    QList<qsizetype> m_breaks; ///< positions in the text before which a line end was put
    bool m_cut = false;
};

/// The text with line ends put in where lines are too long to be edited, in place of a blank where
/// there is one. Shorter lines stay as they are.
QString withLongLinesBroken(const QString &text);

} // namespace cairn
