// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/changesfeed.h"

#include "http/logging.h"
#include "http/sequence.h"

#include <algorithm>

namespace cairn {
namespace {

CouchRequest requestFor(const ChangesQuery &query)
{
    CouchRequest request;
    request.path = QStringLiteral("_changes");
    QUrlQuery &items = request.query;
    items.addQueryItem(QStringLiteral("style"), QStringLiteral("all_docs"));
    const QString since = sequenceParameter(query.since);
    items.addQueryItem(
        QStringLiteral("since"), QString::fromLatin1(QUrl::toPercentEncoding(since)));
    if (query.limit > 0)
        items.addQueryItem(QStringLiteral("limit"), QString::number(query.limit));
    if (query.limit > tuning::kSequenceRows)
        items.addQueryItem(QStringLiteral("seq_interval"), QString::number(tuning::kSequenceRows));
    if (query.documents)
        items.addQueryItem(QStringLiteral("include_docs"), QStringLiteral("true"));
    if (query.heartbeatMs > 0) {
        items.addQueryItem(QStringLiteral("feed"), QStringLiteral("longpoll"));
        items.addQueryItem(QStringLiteral("heartbeat"), QString::number(query.heartbeatMs));
        request.inactivityMs = tuning::kPollInactivityMs;
        request.deadlineMs = 0; // heartbeats keep it alive for as long as nothing changes
    }
    return request;
}

ChangesPage pageOf(ChangesParser &parser, const ChangesQuery &query)
{
    ChangesPage page;
    page.bytes = parser.bytes();
    page.whole = parser.isComplete();
    page.pending = parser.pending();
    page.lastSeq = parser.lastSeq();
    page.seen = parser.seen();
    page.rows = parser.takeRows();
    page.unusable = parser.takeUnusable();
    if (page.lastSeq.isEmpty())
        page.lastSeq = parser.rowSeq().isEmpty() ? query.since : parser.rowSeq();
    const QString first = page.rows.isEmpty() ? page.lastSeq : page.rows.first().seq;
    page.isBefore = isBefore(first, query.since) || isBefore(page.lastSeq, query.since);
    if (!page.unusable.isEmpty())
        qCWarning(lcPull) << page.unusable.size() << "rows that cannot be used, the first"
                          << page.unusable.first().id << page.unusable.first().reason;
    return page;
}

/// A server need not keep to the limit, but then it is asked again rather than listened to for
/// ever.
bool isEnough(const ChangesParser &parser, const ChangesQuery &query)
{
    return parser.seen() > 0
        && (parser.bytes() >= tuning::kMaxPageBytes || parser.values() >= tuning::kMaxJsonValues
            || (query.limit > 0 && parser.seen() >= 2 * query.limit + tuning::kSequenceRows));
}

} // namespace

QString lastSequence(const QList<ChangeRow> &rows, const QString &before)
{
    const auto row = std::find_if(
        rows.crbegin(), rows.crend(), [](const ChangeRow &each) { return !each.seq.isEmpty(); });
    return row == rows.crend() ? before : row->seq;
}

CouchCall *fetchChanges(
    CouchClient &client, const ChangesQuery &query, QObject *owner,
    std::function<void(CallResult<ChangesPage>)> done)
{
    CouchRequest request = requestFor(query);
    const auto parser = std::make_shared<ChangesParser>();
    request.sink = [parser, query, heard = query.heard](const QByteArray &data) {
        const bool goesOn = parser->feed(data);
        if (goesOn && heard)
            heard();
        return goesOn && !isEnough(*parser, query);
    };
    return client.send(
        std::move(request), owner, [parser, query, done](CallResult<CouchReply> reply) {
            std::optional<CallError> error;
            if (!reply)
                error = std::move(reply).error();
            else if (parser->failed() || (!parser->isComplete() && !reply->cut))
                error = callError(
                    Cause::Malformed, ErrorKind::Protocol,
                    QStringLiteral("the list of changes is broken or cut off"), reply->status);
            if (error && parser->seen() == 0) {
                done(tl::unexpected(std::move(*error)));
                return;
            }
            ChangesPage page = pageOf(*parser, query);
            if (error && page.lastSeq == query.since)
                page.unusable.clear(); // they come again, if there is anything in them
            page.interruption = std::move(error);
            done(std::move(page));
        });
}

} // namespace cairn
