#pragma once

#include "error.h"
#include "note.h"

namespace cairn {

struct StoreContext;

/// Tags live in the notes; this lists and renames them. A tag is trimmed, without leading '#', at most 100 characters,
/// kept in the case it was written in.
class TagStore {
public:
    explicit TagStore(StoreContext &context);
    Result<QList<TagInfo>> list(); ///< tags of notes outside the trash, sorted by name
    Result<int> rename(const QString &from, const QString &to); ///< returns the number of notes changed; merges into an existing tag
    static QString normalized(const QString &tag); ///< empty: not usable

private:
    StoreContext &m_context;
};

} // namespace cairn
