#pragma once

#include "error.h"
#include "note.h"

namespace cairn {

struct StoreContext;

/// Tags live in the notes; this lists and renames them. A tag is one line, trimmed, without leading '#', at most 100
/// characters, kept in the case it was written in.
class TagStore {
public:
    explicit TagStore(StoreContext &context);
    Result<QList<TagInfo>> list(); ///< tags of notes outside the trash, sorted by name
    /// In all notes, those in the trash too; merges into an existing tag. Returns the number of notes changed. NotFound.
    Result<int> rename(const QString &from, const QString &to);
    static QString normalized(const QString &tag); ///< empty: not usable

private:
    StoreContext &m_context;
};

} // namespace cairn
