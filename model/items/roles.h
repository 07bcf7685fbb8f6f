// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"

#include <QMetaType>

namespace cairn {

/// What the item models hand to delegates beside Qt's own roles: one value a row, so that painting
/// asks once. DisplayRole is the title or name, AccessibleTextRole may add to it.
enum ItemRole {
    NoteRole = Qt::UserRole + 1, ///< list of notes: NoteSummary
    SnippetRole, ///< list of notes while searching: SearchHit::snippet; else empty
    IdRole, ///< note id, notebook id, or the name of a tag
    PlaceRole, ///< sidebar: int(Place)
    CountRole, ///< sidebar: int, 0 shows nothing
    QueryRole, ///< sidebar: NoteQuery that lists the place
};

enum class Place { All, Emergency, OpenTasks, Conflicts, Notebook, TagsHeader, Tag, Trash };

} // namespace cairn

Q_DECLARE_METATYPE(cairn::NoteSummary)
