// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

#include <QList>
#include <QString>

namespace cairn {

struct RemoteChange;
struct StoreContext;

/// Leaves of a document that this store believes the server to have.
struct BelievedDocument {
    qint64 key = 0;
    QString id;
    QList<RevId> leaves;
};

/// How far a checkpoint of the server covers what it has acknowledged: a copy of the server that
/// holds this checkpoint holds all of it. Taken when the writing of the checkpoint begins.
struct Coverage {
    qint64 revision = 0; ///< greatest key of an acknowledged revision
    qint64 acknowledgement = 0; ///< last number of the table `unconfirmed` that the feed has shown
};

/// Which acknowledgements may be believed, and taking back those that proved wrong. Sync thread;
/// every function is one transaction or one look.
class Confirmations {
public:
    explicit Confirmations(StoreContext &context);

    Result<Coverage> coverage();
    Result<qint64> lastNumber(); ///< of the newest acknowledgement that is not confirmed; 0: none
    /// Nothing at all is believed, as before a first sync. False may be wrong.
    Result<bool> nothingBelieved();
    /// Keys of documents with leaves that the server acknowledged after `covered` (the revision key
    /// of the last checkpoint that the server has): normally none.
    Result<QList<qint64>> beyond(qint64 covered);
    /// The server's feed shows these: what it acknowledged of them is there.
    Result<void> shown(const QList<RemoteChange> &rows);
    /// Keys of documents that the server said it stored, and that its feed has not shown since.
    Result<QList<qint64>> unseen();
    /// Keys greater than `after` of documents that the server is believed to have, in order.
    Result<QList<qint64>> believed(qint64 after, int limit);
    Result<QList<BelievedDocument>> leaves(const QList<qint64> &keys);
    /// The server does not have these after all: they wait to be sent (again), and are never
    /// rewritten, because other devices may have them. Returns how many documents.
    Result<int> sendAgain(const QList<BelievedDocument> &missing);

private:
    StoreContext &m_context;
};

} // namespace cairn
