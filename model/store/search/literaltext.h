// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "store/search/noteconditions.h"

#include <QList>

namespace cairn::literaltext {

struct Found {
    QList<qint64> keys; ///< newest first
    bool mayBeMore = false; ///< older notes were not read
};

/// The newest notes that match an FTS5 expression and hold `literal`, which has the words of the
/// expression; in another case or form only where their beginning does. Bounded: 200 notes are
/// read.
Result<Found> holding(
    Database &database, const NoteConditions &place, const QString &expression,
    const QString &literal);
/// The same for signs that no word is made of and no index has: among the newest 5,000 notes,
/// `most` of them.
Result<Found> holdingSigns(
    Database &database, const NoteConditions &place, const QString &literal, qsizetype most);
/// The FTS5 expression of the whole words of a text that was cut out of another one somewhere
/// inside its first and its last word; empty: there are none.
QString insideOf(const QString &text);

} // namespace cairn::literaltext
