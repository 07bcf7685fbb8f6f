#pragma once

#include "couchclient.h"

namespace cairn {

class Checkpointer;
class Random;
class Store;

/// What makes a database this one and not another at the same address.
struct ServerIdentity {
    QString id; ///< of the identity document that we keep in it; empty: there is none
    QString startedAt; ///< `instance_start_time` (CouchDB 3.3 and later); empty: not known
};

enum class IdentityVerdict { First, Same, Changed };
/// Pure. A missing identity document is a difference: somebody emptied or replaced the database.
IdentityVerdict compareIdentity(const ServerIdentity &known, const ServerIdentity &found);

/// How a run may begin.
struct Identified {
    QString since; ///< go on reading the feed here; empty: from the beginning
    bool changed =
        false; ///< not the database we knew: everything is compared, nothing counts as sent
    bool created = false; ///< it was missing and has been made
};

/// The first step of a run: is the database there (made if it is missing and we may), is it the one
/// we know, and how far have we read it. When it is another one, or an older state of itself, the
/// store stops trusting what it believed to be sent (ReplicaStore::forgetServer). One use; sync
/// thread; `done` comes once, unless the object is destroyed before.
class Identify : public QObject {
public:
    using Done = std::function<void(Result<Identified>)>;
    Identify(
        CouchClient &client, Store &store, Random &random, Checkpointer &checkpointer,
        QObject *parent = nullptr);
    void start(Done done);

private:
    struct Found {
        std::optional<CallError> databaseError;
        std::optional<Error> error; ///< any that ends the run
        ServerIdentity identity;
        QJsonObject checkpoint;
        int waiting = 0;
    };
    void ask();
    void askOptional(const QString &path, std::function<void(const QJsonObject &)> take);
    void answered();
    void create();
    void judge();
    void leaveIdentity();
    void conclude();
    Result<void> remember();
    void finish(Result<Identified> result);

    CouchClient &m_client;
    Store &m_store;
    Random &m_random;
    Checkpointer &m_checkpointer;
    Done m_done;
    Found m_found;
    Identified m_result;
};

} // namespace cairn
