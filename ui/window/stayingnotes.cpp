// SPDX-License-Identifier: GPL-3.0-or-later
#include "stayingnotes.h"

#include "damagedtext.h"
#include "notename.h"
#include "status/toast.h"
#include "store/notes/notestore.h"
#include "store/store.h"

namespace cairn {

namespace {

QString firstName(Store &store, const QStringList &noteIds)
{
    const auto titles = store.notes().titles(noteIds).value_or(QHash<QString, QString>());
    return NoteName::of(titles.value(noteIds.value(0)));
}

} // namespace

bool StayingNotes::isChange(const Error &error) { return error.kind == ErrorKind::Conflict; }

bool StayingNotes::take(const QString &noteId, const Error &why)
{
    if (isChange(why))
        changed.append(noteId);
    else if (isDamagedText(why))
        damaged.append(noteId);
    else
        return false;
    return true;
}

QString StayingNotes::words(Store &store) const
{
    QStringList sentences;
    if (changed.size() == 1)
        sentences +=
            tr("“%1” has changed since and stays as it is.").arg(firstName(store, changed));
    else if (!changed.isEmpty())
        sentences += tr("“%1” and %Ln other note(s) have changed since and stay as they are.",
                        nullptr, int(changed.size()) - 1)
                         .arg(firstName(store, changed));
    if (damaged.size() == 1)
        sentences += tr("“%1” stays as it is: its text is damaged on the disk; the command "
                        "“cairn-cli doctor” says more.")
                         .arg(firstName(store, damaged));
    else if (!damaged.isEmpty())
        sentences += tr("“%1” and %Ln other note(s) stay as they are: their texts are damaged on "
                        "the disk; the command “cairn-cli doctor” says more.",
                        nullptr, int(damaged.size()) - 1)
                         .arg(firstName(store, damaged));
    return sentences.join(u' ');
}

void StayingNotes::tell(Store &store, Toast &toast) const
{
    if (!isEmpty())
        toast.show(words(store));
}

QString StayingNotes::with(const QString &done, qsizetype count, Store &store) const
{
    if (isEmpty())
        return done;
    if (count == 0)
        return words(store);
    return tr("%1. %2", "3 notes are as they were, and which ones stay").arg(done, words(store));
}

} // namespace cairn
