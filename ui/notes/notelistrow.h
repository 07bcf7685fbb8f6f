// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"

class QModelIndex;

namespace cairn {

/// What the list shows of one note, read from the model once per painting.
struct ShownNoteRow {
    NoteSummary note;
    QString snippet; ///< of a search: matches between U+E000 and U+E001; empty: show the preview
    static ShownNoteRow of(const QModelIndex &index);
};

/// Words for screen readers and tool tips: title, state, time, notebook.
QString noteStateWords(const NoteSummary &note);
QString noteRowWords(const ShownNoteRow &row, qint64 now);

} // namespace cairn
