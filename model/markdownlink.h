// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notelink.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace cairn {

/// A link as Markdown text has it: where it stands and where it points to. What is code (spans,
/// fences, indented blocks) has none: a parser says what that is. Values; any thread.
struct MarkdownLink {
    enum class Form {
        Inline, ///< `[text](target "tip")`, images too
        Definition, ///< `[label]: target`, of links by reference
        Reference, ///< `[text][label]`, `[label][]`, `[label]`, where that label is defined
        Wiki, ///< `[[path/name#anchor|alias]]`
        Angle, ///< `<scheme:…>`
        Bare, ///< an address among words: http, https, mailto, a note's
    };
    Form form = Form::Inline;
    qsizetype start = 0; ///< of the whole link, in UTF-16 units
    qsizetype length = 0;
    qsizetype targetStart =
        0; ///< of the target as it is written, with its `<>`; Wiki: what is inside the brackets
    qsizetype targetLength = 0; ///< Reference: 0, it has none of its own
    qsizetype textStart = 0; ///< Inline, Reference: of what stands between the first brackets
    qsizetype textLength = 0;
    QString address; ///< the target, escapes and entities undone: what a browser is given
    QString path; ///< the target, percent signs undone, too, without the anchor
    QString anchor; ///< behind `#`, as it is written
    QString alias; ///< Wiki: what is shown; empty: nothing of its own
    bool embedded = false; ///< `!` stands before it

    std::optional<NoteLink> note() const { return NoteLink::parse(address); }
    /// What a wiki link shows: its alias, or the note's name without folders and with the anchor.
    QString wikiWords() const;
};

/// All links of a text; one inside another comes before it. Time is linear.
QList<MarkdownLink> findLinks(const QString &markdown);

/// The link that is followed at this position, or nothing: the innermost, but not an address that
/// is shown as the words of another link.
std::optional<MarkdownLink> linkCovering(const QList<MarkdownLink> &links, qsizetype position);

/// The text with other targets. `target` answers with the new one, spelled as it is to stand there,
/// or with nothing: then the link stays to the letter. Link texts and tips stay in any case; a wiki
/// link becomes an inline one. Not asked for references: their definition is.
QString withTargets(
    const QString &markdown,
    const std::function<std::optional<QString>(const MarkdownLink &)> &target);

/// An address as the target of a link: between `<>` where a bracket of it would end the link.
QString asTarget(const QString &address);

/// With every link to a note in the spelling of NoteLink::address().
QString withCanonicalNoteLinks(const QString &markdown);

} // namespace cairn
