// SPDX-License-Identifier: GPL-3.0-or-later
#include "writtensince.h"

#include "error.h"
#include "notename.h"
#include "store/notes/notestore.h"
#include "store/store.h"

namespace cairn {

bool WrittenSince::isReason(const Error &error) { return error.kind == ErrorKind::Conflict; }

QString WrittenSince::words(Store &store, const QStringList &noteIds)
{
    const auto titles = store.notes().titles(noteIds).value_or(QHash<QString, QString>());
    const QString name = NoteName::of(titles.value(noteIds.value(0)));
    if (noteIds.size() == 1)
        return tr("“%1” has changed since and stays as it is.").arg(name);
    return tr("“%1” and %Ln other note(s) have changed since and stay as they are.", nullptr,
              int(noteIds.size()) - 1)
        .arg(name);
}

QString
WrittenSince::with(const QString &done, qsizetype count, Store &store, const QStringList &noteIds)
{
    if (noteIds.isEmpty())
        return done;
    if (count == 0)
        return words(store, noteIds);
    return tr("%1. %2", "3 notes are as they were, and which ones stay")
        .arg(done, words(store, noteIds));
}

} // namespace cairn
