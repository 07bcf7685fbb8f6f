// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "remotechange.h"
#include "removal.h"
#include "store/conflict/removalentry.h"
#include "store/conflict/removalshare.h"
#include "store/tree/followers.h"

#include <QJsonObject>
#include <QSet>

namespace cairn {

class Database;
struct StoreContext;
struct StoredDocument;

/// What a change took from the person's sight: as it was before, which is what a take-back brings.
struct RemovalEffect {
    Removal kind = Removal::None;
    RevId shown; ///< a version of it that the history keeps
    QJsonObject before; ///< its body
    /// It was in the trash: nobody is asked, but it is found and comes back.
    bool unasked = false;
    bool isJudged = false; ///< what is shown would change, and both texts are here
};

/// Judges what comes from the server by what it takes from the person's sight, and keeps account of
/// it in the database: a server that takes a little in every run is asked about like one that takes
/// all at once. Whoever writes revisions from elsewhere asks here before settling a document.
class RemovalGuard {
public:
    explicit RemovalGuard(StoreContext &context);

    /// What showing a note as `after` instead of `before` takes away. Empty bodies: it is not
    /// shown.
    static Removal between(const QJsonObject &before, const QJsonObject &after);
    /// What went, and is there again as `is`, is still missed as it `was`: not even half of its
    /// text is there.
    static bool isMissing(const QJsonObject &was, const QJsonObject &is);
    /// Nothing of `before` is missing in `after`.
    static bool isWhole(const QJsonObject &before, const QJsonObject &after);
    /// `after` out of the trash, with the title and the text of `before` where they lost something,
    /// and nothing else of `before`: the rest may have been written by somebody whom nobody here
    /// has heard of yet. So may what is new in a text that lost a part: it stands below. And what
    /// stands beside `instead`, the text that took the place of a whole one.
    static QJsonObject
    undone(const QJsonObject &before, const QJsonObject &after, const QString &instead);
    /// The same of what the document says `now`, after `shown` said `before`.
    Result<QJsonObject> undone(
        const StoredDocument &document, const QJsonObject &before, const RevId &shown,
        const RevId &now);
    /// As between(), or Halved, for a document whose tree was changed but that is not settled yet.
    /// `shown`: what it showed before. None for everything but notes. A text that went in steps
    /// counts with the last of them, as what was shown of it before: that is remembered here, so it
    /// is asked once for each change, inside its transaction.
    Result<RemovalEffect> effect(const StoredDocument &document, const std::optional<RevId> &shown);

    /// Whether it may go without a question: see RemovalShare, and isEdit(). Not one that the
    /// person was asked about.
    Result<bool> admits(const StoredDocument &document, Removal kind);
    /// Whether it goes in the order in which it comes, like any edit, though others wait for an
    /// answer. Not one whose other text the person was asked about, whatever the server makes of it
    /// meanwhile, nor more than a few of those that were to go: these are counted, so it is asked
    /// once for each change, inside the transaction that shows it.
    Result<bool> isEdit(const StoredDocument &document, Removal kind);
    /// None that the person was asked about: the question stands until it is answered or nothing is
    /// left of it, whatever they write meanwhile, and though the server shows it for some time
    /// only.
    Result<bool> admits(const QList<RemoteChange> &changes);
    /// The feed is read to its end, and nothing waits for the person's word.
    Result<void> caughtUp();
    /// What came last takes nothing of it from sight, or the person said that it stays: it is not
    /// asked about any more.
    Result<void> settled(const QString &id);
    /// A transaction in which something was recorded was given up.
    void forget();
    /// Inside the transaction that takes the note away.
    Result<void> record(const StoredDocument &document, const RemovalEffect &effect, bool agreed);
    /// Inside the transaction that shows `body`: what of it went and is here whole again, whoever
    /// brought it back, went no more. What becomes of it from then on is another matter.
    static Result<void> cameBack(Database &database, qint64 document, const QJsonObject &body);
    /// Its words are others, or it went to the trash: a pin or a tag says nothing about them.
    static bool isRewritten(const QJsonObject &before, const QJsonObject &after);
    /// Inside the transaction in which the person writes the note anew, or deletes it: what went of
    /// it before is not missed any more, and nothing brings it back over their words.
    static Result<void> takenOver(Database &database, qint64 document);
    /// What takenOver() is about to end, for whoever lets the person undo their act: putBack() is
    /// for the transaction that undoes it.
    static Result<QList<RemovalEntry>> entries(Database &database, qint64 document);
    static Result<void>
    putBack(Database &database, qint64 document, const QList<RemovalEntry> &entries);
    /// The person agreed that these go: what went so far does not count any more.
    Result<void> agree(const QList<RemoteChange> &these);

    /// Remembers what the person is asked about now, and names it: the same name for the same set.
    /// `overwritten`: which of them (ids) would be there with another text.
    Result<HeldRemovals>
    ask(const QList<RemoteChange> &held, const QSet<QString> &overwritten = {});
    /// Whether an answer was given for all of these: it names what was asked about last, and they
    /// are of it. (Some may be missing: the person went on writing in them.)
    Result<bool> covers(const HeldRemovals &answer, const QList<RemoteChange> &held);
    struct Asked {
        QList<RemoteChange> these; ///< for which the answer was given
        QList<RemoteChange> others;
    };
    /// The question that waits, without its titles; none: nothing waits since the feed was last
    /// read to its end.
    Result<HeldRemovals> waiting();
    /// How many went without a question, in the time in which that counts, and are still away; of
    /// what is asked about none.
    Result<int> gone();
    /// For goneSince(): what went until now.
    Result<qint64> newest();
    /// Notes that went later without a question, but for what went from the trash or by hand, and
    /// for those of which more than half of the text went.
    Result<int> goneSince(qint64 newest);
    /// None, unless it names what was asked about last or some times before: more may have come
    /// since the person was shown the question.
    Result<Asked> asked(const HeldRemovals &answer, const QList<RemoteChange> &held);

    /// What went since `at` (UTC ms) and is still away, last gone first. None that were Halved.
    Result<QList<RemovedNote>> removed(qint64 at, int limit);

    /// No server asks for anything, or another one is going to.
    Result<void> nothingWaits();

private:
    Result<bool> isAskedAbout(const QString &id);
    Result<bool> isEditOfAsked(const QString &id);
    Result<void> agreed(const QString &id);
    Result<bool> isMissed(const StoredDocument &document);
    Result<bool> isCounted(const StoredDocument &document);
    Result<void> uncountHalved(const StoredDocument &document);
    Result<void> listEdited();
    Result<QStringList> someTitles(const QList<RemoteChange> &held);
    Result<QString> tookThePlace(
        const StoredDocument &document, const QString &was, const RevId &shown, const RevId &now);
    Result<bool>
    isOwn(const StoredDocument &document, const RevId &rev, const QJsonObject &body) const;
    Result<void> remember(const StoredDocument &document, const RemovalEffect &shown, bool own);
    Result<std::optional<qint64>> lastOfMany(const StoredDocument &document);
    Result<QList<RemovalEffect>> shownBefore(const StoredDocument &document, bool anew);
    Result<void> rememberFirst(const StoredDocument &document, const RemovalEffect &shown);
    Result<QList<RemovalEffect>> firstShown(const StoredDocument &document);
    Result<void> forgetFirst(const StoredDocument &document, const std::optional<QJsonObject> &was);
    Result<RemovalEffect> sinceFirst(
        const StoredDocument &document, const RemovalEffect &effect, const QJsonObject &after);
    StoreContext &m_context;
    RemovalShare m_share;
};

/// Does cameBack() for the tree.
class MissingNotes : public Missing {
public:
    explicit MissingNotes(Database &database)
        : m_database(database)
    {
    }
    Result<void> cameBack(const StoredDocument &document, const QJsonObject &body) override;

private:
    Database &m_database;
};

} // namespace cairn
