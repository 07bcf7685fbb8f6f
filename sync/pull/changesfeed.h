// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/couchclient.h"
#include "pull/changesparser.h"

namespace cairn {

struct ChangesQuery {
    QString since; ///< see sequence.h; empty: from the beginning
    /// Rows; 0: no limit. Of more than tuning::kSequenceRows only some have a sequence, among them
    /// the first one if it is a multiple of that.
    int limit = 0;
    bool documents = false; ///< include_docs
    qint64 heartbeatMs = 0; ///< long-poll: the answer comes with the first change, a sign of life
                            ///< as often as this; 0: does not wait
    std::function<void()>
        heard; ///< called whenever a piece of a good answer comes, if only a heartbeat
};

/// A stretch of the feed.
struct ChangesPage {
    QList<ChangeRow> rows;
    QList<UnreadDocument> unusable; ///< further rows, or some of these: see ChangesParser
    QString since; ///< as it was asked for
    int seen = 0; ///< rows, usable or not
    QString lastSeq; ///< where to go on; of a page that was cut, some rows may come again
    qint64 pending = -1; ///< rows after this page; -1: the server does not say
    qint64 bytes = 0;
    /// It shows what stood before the place that was asked for: the database was set back, or is
    /// another one. As far as sequences say so (sequenceNumber).
    bool isBefore = false;
    bool whole =
        true; ///< false: ended before the server's end of the page, on purpose or by `interruption`
    /// The connection failed after some rows had come. They are good; the next request starts
    /// behind them.
    std::optional<CallError> interruption;
};

/// The sequence of the last row that has one: everything up to there is in the rows. Without any:
/// `before`.
QString lastSequence(const QList<ChangeRow> &rows, const QString &before);

/// Reads one page of `_changes` (style=all_docs), parsed as it streams and cut when it grows too
/// large, or waits for the first change. Ends like every call of CouchClient: exactly once, never
/// after `owner` is gone.
CouchCall *fetchChanges(
    CouchClient &client, const ChangesQuery &query, QObject *owner,
    std::function<void(CallResult<ChangesPage>)> done);

} // namespace cairn
