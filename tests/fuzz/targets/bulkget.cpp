#include "fuzzclient.h"
#include "fuzztargets.h"
#include "revisionfetcher.h"

namespace cairn::fuzz {

/// Answers to `_bulk_get`.
void bulkget(const QByteArray &input)
{
    FuzzClient fuzz(parts(input));
    RevisionFetcher fetcher(fuzz.client);
    int ended = 0;
    fetcher.start(
        {{QStringLiteral("note:a"), {{2, "bb"}, {2, "cc"}}},
         {QStringLiteral("note:b"), {{1, "aa"}}}},
        [&ended](const Result<QList<DocumentRevision>> &found) {
            ++ended;
            if (!found)
                return;
            for (const DocumentRevision &revision : *found) {
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
