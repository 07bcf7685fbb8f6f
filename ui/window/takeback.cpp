// SPDX-License-Identifier: GPL-3.0-or-later
#include "takeback.h"

#include "stayingnotes.h"
#include "store/store.h"

namespace cairn {

Result<QList<NoteSummary>> TakeBack::summaries(Store &store, const QStringList &ids)
{
    QList<qint64> keys;
    for (const QString &id : ids) {
        const Result<qint64> key = store.notes().keyOf(id);
        if (key)
            keys.append(*key);
        else if (key.error().kind != ErrorKind::NotFound)
            return tl::unexpected(key.error());
    }
    return store.notes().summaries(keys);
}

UndoJournal::Outcome TakeBack::run(
    Store &store, UndoJournal &journal, const QList<ManyEdit> &ways,
    const std::function<bool(const NoteSummary &)> &isStillSo)
{
    QList<ManyEdit> edits;
    qsizetype undone = 0;
    StayingNotes staying;
    for (const ManyEdit &way : ways) {
        ManyEdit edit{{}, way.patch};
        const auto notes = summaries(store, way.ids); // what is gone is not among them
        if (!notes)
            return journal.failed(notes.error());
        for (const NoteSummary &note : *notes)
            (isStillSo(note) ? edit.ids : staying.changed).append(note.id);
        undone += edit.ids.size();
        edits.append(edit);
    }
    // All or nothing: the next try would take what one has done by now for a later change.
    const auto done = store.notes().editInAll(edits);
    if (!done)
        return journal.failed(done.error());
    staying.damaged = done->damaged;
    return tell(store, journal, undone - staying.damaged.size(), staying);
}

UndoJournal::Outcome
TakeBack::tell(Store &store, UndoJournal &journal, qsizetype undone, const StayingNotes &staying)
{
    if (undone > 0 && staying.isEmpty())
        return UndoJournal::Outcome::Undone;
    if (staying.isEmpty()) {
        Error gone;
        gone.kind = ErrorKind::NotFound;
        return journal.failed(gone);
    }
    const QString done = tr("%Ln note(s) are as they were", nullptr, int(undone));
    const QString words = staying.with(done, undone, store);
    const bool mayGoWell = undone == 0 && staying.changed.isEmpty(); // once the texts are mended
    return mayGoWell ? journal.notNow(words) : journal.told(words);
}

} // namespace cairn
