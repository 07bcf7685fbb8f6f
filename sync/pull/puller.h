// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/timers.h"
#include "pull/changesfeed.h"
#include "pull/feedpatience.h"
#include "pull/revisionfetcher.h"
#include "removal.h"
#include "store/replica/pulling.h"

#include <memory>

namespace cairn {

class Checkpointer;
class Store;

struct PullOutcome {
    int revisions = 0; ///< new here
    int notes = 0; ///< that changed because of them
    HeldRemovals removals; ///< wait for the person's word
    bool answered = false; ///< that word was about something that waited
    /// Documents that the server failed to give, or gave in a way that cannot be used.
    QSet<QString> unread;
    /// More notes would disappear than anybody deletes by hand: nothing of it was carried out
    /// (ErrorKind::Rejected).
    std::optional<Error> heldBack;
    std::optional<Error> endless; ///< it was not read to its end, because there seems to be none
};

/// Reads the feed from where both sides agree to its end, and stores what is new: the next page is
/// on its way while the present one is stored, in transactions that carry the checkpoint with the
/// data. What would take notes from the person's sight (the store judges that) waits until all is
/// read, because only then it is known how much it is. A feed that goes on without news and without
/// an end is left where it is. One use; sync thread; `done` comes once,
/// unless the object is destroyed before; what was stored until then stays and counts.
class Puller : public QObject {
public:
    struct Options {
        QString since; ///< see sequence.h
        /// Ask for documents in the feed. Without: only what is missing is fetched, for a feed that
        /// mostly holds what we just sent.
        bool documents = true;
        bool watchful = false; ///< ends with Transient where ChangesPage::isBefore
        HeldRemovals letGo; ///< the person agreed that these notes go
        HeldRemovals keep; ///< the person keeps these: they are written anew and sent
        /// Asked every few seconds: something else may have its turn between two portions. True: it
        /// has begun, and calls `goOn` once, later, unless the run ends by it.
        std::function<bool(std::function<void()> goOn)> interlude = {};
    };
    using Done = std::function<void(Result<PullOutcome>)>;
    using Progress = std::function<void(int done, int total)>; ///< documents; total 0: not known

    Puller(
        CouchClient &client, Store &store, Checkpointer &checkpointer, Options options,
        QObject *parent = nullptr);
    void start(Progress progress, Done done);

private:
    struct Portion { ///< of a page: what one transaction takes
        QList<ChangeRow> rows;
        QString seq; ///< behind it
        QList<DocumentRevision> revisions;
        QList<RemoteChange> known;
        QStringList held; ///< of what was stored already, see storeSome()
        QHash<QString, QString>
            flooded; ///< documents with more versions than are taken, and how it is said
        QList<WantedRevisions> left; ///< to be fetched once the others are stored
    };
    void askUnread(); ///< what the server failed to give in earlier pulls
    void readFeed();
    void requestPage();
    void onPage(CallResult<ChangesPage> result);
    qint64 nowMs() const;
    void adapt(const ChangesPage &page);
    Result<void> rememberUnusable(ChangesPage &page);
    Result<void> beginReread();
    Result<void> endReread();
    Result<void> remember(const QList<UnreadDocument> &unread);
    Result<void> noteRead(const QStringList &held);
    void later(); ///< works on, after what waits in the event loop
    bool leavesTurn();
    void work();
    Result<void> sort(); ///< decides what each row of the portion needs
    void fetch(QList<WantedRevisions> wanted);
    bool storeSome(const QList<DocumentRevision> &revisions);
    bool hasRoom();
    void storePortion();
    qint64 waiting() const;
    void tellProgress(int done);
    void hold(const StoreOutcome &stored);
    void noteOverwritten(const StoreOutcome &stored);
    void releaseHeld();
    void release(Removals removals);
    Result<Removals> verdict();
    void holdBack();
    void finish(Result<PullOutcome> result);

    CouchClient &m_client;
    Store &m_store;
    Checkpointer &m_checkpointer;
    const Options m_options;
    Progress m_progress;
    Done m_done;
    PullOutcome m_outcome;

    QString m_next; ///< where the next page starts
    int m_limit;
    bool m_requesting = false;
    bool m_ended = false; ///< no further page
    int m_refusals = 0; ///< of the place to read on from
    bool m_rereads = false; ///< from where rows said nothing once, see FeedReread
    FeedPatience m_patience;
    std::optional<Error> m_interruption; ///< of the feed; what came before is stored first
    QList<ChangesPage> m_pages; ///< arrived; the first one is being stored
    qint64 m_pending = -1; ///< rows behind them

    Portion m_portion;
    QSet<QString> m_refused; ///< documents that cannot be used as this run found them
    bool m_hasUnread = false; ///< some are remembered
    bool m_othersTurn = false; ///< see Options::interlude
    std::optional<Result<PullOutcome>> m_ending; ///< is told after it
    bool m_busy = false; ///< a portion waits for its revisions, or something else has its turn
    std::unique_ptr<Timer> m_turn; ///< until something else may have it
    QList<RemoteChange> m_held; ///< would take notes from the person's sight
    QList<RemoteChange> m_unasked; ///< of them: their turn comes once the person's word is done
    QSet<QString> m_overwritten; ///< notes of them that would be there with another text
    bool m_releasing = false;
    Removals m_removals = Removals::Hold; ///< what the store does about them
    int m_handled = 0;
};

} // namespace cairn
