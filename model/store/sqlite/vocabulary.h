// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QStringList>

#include <unordered_set>

namespace cairn {

class Database;

/// The distinct words of all texts (tables word, word_part): how a part of a word is found without
/// a second index of all texts. Words come in with the transaction that writes their text, first
/// seen first, and by that the most frequent ones mostly. Those whose last text is gone are
/// forgotten later (sweep). One a connection, on its thread.
class Vocabulary {
public:
    static constexpr qsizetype kShortestPart = 3; ///< characters
    static constexpr qsizetype kShortestBytes =
        4; ///< of a word that comes in: one of three letters
           ///< has no part of three letters that is shorter
    /// Distinct words of one text that come in: some megabytes of prose have as many. Of more,
    /// which are numbers or noise, no parts are found; writing all of them would keep everybody
    /// else from writing for many seconds.
    static constexpr qsizetype kMostOfText = 30'000;
    void keep()
    {
        m_kept = true;
    } ///< from now on; before that the schema is being made or upgraded
    /// A word of a text that is being indexed, or was until now. Cheap; nothing is written before
    /// the commit. Whether it is the first time in this transaction.
    bool meet(QByteArrayView word);
    /// Writes the words met since the last time that are not there yet; in the transaction that
    /// commits.
    Result<void> write(Database &database);
    void rolledBack(); ///< what was met and written in the transaction is not there

    /// Words that contain `part` (folded, at least kShortestPart characters) and are longer, the
    /// most frequent first. `onlyInside`: not those that begin with it.
    static Result<QStringList>
    containing(Database &database, const QString &part, bool onlyInside, int limit);
    /// Words that begin with `beginning` (folded) and are longer: the most frequent ones and the
    /// newest ones, at most so many of each.
    static Result<QStringList>
    beginningWith(Database &database, const QString &beginning, int frequent, int newest);
    /// Looks whether some words still stand in a text, after `from`, and removes those that do not.
    /// Returns where to go on; 0: all were looked at. One short transaction.
    static Result<qint64> sweep(Database &database, qint64 from, int words);

private:
    Result<bool> sweptElsewhere(Database &database);

    bool m_kept = false;
    std::unordered_set<size_t> m_met; ///< hashes of this transaction's words
    QByteArrayList m_words;
    std::unordered_set<size_t> m_known; ///< hashes of words that are in the table
    QString m_mark; ///< of the store when m_known was true
};

} // namespace cairn
