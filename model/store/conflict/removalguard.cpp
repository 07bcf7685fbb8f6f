// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/removalguard.h"

#include "attachmentstubs.h"
#include "clock.h"
#include "damagedtext.h"
#include "document.h"
#include "json.h"
#include "merge/documentmerge.h"
#include "remotechange.h"
#include "store/projection/noterow.h"
#include "store/sqlite/database.h"
#include "store/tree/believedtime.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"
#include "textloss.h"

#include <QSet>

#include <algorithm>

namespace cairn {

namespace {

constexpr qsizetype kTitle = 64; ///< characters of a title that a list surely shows
constexpr qsizetype kTitled = 10; ///< a text so much longer than its title says more than that

struct KindName {
    Removal kind;
    QLatin1String name;
};
constexpr KindName kKinds[] = {
    {Removal::Deleted, QLatin1String("deleted")},
    {Removal::Trashed, QLatin1String("trashed")},
    {Removal::Overwritten, QLatin1String("overwritten")},
    {Removal::Replaced, QLatin1String("replaced")},
    {Removal::Halved, QLatin1String("halved")},
    {Removal::Shortened, QLatin1String("shortened")},
    {Removal::Discarded, QLatin1String("discarded")},
};

bool isTitled(const QString &title) { return textloss::hasText(title.left(kTitle)); }

/// What a list shows of a title, and the text below.
QString together(const NoteRow &note) { return note.title.left(kTitle) + u'\n' + note.body; }

/// The title says most of what there is to be read of a note that has next to no text.
bool isTitleLost(const NoteRow &was, const NoteRow &is)
{
    if (!isTitled(was.title) || was.title == is.title)
        return false;
    // One that has moved into the text is still there to be read.
    if (!isTitled(is.title) && !is.body.contains(was.title.trimmed()))
        return true;
    if (was.body.size() > kTitled * was.title.size())
        return false;
    return textloss::isOverwritten(together(was), together(is))
        || textloss::isHidden(together(was), together(is))
        || textloss::isOverwritten(was.title + u'\n' + was.body, is.title + u'\n' + is.body);
}

/// A word or two, or a bare title, had others put in their place: people do that.
bool isReplacedByHand(const NoteRow &was, const NoteRow &is)
{
    const bool untitled = isTitled(was.title) && !isTitled(is.title);
    const bool textLost =
        textloss::isHidden(was.body, is.body) || textloss::isOverwritten(was.body, is.body);
    return !untitled && (!textLost || (textloss::isFew(was.body) && textloss::hasText(is.body)));
}

bool isLost(const NoteRow &was, const NoteRow &is)
{
    return isTitleLost(was, is) || textloss::isOverwritten(was.body, is.body)
        || textloss::isHidden(was.body, is.body);
}

/// Little enough is left of the text to be asked about, where it is so with many.
bool isHalved(const NoteRow &was, const NoteRow &is)
{
    return !was.trashedAt && !is.trashedAt && textloss::isMostlyGone(was.body, is.body);
}

/// Of the text, or of the title where that is all there is, something is missing.
bool isLess(const NoteRow &was, const NoteRow &is)
{
    return textloss::hasText(was.body) ? textloss::isShortened(was.body, is.body)
                                       : textloss::isShortened(was.title, together(is));
}

/// Half of what was shown before, or a part of it that says nothing else: whoever misses it misses
/// all, also what the writer of the part had cut.
bool isRest(const NoteRow &before, const NoteRow &was)
{
    return textloss::isHalved(together(before), together(was))
        || (isLess(before, was) && !textloss::isShortened(together(was), together(before)));
}

} // namespace

RemovalGuard::RemovalGuard(StoreContext &context)
    : m_context(context)
    , m_share(context)
{
}

Removal RemovalGuard::between(const QJsonObject &before, const QJsonObject &after)
{
    if (before.isEmpty())
        return Removal::None;
    const NoteRow was = readNote(before);
    if (was.trashedAt)
        return Removal::None;
    if (after.isEmpty())
        return Removal::Deleted;
    const NoteRow is = readNote(after);
    if (is.trashedAt)
        return Removal::Trashed;
    return isLost(was, is) ? Removal::Overwritten : Removal::None;
}

bool RemovalGuard::isMissing(const QJsonObject &was, const QJsonObject &is)
{
    return between(was, is) == Removal::Overwritten || isHalved(readNote(was), readNote(is));
}

bool RemovalGuard::isWhole(const QJsonObject &before, const QJsonObject &after)
{
    return between(before, after) == Removal::None && !isLess(readNote(before), readNote(after));
}

/// The text that first took the place of `was`, on the way from `shown` to `now`. Empty: it is not
/// here.
Result<QString> RemovalGuard::tookThePlace(
    const StoredDocument &document, const QString &was, const RevId &shown, const RevId &now)
{
    const QList<RevId> line = document.tree.path(now);
    for (qsizetype i = line.indexOf(shown) - 1; i > 0; --i) {
        if (document.tree.node(line.at(i))->deleted)
            continue;
        const auto body = m_context.documents.body(document, line.at(i));
        if (!body)
            return isTextMissing(body.error()) ? Result<QString>(QString())
                                               : tl::unexpected(body.error());
        if (QString text = readNote(*body).body; textloss::isOverwritten(was, text))
            return text;
    }
    CAIRN_ASSIGN(const QJsonObject present, m_context.documents.body(document, now));
    return readNote(present).body;
}

Result<QJsonObject> RemovalGuard::undone(
    const StoredDocument &document, const QJsonObject &before, const RevId &shown, const RevId &now)
{
    CAIRN_ASSIGN(const QJsonObject present, m_context.documents.body(document, now));
    CAIRN_ASSIGN(const QString instead, tookThePlace(document, readNote(before).body, shown, now));
    return undone(before, present, instead);
}

QJsonObject
RemovalGuard::undone(const QJsonObject &before, const QJsonObject &after, const QString &instead)
{
    QJsonObject whole = after.contains(field::kDevice) ? after : withUnsaid(before, after);
    whole.remove(field::kTrashedAt);
    if (!isTitled(whole.value(field::kTitle).toString()))
        whole.insert(field::kTitle, before.value(field::kTitle));
    // Judged by what was shown, not by the rule that asked: several small cuts are asked about as
    // one.
    const NoteRow note = readNote(before);
    const QString &was = note.body;
    const QString is = readNote(whole).body;
    const bool gone = textloss::isOverwritten(was, is);
    if (gone || textloss::isHidden(was, is) || textloss::isShortened(was, is)) {
        QString text = was;
        const QStringList more = textloss::newLines(gone ? was + u'\n' + instead : was, is);
        if (!more.isEmpty())
            text += (was.endsWith(u'\n') ? QString() : QStringLiteral("\n")) + more.join(u'\n');
        const bool fits = text.toUtf8().size() <= kMaxBodyBytes;
        whole.insert(
            field::kBody, more.isEmpty() || !fits ? before.value(field::kBody) : QJsonValue(text));
    }
    if (isTitleLost(note, readNote(whole)))
        whole.insert(field::kTitle, before.value(field::kTitle));
    attachments::set(whole, attachments::of(after));
    return whole;
}

Result<RemovalEffect>
RemovalGuard::effect(const StoredDocument &document, const std::optional<RevId> &shown)
{
    if (!document.kind().guarded || !shown || document.tree.isEmpty())
        return RemovalEffect();
    const RevId next = m_context.documents.leafToShow(document);
    if (next == *shown || document.tree.node(*shown)->deleted
        || !document.states.value(*shown).hasBody)
        return RemovalEffect();
    RemovalEffect effect{Removal::None, *shown, {}};
    CAIRN_ASSIGN(effect.before, m_context.documents.body(document, *shown));
    QJsonObject after;
    if (!document.tree.node(next)->deleted) {
        if (!document.states.value(next).hasBody)
            return RemovalEffect(); // settle() says so
        CAIRN_ASSIGN(after, m_context.documents.body(document, next));
        if (after.isEmpty()) // a body without anything in it is still a note that is shown
            after = {{field::kTitle.toString(), {}}};
    }
    effect.isJudged = true;
    effect.kind = between(effect.before, after);
    if (after.isEmpty() && readNote(effect.before).trashedAt) {
        CAIRN_ASSIGN(const bool missed, isMissed(document)); // as it was before it was trashed
        effect.unasked = !missed;
        effect.kind = missed ? Removal::None : Removal::Deleted;
        return effect;
    }
    // A little less in every run is as little in the end, and what is missed is all of it.
    const NoteRow was = readNote(effect.before);
    const NoteRow is = readNote(after);
    if (effect.kind == Removal::None && isHalved(was, is))
        effect.kind = Removal::Halved;
    const bool less = effect.kind != Removal::None
        || (!was.trashedAt
            && (!is.body.startsWith(was.body)
                || (was.title != is.title && textloss::isShortened(was.title, is.title))));
    CAIRN_ASSIGN(const bool own, isOwn(document, *shown, effect.before));
    CAIRN_TRY(remember(document, effect, own));
    if (effect.kind == Removal::Overwritten && isReplacedByHand(was, is))
        effect.kind = Removal::Replaced;
    if (!less)
        return effect;
    // What is counted once is not counted again, but it goes on being what is missed.
    const bool anew = effect.kind == Removal::None || effect.kind == Removal::Halved;
    if (own) // it begins a day; but a word of theirs below what others wrote makes that not theirs
        return anew ? sinceFirst(document, effect, after) : Result<RemovalEffect>(effect);
    CAIRN_ASSIGN(const QList<RemovalEffect> earlier, shownBefore(document, anew));
    for (const RemovalEffect &one : earlier) {
        const bool missed = anew ? between(one.before, after) == Removal::Overwritten
                                 : isRest(readNote(one.before), was);
        if (!missed)
            continue;
        const bool gone = anew || effect.kind == Removal::Replaced;
        const bool byHand = gone && isReplacedByHand(readNote(one.before), is);
        return RemovalEffect{
            byHand     ? Removal::Replaced
                : gone ? Removal::Overwritten
                       : effect.kind,
            one.shown, one.before};
    }
    for (const RemovalEffect &one : earlier) {
        if (effect.kind == Removal::None && isHalved(readNote(one.before), is))
            return RemovalEffect{Removal::Halved, one.shown, one.before};
    }
    return anew ? sinceFirst(document, effect, after) : Result<RemovalEffect>(effect);
}

/// What a text was before others wrote in it may go on another day than that on which so much was
/// written around it that it is a small part of what is shown. It counts with the change that takes
/// it. Who rewrites a text day by day takes a little of it each time: that is an edit.
Result<RemovalEffect> RemovalGuard::sinceFirst(
    const StoredDocument &document, const RemovalEffect &effect, const QJsonObject &after)
{
    CAIRN_ASSIGN(const QList<RemovalEffect> firsts, firstShown(document));
    const NoteRow is = readNote(after);
    for (const RemovalEffect &first : firsts) {
        if (between(first.before, after) != Removal::Overwritten
            || between(first.before, effect.before) == Removal::Overwritten)
            continue;
        if (isMissing(first.before, effect.before)) // most of it went before
            return effect.kind == Removal::None
                ? RemovalEffect{Removal::Halved, first.shown, first.before}
                : effect;
        const bool byHand = isReplacedByHand(readNote(first.before), is);
        const Removal kind = byHand ? Removal::Replaced : Removal::Overwritten;
        return RemovalEffect{kind, first.shown, first.before};
    }
    for (const RemovalEffect &first : firsts) {
        if (effect.kind == Removal::None && isMissing(first.before, after)
            && !isMissing(first.before, effect.before))
            return RemovalEffect{Removal::Halved, first.shown, first.before};
    }
    return effect;
}

Result<bool> RemovalGuard::isMissed(const StoredDocument &document)
{
    auto row = m_context.database.statement(QStringLiteral(
        "SELECT 1 FROM removal WHERE document = :document AND kind <> 'halved' LIMIT 1"));
    CAIRN_TRY(row.bind(":document", document.key).run());
    const bool missed = row.next();
    CAIRN_TRY(row.status());
    return missed;
}

/// That it was halved is in the account: it counts once, with what it said first.
Result<bool> RemovalGuard::isCounted(const StoredDocument &document)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT 1 FROM removal WHERE document = :document AND kind = 'halved'"
                       " AND agreed = 0 AND at > :since LIMIT 1"));
    row.bind(":document", document.key)
        .bind(":since", m_context.clock.nowMs() - RemovalShare::kWindowMs);
    CAIRN_TRY(row.run());
    const bool counted = row.next();
    CAIRN_TRY(row.status());
    return counted;
}

/// It went altogether, and counts as that.
Result<void> RemovalGuard::uncountHalved(const StoredDocument &document)
{
    auto rows = m_context.database.statement(
        QStringLiteral("DELETE FROM removal WHERE document = :document AND kind = 'halved'"));
    return rows.bind(":document", document.key).run();
}

/// Whether the person wrote its words on this device: what a merge or a rule makes of a server's
/// words is not theirs, nor is what they only tagged.
Result<bool>
RemovalGuard::isOwn(const StoredDocument &document, const RevId &rev, const QJsonObject &body) const
{
    const bool here = document.states.value(rev).origin == RevisionState::Origin::Here
        && !body.contains(field::kMerged) && !body.value(field::kResolved).toBool()
        && body.value(field::kDevice).toObject().value(u"id").toString()
            == m_context.meta.deviceId();
    const RevId parent = document.tree.path(rev).value(1);
    if (!here || parent.isNull() || document.tree.node(parent)->deleted)
        return here;
    const auto before = m_context.documents.body(document, parent);
    if (!before)
        return isTextMissing(before.error()) ? Result<bool>(true) : tl::unexpected(before.error());
    return isRewritten(*before, body);
}

bool RemovalGuard::isRewritten(const QJsonObject &before, const QJsonObject &after)
{
    const NoteRow was = readNote(before);
    const NoteRow is = readNote(after);
    return was.title != is.title || was.body != is.body || (is.trashedAt && !was.trashedAt);
}

Result<bool> RemovalGuard::admits(const StoredDocument &document, Removal kind)
{
    if (isEditing(kind))
        return isEdit(document, kind);
    CAIRN_ASSIGN(const bool asked, isAskedAbout(document.id));
    return asked ? Result<bool>(false) : m_share.admits({document.key});
}

Result<bool> RemovalGuard::isEdit(const StoredDocument &document, Removal kind)
{
    if (!isEditing(kind))
        return false;
    CAIRN_ASSIGN(const bool admitted, m_share.admitsEdited(document.key));
    if (!admitted)
        return false;
    CAIRN_ASSIGN(const bool asked, isAskedAbout(document.id));
    return asked ? isEditOfAsked(document.id) : Result<bool>(true);
}

Result<bool> RemovalGuard::admits(const QList<RemoteChange> &changes)
{
    QSet<qint64> documents; // a feed may name one twice
    for (const RemoteChange &change : changes) {
        CAIRN_ASSIGN(const bool asked, isAskedAbout(change.id));
        if (asked)
            return false;
        auto row =
            m_context.database.statement(QStringLiteral("SELECT key FROM document WHERE id = :id"));
        CAIRN_TRY(row.bind(":id", change.id).run());
        if (row.next())
            documents.insert(row.integer(0));
        CAIRN_TRY(row.status());
    }
    return m_share.admits(documents.values());
}

Result<void> RemovalGuard::caughtUp()
{
    CAIRN_TRY(nothingWaits());
    return m_share.caughtUp();
}

void RemovalGuard::forget() { m_share.forget(); }

Result<void>
RemovalGuard::record(const StoredDocument &document, const RemovalEffect &effect, bool agreed)
{
    if (!agreed)
        m_share.add(document.key, effect.kind);
    if (effect.kind == Removal::Halved && !agreed) {
        CAIRN_ASSIGN(const bool counted, isCounted(document));
        if (counted)
            return {};
    }
    BelievedTime time(m_context.database, m_context.meta, m_context.clock);
    CAIRN_ASSIGN(const std::optional<qint64> believed, time.now());
    if (believed) {
        auto old = m_context.database.statement(QStringLiteral(
            "DELETE FROM removal WHERE at < :at OR (at < :counted AND kind = 'halved')"));
        old.bind(":at", *believed - kRemovalKeptMs)
            .bind(":counted", *believed - RemovalShare::kWindowMs);
        CAIRN_TRY(old.run());
    }
    CAIRN_ASSIGN(const qint64 at, time.stamp());
    const bool asked = effect.kind == Removal::Halved && agreed;
    const auto name = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const KindName &k) {
        return k.kind == (asked ? Removal::Shortened : effect.kind);
    });
    auto row = m_context.database.statement(
        QStringLiteral("INSERT INTO removal (key, document, at, kind, generation, hash, agreed)"
                       // SQLite's own choice is the next one, and never none; behind what has
                       // been counted it has to be in any case.
                       " SELECT (SELECT 1 + max(removal) FROM here_before HAVING max(removal) >"
                       "  coalesce((SELECT max(key) FROM removal), 0)"
                       "  AND max(removal) < 9000000000000000000),"
                       " :document, max(:at, coalesce((SELECT max(at) FROM shown_before"
                       "  WHERE document = :same), 0)), :kind, :generation, :hash, :agreed"));
    row.bind(":document", document.key)
        .bind(":at", at)
        .bind(":same", document.key)
        .bind(":kind", QString(name->name))
        .bind(":generation", effect.shown.generation)
        .bind(":hash", QString::fromUtf8(effect.shown.hash))
        .bind(":agreed", agreed ? 1 : 0);
    CAIRN_TRY(row.run());
    if (effect.kind == Removal::Halved)
        return {};
    const bool isText = effect.kind == Removal::Overwritten || effect.kind == Removal::Replaced;
    CAIRN_TRY(
        forgetFirst(document, isText ? std::optional<QJsonObject>(effect.before) : std::nullopt));
    return uncountHalved(document);
}

Result<void> RemovalGuard::cameBack(Database &database, qint64 document, const QJsonObject &body)
{
    QList<qint64> back;
    {
        auto rows = database.statement(QStringLiteral(
            "SELECT m.key, v.body FROM removal m JOIN version v ON v.document = m.document"
            " AND v.generation = m.generation AND v.hash = m.hash"
            " WHERE m.document = :document"));
        CAIRN_TRY(rows.bind(":document", document).run());
        while (rows.next()) {
            const std::optional<QJsonObject> before = readBody(rows.blob(1));
            if (before && isWhole(*before, body))
                back.append(rows.integer(0));
        }
        CAIRN_TRY(rows.status());
    }
    for (const qint64 key : std::as_const(back)) {
        auto row = database.statement(QStringLiteral("DELETE FROM removal WHERE key = :key"));
        CAIRN_TRY(row.bind(":key", key).run());
    }
    return {};
}

Result<void> RemovalGuard::takenOver(Database &database, qint64 document)
{
    auto rows =
        database.statement(QStringLiteral("DELETE FROM removal WHERE document = :document"));
    return rows.bind(":document", document).run();
}

Result<QList<RemovalEntry>> RemovalGuard::entries(Database &database, qint64 document)
{
    auto rows = database.statement(QStringLiteral(
        "SELECT key, at, kind, generation, hash, agreed FROM removal WHERE document = :document"));
    CAIRN_TRY(rows.bind(":document", document).run());
    QList<RemovalEntry> entries;
    while (rows.next()) {
        const RevId shown{int(rows.integer(3)), rows.text(4).toUtf8()};
        entries.append(
            {rows.integer(0), rows.integer(1), rows.text(2), shown, rows.integer(5) != 0});
    }
    CAIRN_TRY(rows.status());
    return entries;
}

Result<void>
RemovalGuard::putBack(Database &database, qint64 document, const QList<RemovalEntry> &entries)
{
    for (const RemovalEntry &entry : entries) {
        // The key may be another one's by now, and says what went after what.
        auto row = database.statement(
            QStringLiteral("INSERT INTO removal (key, document, at, kind, generation, hash, agreed)"
                           " SELECT iif(EXISTS (SELECT 1 FROM removal WHERE key = :key),"
                           "  (SELECT max(key) + 1 FROM removal), :same),"
                           " :document, :at, :kind, :generation, :hash, :agreed"));
        row.bind(":key", entry.key)
            .bind(":same", entry.key)
            .bind(":document", document)
            .bind(":at", entry.at)
            .bind(":kind", entry.kind)
            .bind(":generation", entry.shown.generation)
            .bind(":hash", QString::fromUtf8(entry.shown.hash))
            .bind(":agreed", entry.agreed ? 1 : 0);
        CAIRN_TRY(row.run());
    }
    return {};
}

Result<void> RemovalGuard::agree(const QList<RemoteChange> &these)
{
    m_share.forget();
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    for (const RemoteChange &change : these)
        CAIRN_TRY(agreed(change.id));
    CAIRN_TRY(
        m_context.database.execute(QStringLiteral("DELETE FROM removal WHERE kind = 'halved'")));
    CAIRN_TRY(m_context.database.execute(
        QStringLiteral("UPDATE removal SET agreed = 1 WHERE agreed = 0")));
    return transaction.commit();
}

Result<QList<RemovedNote>> RemovalGuard::removed(qint64 at, int limit)
{
    // Of several times, the first after it was last there: what was shown then is what is missed.
    auto rows = m_context.database.statement(QStringLiteral(
        "SELECT d.id, m.generation, m.hash, m.kind, m.at, n.document IS NULL,"
        " coalesce(n.trashed, 0), coalesce(cairn_member(v.body, 'title'), n.title), d.key,"
        " v.body, r.body,"
        " (SELECT t.generation || '-' || t.hash FROM version t WHERE t.document = m.document"
        "  AND t.kind = 'typed' AND (v.late OR t.key > v.key) AND t.seen_at >= m.at"
        "  ORDER BY t.key DESC LIMIT 1)"
        " FROM removal m JOIN document d ON d.key = m.document"
        " JOIN version v ON v.document = m.document AND v.generation = m.generation"
        "  AND v.hash = m.hash LEFT JOIN note n ON n.document = m.document"
        " LEFT JOIN revision r ON r.key = d.displayed"
        " WHERE m.at >= :at"
        " AND m.key = (SELECT max(l.key) FROM removal l WHERE l.document = m.document"
        "  AND l.kind <> 'halved') ORDER BY m.key DESC LIMIT :limit"));
    CAIRN_TRY(rows.bind(":at", at).bind(":limit", limit).run());
    QList<RemovedNote> notes;
    while (rows.next()) {
        RemovedNote note;
        note.id = rows.text(0);
        note.rev = {int(rows.integer(1)), rows.text(2).toUtf8()};
        note.at = rows.integer(4);
        note.title = rows.text(7);
        const QString kind = rows.text(3);
        for (const KindName &known : kKinds) {
            if (kind == known.name)
                note.kind = known.kind;
        }
        // What somebody was typing about it when it went is that version with more words.
        if (const auto typed = RevId::parse(rows.text(11)); typed && rows.integer(5) != 0)
            note.rev = *typed;
        const bool away = rows.integer(5) != 0 || rows.integer(6) != 0;
        const std::optional<QJsonObject> was = readBody(rows.blob(9));
        const std::optional<QJsonObject> is = readBody(rows.blob(10));
        // What cannot be read says nothing against its being missed.
        if (away || !was || !is || isMissing(*was, *is))
            notes.append(note);
    }
    CAIRN_TRY(rows.status());
    return notes;
}

Result<void> MissingNotes::cameBack(const StoredDocument &document, const QJsonObject &body)
{
    return RemovalGuard::cameBack(m_database, document.key, body);
}

} // namespace cairn
