// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

namespace cairn {

struct StoreContext;

/// Tags live in the notes; this lists and renames them (tagname.h says which are one tag). A tag is
/// shown as it was written first on this device.
class TagStore {
public:
    explicit TagStore(StoreContext &context);
    Result<QList<TagInfo>> list(); ///< tags of notes outside the trash, sorted by name
    /// In all notes, those in the trash too; merges into an existing tag. Returns the number of
    /// notes changed. NotFound.
    Result<int> rename(const QString &from, const QString &to);

private:
    StoreContext &m_context;
};

} // namespace cairn
