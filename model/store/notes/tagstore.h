// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

namespace cairn {

struct StoreContext;

/// What was done by renaming a tag, and what takes that back.
struct TagRename {
    struct Note {
        QString id;
        QString was; ///< as the tag was written in it
        bool hadBoth = false; ///< the new one as well, before
    };
    QString name; ///< the new one
    QList<Note> notes; ///< that were changed
    QStringList damaged; ///< keep the old one: their text cannot be read
};

/// Tags live in the notes; this lists and renames them (tagname.h says which are one tag). A tag is
/// shown as it was written first on this device.
class TagStore {
public:
    explicit TagStore(StoreContext &context);
    Result<QList<TagInfo>> list(); ///< tags of notes outside the trash, sorted by name
    /// In all notes, those in the trash too; merges into an existing tag. NotFound; the error
    /// of a damaged text where no note could be changed.
    Result<TagRename> rename(const QString &from, const QString &to);

private:
    Result<QList<TagRename::Note>> notesWith(const QString &tag, const QString &other);

    StoreContext &m_context;
};

} // namespace cairn
