// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/serveridentity.h"

#include "fuzzclient.h"
#include "fuzztargets.h"
#include "pull/checkpointer.h"
#include "teststore.h"

namespace cairn::fuzz {

/// Two beginnings of a run with the same store: answers about the database, its identity and its
/// checkpoint, and to what is written after them.
void identity(const QByteArray &input)
{
    FuzzClient fuzz(parts(input));
    TestStore store;
    for (int run = 0; run < 2; ++run) {
        Checkpointer checkpointer(fuzz.client, *store, store.random);
        Identify identify(fuzz.client, *store, store.random, checkpointer, {});
        int identified = 0;
        bool known = false;
        identify.start([&](const Result<Identified> &result) {
            ++identified;
            known = result.has_value();
            require(result || !result.error().message.isEmpty(), "an error says why");
        });
        fuzz.run([&] { return identified > 0; });
        require(identified == 1, "it ends once");
        if (!known)
            continue;
        checkpointer.committed(QStringLiteral("\"7-x\""));
        int recorded = 0;
        checkpointer.record([&recorded](const Result<void> &) { ++recorded; });
        fuzz.run([&recorded] { return recorded > 0; });
        require(recorded == 1, "a record ends once");
    }
    require(fuzz.network.asked() <= 64, "the number of requests is bounded");
}

} // namespace cairn::fuzz
