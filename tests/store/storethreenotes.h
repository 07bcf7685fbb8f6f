// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "must.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "teststore.h"

namespace cairn {

struct ThreeNotes {
    QString first; ///< in A/B, with two tags and an open task, an emergency
    QString second; ///< in the trash
};

/// The two, and a third one that was deleted for good.
inline ThreeNotes writeThreeNotes(TestStore &store)
{
    NoteStore &notes = store->notes();
    ThreeNotes written;
    NoteContent content;
    content.title = QStringLiteral("First");
    content.body = QStringLiteral("needle\n- [ ] task");
    content.tags = {QStringLiteral("one"), QStringLiteral("two")};
    content.notebookId = must(store->notebooks().ensurePath(QStringLiteral("A/B"))).id;
    content.emergency = true;
    written.first = must(notes.create(content)).id;
    content = {};
    content.title = QStringLiteral("Second");
    written.second = must(notes.create(content)).id;
    NotePatch trash;
    trash.trashed = true;
    must(notes.edit(written.second, trash));
    content.title = QStringLiteral("Third");
    must(notes.remove({must(notes.create(content)).id}, true));
    return written;
}

} // namespace cairn
