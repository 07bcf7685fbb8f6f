// SPDX-License-Identifier: GPL-3.0-or-later
#include "notelistrow.h"

#include "items/roles.h"
#include "shownname.h"
#include "timewords.h"

#include <QCoreApplication>
#include <QModelIndex>

namespace cairn {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cairn::ShownNoteRow)
};

} // namespace

ShownNoteRow ShownNoteRow::of(const QModelIndex &index)
{
    if (!index.isValid())
        return {};
    return {index.data(NoteRole).value<NoteSummary>(), index.data(SnippetRole).toString()};
}

QString noteStateWords(const NoteSummary &note)
{
    if (note.unsaved)
        return Words::tr("Not saved yet");
    switch (note.conflict ? NoteState::Conflict : note.state) {
    case NoteState::Synced:
        return Words::tr("Synced");
    case NoteState::Pending:
        return Words::tr("Saved on this computer, not sent yet");
    case NoteState::Syncing:
        return Words::tr("Being sent");
    case NoteState::Failed:
        return Words::tr("Could not be sent, needs attention");
    case NoteState::Conflict:
        return Words::tr("More than one version, needs review");
    case NoteState::Resolved:
        return Words::tr("Reviewed, not sent yet");
    case NoteState::Retrying:
        return Words::tr("Will be sent again soon");
    }
    return {};
}

QString noteRowWords(const ShownNoteRow &row, qint64 now)
{
    const QString title = isolatedName(row.note.title);
    QStringList parts{title.isEmpty() ? Words::tr("Untitled") : title};
    if (row.note.pinned)
        parts.append(Words::tr("pinned"));
    if (row.note.emergency)
        parts.append(Words::tr("emergency"));
    parts.append(TimeWords::ago(row.note.updatedAt, now));
    if (!row.note.notebookName.isEmpty())
        parts.append(isolatedName(row.note.notebookName));
    parts.append(noteStateWords(row.note));
    return parts.join(QStringLiteral(", "));
}

} // namespace cairn
