// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/markdownlinks.h"

#include "editor/linksafety.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace cairn {

namespace {

// Longer lines are data; looking for links in them would only cost time.
constexpr qsizetype kMaxLine = 20'000;

std::optional<LinkTarget> targetOf(const NoteLink &link)
{
    if (link.form != NoteLink::Form::Wiki)
        return LinkTarget{LinkTarget::Kind::Address, link.address, link.text.trimmed()};
    if (link.path.isEmpty())
        return std::nullopt; // a place in this note
    return LinkTarget{LinkTarget::Kind::Title, link.path, link.alias};
}

} // namespace

std::optional<LinkTarget> linkAt(const QString &line, qsizetype column)
{
    if (line.size() > kMaxLine)
        return std::nullopt;
    // Four blanks are code to the parser, and the third level of a list to whoever sees the lines
    // above.
    const qsizetype indent =
        std::find_if_not(line.cbegin(), line.cend(), [](QChar c) { return c.isSpace(); })
        - line.cbegin();
    const QList<NoteLink> links = findLinks(line.sliced(indent));
    for (const NoteLink &link : links) { // an inner one comes before the one around it
        const qsizetype at = column - indent - link.start;
        if (at >= 0 && at < link.length)
            return targetOf(link);
    }
    static const QRegularExpression kBare(
        QStringLiteral("(?:https?://|mailto:|cairn://note/)[^\\s<>()\\[\\]\"]+"));
    for (auto it = kBare.globalMatch(line); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedStart() <= column && column < match.capturedEnd())
            return LinkTarget{LinkTarget::Kind::Address, match.captured(), {}};
    }
    return std::nullopt;
}

bool isNoteLink(const QString &address) { return !noteIdOfLink(address).isEmpty(); }

bool isSafeExternalLink(const QString &address) { return !followableAddress(address).isEmpty(); }

} // namespace cairn
