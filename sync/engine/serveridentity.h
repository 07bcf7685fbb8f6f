// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account.h"
#include "http/couchclient.h"

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

/// Why nothing counts as sent any more and everything is compared.
enum class Distrust {
    None,
    Replaced, ///< not the database we knew
    SetBack, ///< the same one, in an older state
    Absence, ///< nobody was here for so long that nothing is taken for granted
    TakenAlong, ///< the person moves the notes to another account
};

/// How a run may begin.
struct Identified {
    QString since; ///< go on reading the feed here; empty: from the beginning
    QJsonObject identity; ///< the identity document as it was found
    bool wentBack = false; ///< it counts fewer changes than it was read up to, and remembers that
    bool unwarned = false; ///< an earlier run saw that, and ended before the others were warned
    QJsonObject urgent; ///< the server's list of emergency notes, see UrgentList
    Distrust distrust = Distrust::None;
    bool created = false; ///< it was missing and has been made
    /// So many documents fewer than it acknowledged: purged, or lost. Servers never forget one
    /// otherwise, deleted ones neither. 0 also where a server does not count them.
    int lacking = 0;
    QString copy; ///< file of the copy that was made before; empty: none
    std::optional<Error> copyError; ///< why there is none
};

/// The first step of a run: is the database there (made if it is missing and we may), is it the one
/// we know, and how far have we read it. When it is another one, or an older state of itself, the
/// store stops trusting what it believed to be sent (ReplicaStore::forgetServer), after a copy of
/// everything was made. Another database at another address is another account: without the
/// person's word nothing goes there (Rejected with ErrorReason::OtherAccount). One use; sync
/// thread; `done` comes once, unless the object is destroyed before.
class Identify : public QObject {
public:
    struct Options {
        Account takeAlong; ///< the person wants these notes in that account; it must be the one
                           ///< signed in to
        bool longAbsence = false; ///< compare everything, whatever is found
    };
    using Done = std::function<void(Result<Identified>)>;
    Identify(
        CouchClient &client, Store &store, Random &random, Checkpointer &checkpointer,
        Options options, QObject *parent = nullptr);
    void start(Done done);
    /// The database goes by this identity from now on, and everybody has been warned.
    static Result<void> adopt(Store &store, const QString &id);
    /// It lacks nothing: what doubt() remembers is over.
    static Result<void> believe(Store &store);
    /// A run has ended well, and the feed was read up to there.
    static Result<void> noteRead(Store &store, const QString &place);

private:
    struct Found {
        std::optional<CallError> databaseError;
        std::optional<Error> error; ///< any that ends the run
        ServerIdentity identity;
        QJsonObject checkpoint;
        QString sequence; ///< see sequence.h
        std::optional<qint64> documents; ///< deleted ones included
        int waiting = 0;
    };
    void ask();
    void askOptional(const QString &path, std::function<void(const QJsonObject &)> take);
    void answered();
    bool looksEmptied();
    void create();
    void judge();
    void leaveIdentity();
    void conclude();
    Result<Distrust> judgeIdentity();
    Result<bool> wasOverwritten(const ServerIdentity &known);
    Result<void> distrust(Distrust why, const QString &event);
    Result<bool> hasGoneBack(const QString &place);
    /// It may have gone back, or has: the other devices are to be warned, whatever becomes of this
    /// run. Later runs find Identified::unwarned set, until adopt() or believe().
    Result<void> doubt();
    Result<void> count();
    Result<void> remember();
    void finish(Result<Identified> result);

    CouchClient &m_client;
    Store &m_store;
    Random &m_random;
    Checkpointer &m_checkpointer;
    const Options m_options;
    Done m_done;
    Found m_found;
    bool m_askedTwice = false;
    Identified m_result;
};

} // namespace cairn
