// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checkpoint.h"
#include "http/couchclient.h"
#include "pull/checkpoints.h"
#include "store/replica/confirmations.h"

namespace cairn {

class Random;
class Store;

/// Remembers on both sides how far this store has read the server's feed. The local memory moves in
/// the same transaction as the data; the server's follows, at intervals and at the end of a run,
/// always behind the local one. Sync thread.
class Checkpointer : public QObject {
public:
    Checkpointer(CouchClient &client, Store &store, Random &random, QObject *parent = nullptr);

    QString replicationId() const { return m_replicationId; }
    QString path() const; ///< of the server's document, below the database

    /// Compares both memories; `server` is the server's document, empty when it has none.
    Result<checkpoints::Verdict> load(const QJsonObject &server);
    /// Goes on where an earlier run of this process stood, without asking the server. `server`: its
    /// document then.
    Result<void> resume(const QString &seq, const QJsonObject &server);
    /// Nothing counts as read or covered any more: all is read and asked about again.
    Result<void> startOver();
    QJsonObject serverDocument() const { return m_server; }
    /// What the last checkpoint that the server has covers (Confirmations::beyond); 0: nothing.
    qint64 coveredRevision() const;
    /// The local memory for "everything up to `seq` is here", to be stored with the data.
    Checkpoint at(const QString &seq) const;
    void committed(const QString &seq); ///< that transaction went through
    QString seq() const { return m_seq; }
    bool hasMemory() const { return !m_local.isEmpty(); } ///< of earlier runs
    QString session() const; ///< of the last record made here

    using Done = std::function<void(Result<void>)>;
    /// Writes the server's memory if it is behind. Transient: the server has not what it had, and
    /// is to be asked which one it is. One at a time: a call while one is under way waits for it,
    /// and then records what moved meanwhile. Never answers after this object is gone.
    void record(Done done);
    void recordIfDue(); ///< the same at most every few seconds, without waiting

private:
    void look(bool again);
    void put(bool again);
    void finish(Result<void> result);

    CouchClient &m_client;
    Store &m_store;
    Random &m_random;
    QString m_replicationId;
    QJsonObject m_local;
    QJsonObject m_server; ///< as last read or written, with `_rev`
    QString m_seq; ///< committed here
    QString m_recordedSeq; ///< the server knows
    QString m_session; ///< of the record under way
    QString m_sessionSeq;
    Coverage m_sessionCovers;
    QList<Done> m_waiting;
    qint64 m_recordedAt = 0; ///< or tried
    std::optional<qint64> m_lookedAt; ///< in this run, at the server's document
    bool m_recording = false;
};

} // namespace cairn
