// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

namespace cairn {

struct StoreContext;

/// Tags live in the notes; this lists and renames them. A tag is one line, trimmed, without leading
/// '#', at most 100 characters, kept in the case it was written in. Tags that differ in case only,
/// or in how an accented letter is put together, are one tag; it is shown as it was written first
/// on this device.
class TagStore {
public:
    explicit TagStore(StoreContext &context);
    Result<QList<TagInfo>> list(); ///< tags of notes outside the trash, sorted by name
    /// In all notes, those in the trash too; merges into an existing tag. Returns the number of
    /// notes changed. NotFound.
    Result<int> rename(const QString &from, const QString &to);
    static QString normalized(const QString &tag); ///< empty: not usable
    static QString
    key(const QString &tag); ///< the same for all ways to write a tag; what note_tag and tally hold
    static QStringList
    distinct(QStringList tags); ///< sorted, the first of several ways to write one

private:
    StoreContext &m_context;
};

} // namespace cairn
