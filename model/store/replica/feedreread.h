// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace cairn {

struct StoreContext;

/// Rows of the feed that said nothing usable: which revisions there are, or of which document.
/// Nobody can ask for those, but the feed may say it better another time: it is read again from
/// where the first of them stood, ever more rarely. Kept in the database.
class FeedReread {
public:
    explicit FeedReread(StoreContext &context);

    /// `since`: the sequence from which these (named as in UnreadStore) came. The first one stands.
    Result<void> add(const QString &since, const QStringList &rows);
    Result<std::optional<QString>> due(); ///< the sequence to read from; it may be empty
    /// It is read from there now. Whatever ends that, it is not begun again at once.
    Result<void> begun();
    /// That reading has come so far, and what stood before is stored.
    Result<void> reached(const QString &seq);
    /// From where a reading goes on that was begun and has not come to the end of the feed, because
    /// the line broke or the process died: nothing else may pass for its end.
    Result<std::optional<QString>> underWay();
    /// At the end of the feed: what is not unread any more. Nothing where such rows were met again.
    Result<QStringList> ended();
    Result<void> allRead(); ///< and that is known: no more of it, unless such rows were met again
    Result<void> forget(); ///< another server has other rows
    Result<void> compareAnew(); ///< the feed is read from its beginning: that is one reading

private:
    struct State;
    Result<std::optional<State>> read();
    Result<void> write(const State &state);
    StoreContext &m_context;
};

} // namespace cairn
