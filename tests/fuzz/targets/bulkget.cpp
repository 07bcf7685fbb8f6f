// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzclient.h"
#include "fuzztargets.h"
#include "pull/revisionfetcher.h"

namespace cairn::fuzz {

/// Answers to `_bulk_get`.
void bulkget(const QByteArray &input)
{
    FuzzClient fuzz(parts(input));
    RevisionFetcher fetcher(fuzz.client, RevisionFetcher::Which::Leaves);
    int ended = 0;
    fetcher.start(
        {{QStringLiteral("note:a"), {{2, "bb"}, {2, "cc"}}},
         {QStringLiteral("note:b"), {{1, "aa"}}}},
        [&ended](const Result<RevisionFetcher::Outcome> &fetched) {
            ++ended;
            if (!fetched)
                return;
            for (const UnreadDocument &unread : fetched->unread)
                require(!unread.leaves.isEmpty(), "what is unread was asked for");
            for (const DocumentRevision &revision : fetched->found) {
                require(
                    !revision.id.isEmpty() && !revision.rev.isNull(), "what was found is usable");
                require(revision.path.value(0) == revision.rev, "its path begins with it");
            }
        });
    fuzz.run([&ended] { return ended > 0; });
    require(ended == 1, "it ends once");
    require(fuzz.network.asked() <= 64, "the number of requests is bounded");
}

} // namespace cairn::fuzz
