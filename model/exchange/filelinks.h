// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "markdownlink.h"

#include <QHash>
#include <QStringList>

namespace cairn {

/// Which note a file is, and the links between notes in the words of files and back. For one import
/// or export.
class FileLinks {
public:
    /// `relative`: below the root, with '/'. `names`: by which wiki links may call it, beside its
    /// file name.
    void
    add(const QString &relative, const QString &noteId, const QString &title,
        const QStringList &names = {});

    QString noteAt(const QString &relative) const { return m_notes.value(relative); }

    enum class Spelling {
        Ours, ///< written by our own export: inline links and definitions to files, to the letter
        Foreign, ///< other programs' too: wiki links, no suffix, another case
    };
    /// Links to files as links to notes. `relative`: the file that the text is in.
    QString toNotes(const QString &body, const QString &relative, Spelling spelling) const;
    /// Links to notes as links to their files.
    QString toFiles(const QString &body, const QString &relative) const;

private:
    QString byPath(const QString &path, const QString &folder, Spelling spelling) const;
    std::optional<QString> byName(const MarkdownLink &link, const QString &folder) const;

    QHash<QString, QString> m_notes; ///< id by path
    QHash<QString, QStringList> m_folded; ///< paths by their comparable form
    QHash<QString, QStringList> m_names; ///< paths by comparable file name, title and alias
    QHash<QString, QString> m_titles; ///< by path
    QHash<QString, QString> m_paths; ///< by id
};

/// Equal where a file system or a person may take two names for one: case, composed and decomposed
/// accents.
QString comparableName(const QString &name);

} // namespace cairn
