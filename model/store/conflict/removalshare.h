// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "removal.h"

#include <QHash>
#include <QList>

#include <optional>

namespace cairn {

struct StoreContext;

/// How many notes went within 24 hours, or were edited into something else (isEditing()), since the
/// person last agreed, and of how many: of all, and of those that were here at each time of that
/// day when the feed had been read to its end, with those that were written here since. So notes
/// that a server adds make no room for the removal of others; of edits, a tenth of what was here
/// then stays. Remembers what it read of the database, for as long as one caller writes.
class RemovalShare {
public:
    enum class Of { Gone, GoneOrEdited };
    static constexpr qint64 kWindowMs = 24ll * 3'600'000; ///< in which what went counts
    explicit RemovalShare(StoreContext &context);

    /// Whether these (keys of documents, each once) may go as well: with those that went they are
    /// few and not nearly all, or a small part.
    Result<bool> admits(const QList<qint64> &documents);
    /// Whether it may be edited so: people do that, so with those that went they may be a larger
    /// part, or all of a few.
    Result<bool> admitsEdited(qint64 document);
    /// Whether so many were edited so that they are to be found where anything is asked about.
    Result<bool> hasManyEdited();
    /// It goes, though the person did not agree.
    void add(qint64 document, Removal kind);
    /// What was read is not so any more.
    void forget();
    /// The feed is read to its end: what is here now was here before what comes from now on.
    Result<void> caughtUp();

private:
    struct Gone {
        qint64 removal = 0; ///< the key of the latest
        bool outOfSight = false;
        bool isEdited = false; ///< and no more than that
        bool counts(Of what) const { return what == Of::GoneOrEdited || !isEdited; }
    };
    struct Mark {
        qint64 at = 0; ///< UTC ms
        qint64 document = 0; ///< the last one that was here
        qint64 notes = 0; ///< shown then
        qint64 removal = 0; ///< the key of the last that had gone
    };
    Result<void> read();
    Result<void> readOwn();
    Result<void> setMark();
    Result<qint64> shown();
    Result<std::optional<Mark>> lastMark();
    Result<bool> admits(const QList<qint64> &documents, Of what);
    QList<qint64> newOf(const QList<qint64> &documents, Of what) const;
    qint64 count(Of what) const;
    qint64 goneOf(const Mark &mark, const QList<qint64> &more, Of what) const;
    qint64 ownAfter(const Mark &mark) const;

    StoreContext &m_context;
    bool m_known = false;
    QHash<qint64, Gone> m_gone; ///< by the key of the document
    qint64 m_outOfSight = 0; ///< of them
    QList<Mark> m_marks;
    std::optional<QList<qint64>> m_own; ///< documents begun here since the oldest mark, sorted
};

} // namespace cairn
