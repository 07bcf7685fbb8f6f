// SPDX-License-Identifier: GPL-3.0-or-later
// What a run does about a server that may not have any more what it acknowledged.
#include "engine/identitydocument.h"
#include "engine/replicator.h"
#include "push/leafcheck.h"
#include "store/replica/confirmations.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

namespace cairn {

/// What the server acknowledged after its last checkpoint is asked about: a copy of the server from
/// before that looks right in every other way. Nothing to ask in the normal case.
void Replicator::confirm()
{
    // What it lacked then may be known by now as what waits to be sent.
    if (std::exchange(m_outcome.identified.unwarned, false)) {
        warnOthers(&Replicator::confirm);
        return;
    }
    const auto doubtful =
        m_parts.store.replica().confirmations().beyond(m_checkpointer.coveredRevision());
    if (!doubtful) {
        fail(doubtful.error());
        return;
    }
    if (doubtful->isEmpty()) {
        // After a restore nothing counts as sent: what it lacks cannot be asked about.
        if (m_outcome.identified.wentBack)
            warnOthers(&Replicator::pushUrgent);
        else
            pushUrgent();
        return;
    }
    auto *check = new LeafCheck(m_parts.client, m_parts.store, this);
    check->start(*doubtful, [this, check](const Result<QStringList> &missing) {
        check->deleteLater();
        if (!missing) {
            fail(missing.error());
            return;
        }
        lost(*missing);
        if (m_outcome.identified.wentBack && !missing->isEmpty())
            warnOthers(&Replicator::pushUrgent);
        else if (isBelieved())
            pushUrgent();
    });
}

/// Once it has again what it lacks, nothing looks odd to the other devices, which miss what stands
/// before the place that they have read up to: under another identity each of them compares
/// everything as well.
void Replicator::warnOthers(void (Replicator::*next)())
{
    auto *document = new IdentityDocument(m_parts.client, m_parts.random, this);
    document->renew(
        m_outcome.identified.identity, [this, document, next](const Result<QString> &id) {
            document->deleteLater();
            const auto adopted =
                id ? Identify::adopt(m_parts.store, *id) : tl::unexpected(id.error());
            if (!adopted)
                fail(adopted.error());
            else
                (this->*next)();
        });
}

/// It lacks nothing, or others have seen to that.
bool Replicator::isBelieved()
{
    const auto noted =
        m_outcome.identified.wentBack ? Identify::believe(m_parts.store) : Result<void>();
    if (!noted)
        fail(noted.error());
    return noted.has_value();
}

/// What others wrote into it since may stand before the place that it was read up to.
bool Replicator::startOver()
{
    if (auto begun = m_checkpointer.startOver(); !begun) {
        fail(begun.error());
        return false;
    }
    m_parts.link.since.clear();
    return true;
}

} // namespace cairn
