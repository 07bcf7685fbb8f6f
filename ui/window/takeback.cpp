// SPDX-License-Identifier: GPL-3.0-or-later
#include "takeback.h"

#include "store/notes/notestore.h"
#include "store/store.h"
#include "writtensince.h"

namespace cairn {

QList<NoteSummary> TakeBack::summaries(Store &store, const QStringList &ids)
{
    QList<qint64> keys;
    for (const QString &id : ids) {
        if (const Result<qint64> key = store.notes().keyOf(id))
            keys.append(*key);
    }
    return store.notes().summaries(keys).value_or(QList<NoteSummary>());
}

UndoJournal::Outcome TakeBack::run(
    Store &store, UndoJournal &journal, const QList<Way> &ways,
    const std::function<bool(const NoteSummary &)> &isStillSo)
{
    qsizetype undone = 0;
    QStringList staying;
    for (const Way &way : ways) {
        QStringList ids;
        for (const NoteSummary &note : summaries(store, way.ids))
            (isStillSo(note) ? ids : staying).append(note.id); // what is gone is in neither
        if (ids.isEmpty())
            continue;
        if (const auto done = store.notes().editMany(ids, way.patch); !done)
            return journal.failed(done.error());
        undone += ids.size();
    }
    return tell(store, journal, undone, staying);
}

UndoJournal::Outcome
TakeBack::tell(Store &store, UndoJournal &journal, qsizetype undone, const QStringList &staying)
{
    if (undone > 0 && staying.isEmpty())
        return UndoJournal::Outcome::Undone;
    if (staying.isEmpty()) {
        Error gone;
        gone.kind = ErrorKind::NotFound;
        return journal.failed(gone);
    }
    const QString words = tr("%Ln note(s) are as they were", nullptr, int(undone));
    return journal.told(WrittenSince::with(words, undone, store, staying));
}

} // namespace cairn
