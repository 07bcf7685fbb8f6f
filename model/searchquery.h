// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace cairn {

/// What a person typed into the search field, understood. A pure value: no storage, cannot fail;
/// anything typed is a query. The language:
///   word other     both, in any order; the last word also as a beginning
///   "two words"    exactly so
///   -word          without it; a minus works before everything below, too
///   tag:x  #x      with this tag            notebook:A/B   in it or below it
///   is:pinned  is:emergency  is:task (open tasks)  is:conflict  is:trashed
/// Values with spaces are quoted: tag:"two words". Names of filters are known in any case; an
/// unknown one ("http:", "is:odd") is a word like any other, and so are the operators of FTS5. A
/// filter without a value yet is left out. What was copied from a text always finds that text:
/// where it looks like this language ("-O2", "#4222891"), or has nothing that a word could be made
/// of ("∞"), texts that hold it literally are found as well (`literal`).
struct SearchQuery {
    struct Term {
        QString text; ///< a word or a phrase, not empty
        bool negated = false;
        bool prefix = false; ///< also as the beginning of a longer word
        /// Words of the store that are as good: they contain it; of a phrase, they end with its
        /// first word.
        QStringList longer;
        friend bool operator==(const Term &, const Term &) = default;
    };
    enum class Condition { Tag, Notebook, Pinned, Emergency, Task, Conflict, Trashed };
    struct Filter {
        Condition condition = Condition::Tag;
        QString value; ///< Tag, Notebook
        bool negated = false;
        friend bool operator==(const Filter &, const Filter &) = default;
    };
    QList<Term> terms;
    QList<Filter> filters;
    QString literal; ///< the whole query, as it was typed, if a part of it was taken for more than
                     ///< words or nothing for one

    static SearchQuery parse(QStringView text);
    bool isEmpty() const { return terms.isEmpty() && filters.isEmpty(); }
    bool hasWords() const; ///< at least one term that is asked for, not only excluded ones

    /// FTS5 expressions of the terms that must match, and of those that must not; empty when there
    /// are none.
    QString matchExpression() const;
    QString excludeExpression() const;
    QString
    literalExpression() const; ///< the words of `literal`, in their order; empty when it has none
    static QString phrase(QString text); ///< FTS5: these words in this order. Whatever the text, it
                                         ///< cannot leave the quotes
};

} // namespace cairn
