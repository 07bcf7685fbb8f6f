// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

#include <QList>
#include <QStringList>

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
/// every function is one transaction or one look. `unconfirmed.seen`: 0, the server's word alone;
/// 1, its feed has shown it; 2, its feed has shown something older since.
class Confirmations {
public:
    explicit Confirmations(StoreContext &context);

    Result<Coverage> coverage();
    Result<qint64> lastNumber(); ///< of the newest acknowledgement that is not confirmed; 0: none
    Result<qint64> documents(); ///< here, deleted ones too: of each a feed has one row at most
    /// Nothing at all is believed, as before a first sync. False may be wrong.
    Result<bool> nothingBelieved();
    /// Keys of documents with leaves that the server acknowledged after `covered` (the revision key
    /// of the last checkpoint that the server has): normally none.
    Result<QList<qint64>> beyond(qint64 covered);
    /// The server's feed shows these. What it acknowledged of them is there, where a row shows that
    /// or what grew from it.
    Result<void> shown(const QList<RemoteChange> &rows);
    /// The same rows, about what they speak against: an ancestor of what was acknowledged is the
    /// newest that the server has. Remembered until a row shows otherwise, or it was read there.
    /// Expects an open transaction.
    Result<void> contradict(const QList<RemoteChange> &rows);
    /// These were read from the server itself.
    Result<void> read(const QList<qint64> &documents);
    /// Keys of documents that the server said it stored, and that its feed has not shown since, in
    /// order. What is to be sent again is not among them.
    Result<QList<qint64>> unseen();
    Result<QList<qint64>> contradicted(); ///< those of them that its feed spoke against
    /// Keys greater than `after` of documents that the server is believed to have, in order.
    Result<QList<qint64>> believed(qint64 after, int limit);
    Result<QList<BelievedDocument>> leaves(const QList<qint64> &keys);
    /// The server does not have these after all: they wait to be sent (again), and are never
    /// rewritten, because other devices may have them. Returns the ids of the documents.
    Result<QStringList> sendAgain(const QList<BelievedDocument> &missing);

private:
    Result<QList<qint64>> waiting(const QString &which);

    StoreContext &m_context;
};

} // namespace cairn
