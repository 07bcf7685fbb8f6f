// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/conflict/conflictstore.h"
#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/store.h"
#include "teststore.h"
#include "treeserver.h"

namespace cairn {

/// A device without an engine: a real store that is pulled to and pushed from step by step. A step
/// that fails ends the test program: these are tests of the store, which has no reason to.
class ReplicaPeer {
public:
    enum class Fault {
        None,
        LostRequest, ///< the attempt was recorded, nothing arrived
        LostReply, ///< everything arrived, the device does not know
        Partial, ///< some arrived, the device does not know which
    };
    explicit ReplicaPeer(quint64 seed, const QString &name = QStringLiteral("Test device"))
        : store(seed, name)
    {
    }

    void pull(const TreeServer &server, int pageSize = 1'000);
    ReconcileOutcome reconcile();
    /// `keep` is how many of the revisions arrive with Fault::Partial.
    void push(TreeServer &server, Fault fault = Fault::None, int keep = 0);
    void sync(TreeServer &server, Fault fault = Fault::None, int keep = 0);

    QString addNote(const QString &title, const QString &body);
    RevId edit(const QString &id, const QString &body);
    Note note(const QString &id);
    QList<PushDocument> waiting(); ///< what would be sent now
    QStringList activities(); ///< the `what` of each line of the activity log, oldest first

    TestStore store;
    StoreOutcome pulled; ///< of the last pull
    int merged = 0; ///< by all reconciliations so far
    qint64 since = 0;
};

/// The value of a Result that cannot fail here; ends the test program otherwise.
template <typename T> T must(Result<T> result)
{
    if (!result)
        qFatal(
            "%s: %s (%s)", qPrintable(errorKindName(result.error().kind)),
            qPrintable(result.error().message), qPrintable(result.error().context));
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

} // namespace cairn
