// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace cairn {

/// A link as Markdown text has it: where it stands and where it points to. What is code (spans,
/// fences, indented blocks) has none: a parser says what that is. Values; any thread.
struct NoteLink {
    enum class Form {
        Inline, ///< `[text](target "tip")`, images too
        Definition, ///< `[label]: target`, of links by reference
        Wiki, ///< `[[path/name#anchor|alias]]`
    };
    Form form = Form::Inline;
    qsizetype start = 0; ///< of the whole link, in UTF-16 units
    qsizetype length = 0;
    qsizetype targetStart =
        0; ///< of the target as it is written, with its `<>`; Wiki: what is inside the brackets
    qsizetype targetLength = 0;
    QString address; ///< the target, escapes undone: what a browser is given
    QString path; ///< the target, escapes and percent signs undone, without the anchor
    QString anchor; ///< behind `#`, as it is written
    QString text; ///< Inline: what stands between the brackets, as it is written
    QString alias; ///< Wiki: what is shown; empty: nothing of its own
    bool embedded = false; ///< `!` stands before it
};

QList<NoteLink> findLinks(const QString &markdown);

/// The text with other targets. `target` answers with the new one, spelled as it is to stand there,
/// or with nothing: then the link stays to the letter. Link texts and tips stay in any case; a wiki
/// link becomes an inline one.
QString withTargets(
    const QString &markdown, const std::function<std::optional<QString>(const NoteLink &)> &target);

/// What is inside `[[…]]`: path, anchor and alias.
void readWikiTarget(QStringView inside, NoteLink &link);

/// The scheme and host of links to notes: cairn://note/ID, perhaps with an anchor.
QString noteIdOfLink(const QString &address); ///< empty: no link to a note
QString noteLink(const QString &noteId);

/// With every link to a note in the spelling of noteLink().
QString withCanonicalNoteLinks(const QString &markdown);

} // namespace cairn
