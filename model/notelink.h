// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace cairn {

/// A link to a note: `cairn://note/ID`, perhaps with a part of it behind `#`. Every door makes and
/// reads such links here: the clipboard, the editor, the preview, import and export, both command
/// lines. Anybody may send one, so what it says is an id to look for and nothing else. Pure, any
/// thread.
struct NoteLink {
    QString noteId; ///< a document id: `note:…`
    QString anchor; ///< as it is written; empty: the whole note

    /// Of an address as a browser would be given it, with its percent signs. Scheme and host count
    /// in any case of their letters; `note:` before the id may be missing. Nothing: another
    /// address, or one that is no id (a path, a query, controls, longer than ids are).
    static std::optional<NoteLink> parse(const QString &address);

    /// What is none of letters, digits and `-` in the id has percent signs, so the address ends
    /// where the link does, in a text as on a command line.
    QString address() const;
    /// A Markdown link to it; the words are shown as they are.
    QString markdown(const QString &words) const;

    friend bool operator==(const NoteLink &, const NoteLink &) = default;
};

/// Longer addresses are followed nowhere: no person reads them, and each of them costs time.
inline constexpr qsizetype kMaxAddress = 8'000;
/// What every address of a note begins with, in lower case.
inline constexpr QStringView kNoteLinkPrefix = u"cairn://note/";

/// The target of a link with an anchor, if there is one. What of it must not stand in a target is
/// written with percent signs; the rest stays as it is.
QString withAnchor(const QString &target, const QString &anchor);

/// Words that stay words between the brackets of a link.
QString asLinkText(const QString &words);

} // namespace cairn
