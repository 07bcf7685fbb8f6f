// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

#include <QByteArray>
#include <QList>

namespace cairn {

class Database;

/// A note in a list with what it is sorted by.
struct OrderedNote {
    qint64 key = 0;
    bool pinned = false;
    qint64 time = 0; ///< Sort::Updated, Sort::Created
    QByteArray title; ///< Sort::Title, a nameOrderKey()
};

/// Reads the notes of a query together with what they are sorted by, so that a list can find the
/// place of a changed note without reading the others again. For queries without text, limit and
/// offset.
class NoteOrder {
public:
    explicit NoteOrder(Database &database)
        : m_database(database)
    {
    }
    Result<QList<OrderedNote>> all(const NoteQuery &query); ///< in order
    /// Those of some notes that the query lists, in no order. The cost follows the number of keys.
    Result<QList<OrderedNote>> some(const NoteQuery &query, const QList<qint64> &keys);
    /// The order of the list: total, no two notes are equal.
    static bool before(const NoteQuery &query, const OrderedNote &a, const OrderedNote &b);

private:
    Database &m_database;
};

} // namespace cairn

Q_DECLARE_TYPEINFO(cairn::OrderedNote, Q_RELOCATABLE_TYPE);
