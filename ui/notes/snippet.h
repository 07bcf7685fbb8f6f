// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QList>
#include <QString>

namespace cairn {

/// A search snippet as plain text with the places that match.
struct Snippet {
    struct Range {
        int start = 0;
        int length = 0;
        friend bool operator==(const Range &, const Range &) = default;
    };
    QString text;
    QList<Range> matches;

    /// Takes the marks U+E000 … U+E001 out; unpaired ones are dropped.
    static Snippet parse(const QString &marked);
    /// Cut at the beginning, at a word, so that the first match is inside `width` pixels.
    Snippet showingMatch(const QFontMetrics &metrics, int width) const;
};

} // namespace cairn
