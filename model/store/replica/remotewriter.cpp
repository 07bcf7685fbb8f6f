// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/remotewriter.h"

#include "ancestry.h"
#include "attachmentstubs.h"
#include "clock.h"
#include "merge/documentmerge.h"
#include "store/conflict/deletenotice.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookreturn.h"
#include "store/replica/confirmations.h"
#include "store/sqlite/relaxeddurability.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/storebatch.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

namespace {

// What one transaction may take, so that the person's own writing never waits for longer than a
// frame or two. (The commit takes about as long again as the writing.) Larger ones save much: pages
// of indices that change with every note are written once for all of them.
constexpr qsizetype kMaxRevisions = 250;
constexpr qsizetype kMaxCharacters = 512 * 1024;
constexpr qint64 kMaxPortionMs = 7;
constexpr qsizetype kMaxLeaves = 64; // of one document; each new leaf looks at all others

QString asText(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

Result<QSet<QString>> readIds(Database &database, const QString &sql, const QJsonArray &input)
{
    auto rows = database.statement(sql);
    rows.bind(":input", asText(input));
    CAIRN_TRY(rows.run());
    QSet<QString> ids;
    while (rows.next())
        ids.insert(rows.text(0));
    CAIRN_TRY(rows.status());
    return ids;
}

/// A document taken straight from the changes feed comes without its ancestry. The classifier
/// allows that only when the leaf we have from the server is its parent; should the person have
/// gone on from that leaf since, it still is.
DocumentRevision withParent(const StoredDocument &document, DocumentRevision revision)
{
    if (revision.path.size() > 1 || revision.rev.generation == 1)
        return revision;
    QList<RevId> parents;
    for (auto it = document.states.cbegin(); it != document.states.cend(); ++it) {
        if (it->acknowledged && it->sending == Sending::Never
            && it.key().generation == revision.rev.generation - 1)
            parents.append(it.key());
    }
    if (parents.size() == 1)
        revision.path = {revision.rev, parents.first()};
    return revision;
}

bool comesFirst(const DocumentRevision &a, const DocumentRevision &b)
{
    return a.deleted != b.deleted ? b.deleted : a.rev < b.rev;
}

qsizetype weight(const QList<DocumentRevision> &revisions)
{
    qsizetype characters = 0;
    for (const DocumentRevision &revision : revisions)
        characters += revision.body.value(field::kBody).toString().size();
    return characters;
}

} // namespace

RemoteWriter::RemoteWriter(StoreContext &context)
    : m_context(context)
    , m_guard(context)
{
}

Result<StoreOutcome> RemoteWriter::write(
    const QList<DocumentRevision> &revisions, const QList<RemoteChange> &known,
    const QString &replicationId, const std::optional<Checkpoint> &checkpoint, Removals removals)
{
    m_removals = removals;
    CAIRN_ASSIGN(const QList<Item> items, plan(revisions, known));
    StoreOutcome outcome;
    if (items.isEmpty() && known.isEmpty() && !checkpoint)
        return outcome;
    RelaxedDurability relaxed(m_context.database);
    CAIRN_TRY(relaxed.relax());

    qsizetype first = 0;
    do {
        StoreBatch batch(m_context);
        CAIRN_TRY(batch.begin());
        const qsizetype heldBefore = m_held.size();
        StoreOutcome some;
        CAIRN_ASSIGN(const qsizetype end, writeSome(items, first, batch.changes(), some));
        if (m_held.size() > heldBefore) {
            m_guard.forget();
            continue; // given up, and made again without those: see holds()
        }
        if (end == items.size()) {
            CAIRN_TRY(Confirmations(m_context).contradict(taken(known)));
            if (checkpoint && m_held.isEmpty())
                CAIRN_TRY(writeCheckpoint(m_context, replicationId, *checkpoint));
        }
        some.notes = int(batch.changes().notes.size());
        CAIRN_TRY(batch.commit());
        outcome.revisions += some.revisions;
        outcome.notes += some.notes;
        first = end;
    } while (first < items.size());
    outcome.held = QStringList(m_held.cbegin(), m_held.cend());
    outcome.held.sort();
    outcome.overwritten = m_overwritten;
    return outcome;
}

Result<QList<RemoteWriter::Item>>
RemoteWriter::plan(const QList<DocumentRevision> &revisions, const QList<RemoteChange> &known)
{
    QList<Item> items;
    QHash<QString, qsizetype> places;
    for (const DocumentRevision &revision : revisions) {
        const auto place = places.constFind(revision.id);
        if (place == places.cend()) {
            places.insert(revision.id, items.size());
            items.append({revision.id, {revision}, {}});
        } else {
            items[*place].revisions.append(revision);
        }
    }
    CAIRN_ASSIGN(const QSet<QString> stale, withNews(known));
    for (const RemoteChange &change : known) {
        const auto place = places.constFind(change.id);
        if (place != places.cend())
            items[*place].leaves = change.leaves;
        else if (stale.contains(change.id))
            items.append({change.id, {}, change.leaves});
    }
    return inParts(items);
}

/// What is held back is as it was: a row says nothing about it yet.
QList<RemoteChange> RemoteWriter::taken(const QList<RemoteChange> &changes) const
{
    if (m_held.isEmpty())
        return changes;
    QList<RemoteChange> rest = changes;
    rest.removeIf([this](const RemoteChange &change) { return m_held.contains(change.id); });
    return rest;
}

/// A document with very many new leaves comes in several transactions; what the server says of its
/// leaves goes with the last of them.
QList<RemoteWriter::Item> RemoteWriter::inParts(const QList<Item> &items)
{
    QList<Item> parts;
    parts.reserve(items.size());
    for (const Item &item : items) {
        Item rest = item;
        if (rest.revisions.size() > kMaxLeaves)
            std::sort(rest.revisions.begin(), rest.revisions.end(), &comesFirst);
        while (rest.revisions.size() > kMaxLeaves) {
            parts.append({rest.id, rest.revisions.first(kMaxLeaves), {}});
            rest.revisions.remove(0, kMaxLeaves);
        }
        parts.append(rest);
    }
    return parts;
}

Result<QSet<QString>>
RemoteWriter::existing(const QList<Item> &items, qsizetype first, qsizetype end)
{
    QJsonArray ids;
    for (qsizetype i = first; i < end; ++i)
        ids.append(items.at(i).id);
    return readIds(
        m_context.database,
        QStringLiteral("SELECT d.id FROM json_each(:input) j CROSS JOIN document d"
                       " ON d.id = j.value"),
        ids);
}

/// Documents with a leaf that is not acknowledged yet, or one of several that is no leaf here.
Result<QSet<QString>> RemoteWriter::withNews(const QList<RemoteChange> &changes)
{
    QJsonArray leaves;
    for (const RemoteChange &change : changes) {
        for (const RevId &leaf : change.leaves)
            leaves.append(QJsonArray{
                change.id, leaf.generation, QString::fromUtf8(leaf.hash),
                change.leaves.size() > 1});
    }
    if (leaves.isEmpty())
        return QSet<QString>();
    return readIds(
        m_context.database,
        QStringLiteral("SELECT d.id FROM json_each(:input) j"
                       " CROSS JOIN document d ON d.id = json_extract(j.value, '$[0]')"
                       " CROSS JOIN revision r ON r.document = d.key"
                       " AND r.generation = json_extract(j.value, '$[1]')"
                       " AND r.hash = json_extract(j.value, '$[2]') WHERE r.acknowledged = 0"
                       " OR (r.leaf = 0 AND json_extract(j.value, '$[3]'))"),
        leaves);
}

/// What fits into one transaction; returns where the next one begins.
Result<qsizetype> RemoteWriter::writeSome(
    const QList<Item> &items, qsizetype first, ChangeSet &changes, StoreOutcome &outcome)
{
    const qsizetype most = std::min(first + kMaxRevisions, items.size());
    CAIRN_ASSIGN(QSet<QString> here, existing(items, first, most));
    const qint64 began = m_context.clock.nowMs();
    m_onlyLooks = false;
    qsizetype count = 0;
    qsizetype characters = 0;
    qsizetype end = first;
    while (end < most && count < kMaxRevisions && characters < kMaxCharacters
           && (end == first || m_context.clock.nowMs() - began < kMaxPortionMs)) {
        const Item &item = items.at(end++);
        if (m_held.contains(item.id))
            continue;
        count += std::max<qsizetype>(1, item.revisions.size());
        characters += weight(item.revisions);
        if (!here.contains(item.id)) {
            if (item.revisions.isEmpty())
                continue;
            CAIRN_TRY(writeNew(item, changes, outcome));
            here.insert(item.id);
            continue;
        }
        CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(item.id));
        if (document)
            CAIRN_TRY(writeKnown(*document, item, changes, outcome));
    }
    return end;
}

Result<void> RemoteWriter::writeNew(const Item &item, ChangeSet &changes, StoreOutcome &outcome)
{
    CAIRN_ASSIGN(StoredDocument document, m_context.documents.create(item.id));
    CAIRN_ASSIGN(const int fresh, addRevisions(document, item));
    outcome.revisions += fresh;
    return m_context.documents.settle(document, changes);
}

Result<void> RemoteWriter::writeKnown(
    StoredDocument &document, const Item &item, ChangeSet &changes, StoreOutcome &outcome)
{
    const DeleteNotice notice(document);
    const std::optional<RevId> shown = document.displayed;
    CAIRN_ASSIGN(const int fresh, addRevisions(document, item));
    outcome.revisions += fresh;

    if (!item.leaves.isEmpty()) {
        CAIRN_TRY(m_context.documents.acknowledge(document, item.leaves));
        CAIRN_TRY(linkLeaves(document, item.leaves));
        CAIRN_TRY(hideSuperseded(document, item));
    }

    CAIRN_TRY(addUnsaid(document, item));
    CAIRN_ASSIGN(const bool held, holds(document, shown, changes));
    if (held || m_onlyLooks)
        return {};
    if (fresh > 0)
        CAIRN_TRY(notice.tell(m_context, document));
    return m_context.documents.settle(document, changes);
}

/// What another program left out when it rewrote a note stays as it was before: a child of its
/// revision says so, the same on every device that knows the text before.
Result<void> RemoteWriter::addUnsaid(StoredDocument &document, const Item &item)
{
    if (!document.kind().isText())
        return {};
    for (const DocumentRevision &revision : item.revisions) {
        // A merge says all that it means, also one of two revisions that name no device.
        if (revision.deleted || revision.body.contains(field::kDevice)
            || revision.body.contains(field::kMerged) || !document.tree.isLeaf(revision.rev))
            continue;
        const QList<RevId> line = document.tree.path(revision.rev).mid(1);
        const auto base = std::find_if(line.cbegin(), line.cend(), [&document](const RevId &rev) {
            return document.states.value(rev).hasBody;
        });
        if (base == line.cend() || document.tree.node(*base)->deleted)
            continue;
        CAIRN_ASSIGN(const auto before, readBase(m_context, document, *base));
        if (!before)
            continue;
        const QJsonObject whole = withUnsaid(*before, revision.body);
        if (whole == revision.body)
            continue;
        CAIRN_ASSIGN(
            const RevId child,
            m_context.documents.writeChild(document, revision.rev, false, whole));
        CAIRN_TRY(m_context.documents.disown(document, child));
    }
    return {};
}

/// Whether the document must stay as it was, because what came would take it from the person's
/// sight. Then all that this transaction did so far is given up; it only goes on to find the others
/// of its kind, and is made again without them.
Result<bool>
RemoteWriter::holds(StoredDocument &document, const std::optional<RevId> &shown, ChangeSet &changes)
{
    CAIRN_ASSIGN(const RemovalEffect removal, m_guard.effect(document, shown));
    if (removal.kind == Removal::None) {
        if (removal.isJudged && !document.tree.hasConflict())
            CAIRN_TRY(m_guard.settled(document.id));
        return false;
    }
    if (removal.unasked) {
        CAIRN_TRY(m_guard.record(document, removal, true));
        return false;
    }
    if (m_removals == Removals::Keep) {
        CAIRN_TRY(m_guard.settled(document.id));
        CAIRN_TRY(keep(document, *shown, changes));
        return false;
    }
    const bool agreed = m_removals == Removals::Agreed;
    bool admitted = agreed;
    if (m_removals == Removals::Admit) {
        CAIRN_ASSIGN(admitted, m_guard.admits(document, removal.kind));
    } else if (m_removals == Removals::Hold) {
        CAIRN_ASSIGN(admitted, m_guard.isEdit(document, removal.kind));
    }
    if (!admitted) {
        m_held.insert(document.id);
        if (removal.kind == Removal::Overwritten || isEditing(removal.kind))
            m_overwritten.append(document.id);
        m_onlyLooks = true;
        return true;
    }
    CAIRN_TRY(m_guard.record(document, removal, agreed));
    return false;
}

/// What was shown goes on, as a child of what would have taken it away: for all devices, and where
/// it was, in time and place. It is no writing of the person's: should the same be done once more,
/// it is asked about once more.
Result<void> RemoteWriter::keep(StoredDocument &document, const RevId &shown, ChangeSet &changes)
{
    CAIRN_ASSIGN(QJsonObject body, m_context.documents.body(document, shown));
    const QJsonValue writtenAt = body.value(field::kUpdatedAt);
    const QString notebook = body.value(field::kNotebook).toString();
    const RevId onto = m_context.documents.leafToShow(document);
    if (document.tree.node(onto)->deleted) {
        body.remove(attachments::kMember); // those of then may not be on the server any more
    } else {
        CAIRN_ASSIGN(body, m_guard.undone(document, body, shown, onto));
    }
    CAIRN_TRY(bringNotebookBack(m_context, notebook, changes));
    stampBody(body, m_context);
    body.insert(field::kUpdatedAt, writtenAt);
    CAIRN_ASSIGN(const RevId kept, m_context.documents.writeLocal(document, onto, false, body));
    CAIRN_TRY(VersionStore(m_context).keep(document.key, kept, body, QStringLiteral("restored")));
    return m_context.documents.disown(document, kept);
}

/// Two leaves there are one line here: a device that never saw the line sent the newer one without
/// it, to a server that had been set back to the older one. Who knows the line tells the server.
Result<void> RemoteWriter::linkLeaves(StoredDocument &document, const QList<RevId> &leaves)
{
    const QSet<RevId> there(leaves.cbegin(), leaves.cend());
    for (const RevId &leaf : leaves) {
        if (!document.tree.isLeaf(leaf))
            continue;
        const QList<RevId> line = document.tree.contiguousPath(leaf, kMaxAncestors).mid(1);
        if (std::any_of(line.cbegin(), line.cend(), [&there](const RevId &before) {
                return there.contains(before);
            }))
            CAIRN_TRY(m_context.documents.sendLine(document, leaf));
    }
    return {};
}

/// A leaf that came from the server and is none there any more has a child there. A server that
/// keeps short histories does not say which; whichever of its leaves has lost the beginning of its
/// line will do, because no such guess is ever sent.
Result<void> RemoteWriter::hideSuperseded(StoredDocument &document, const Item &item)
{
    const QSet<RevId> there(item.leaves.cbegin(), item.leaves.cend());
    for (const RevId &leaf : document.tree.leaves()) {
        const RevisionState state = document.states.value(leaf);
        if (there.contains(leaf) || !state.acknowledged || state.sending != Sending::Never)
            continue;
        for (const DocumentRevision &revision : item.revisions) {
            const QList<RevId> line = document.tree.path(revision.rev);
            if (there.contains(revision.rev) && !line.isEmpty()
                && line.last().generation > std::max(leaf.generation, 1)) {
                CAIRN_TRY(m_context.documents.bridge(document, revision.rev, leaf));
                break;
            }
        }
    }
    return {};
}

Result<int> RemoteWriter::addRevisions(StoredDocument &document, const Item &item)
{
    // Older ones first, so that a later one finds its ancestors; live ones before tombstones.
    QList<DocumentRevision> ordered = item.revisions;
    std::sort(ordered.begin(), ordered.end(), &comesFirst);
    int fresh = 0;
    for (const DocumentRevision &revision : std::as_const(ordered)) {
        // With several leaves on the server, the ancestry of one cannot be guessed.
        const DocumentRevision &whole =
            item.leaves.size() > 1 ? revision : withParent(document, revision);
        CAIRN_ASSIGN(const bool isNew, m_context.documents.writeRemote(document, whole));
        fresh += isNew ? 1 : 0;
    }
    return fresh;
}

Result<void>
writeCheckpoint(StoreContext &context, const QString &replicationId, const Checkpoint &checkpoint)
{
    const QJsonObject body{
        {QStringLiteral("session_id"), checkpoint.sessionId},
        {QStringLiteral("source_last_seq"), checkpoint.lastSeq},
        {QStringLiteral("document"), checkpoint.document},
    };
    auto row = context.database.statement(
        QStringLiteral("INSERT INTO checkpoint (replication, body) VALUES (:replication, :body)"
                       " ON CONFLICT (replication) DO UPDATE SET body = excluded.body"));
    row.bind(":replication", replicationId)
        .bind(":body", QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact)));
    return row.run();
}

} // namespace cairn
