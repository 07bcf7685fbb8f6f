// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tree/documentstore.h"

#include "clock.h"
#include "damagedtext.h"
#include "json.h"
#include "store/sqlite/database.h"
#include "store/tree/metastore.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

namespace {

QList<RevId> mergedFrom(const QString &json)
{
    QList<RevId> merged;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue entry : array) {
        if (const std::optional<RevId> rev = RevId::parse(entry.toString()))
            merged.append(*rev);
    }
    return merged;
}

RevisionState::Origin originOf(qint64 number)
{
    return number == 0 ? RevisionState::Origin::Here
        : number == 1  ? RevisionState::Origin::Elsewhere
                       : RevisionState::Origin::Unknown;
}

/// More than that of one document is read when somebody asks for it.
constexpr qsizetype kReadWithTree = 8'000'000; // bytes

} // namespace

DocumentStore::DocumentStore(Database &database, const Clock &clock, MetaStore &meta)
    : m_database(database)
    , m_clock(clock)
    , m_meta(meta)
{
}

Result<std::optional<StoredDocument>> DocumentStore::load(const QString &id)
{
    return loadWhere(QStringLiteral("id = :value"), id);
}

Result<std::optional<StoredDocument>> DocumentStore::load(qint64 key)
{
    return loadWhere(QStringLiteral("key = :value"), key);
}

Result<std::optional<StoredDocument>>
DocumentStore::loadWhere(const QString &condition, const QVariant &value)
{
    StoredDocument document;
    qint64 displayedKey = 0;
    {
        Statement query = m_database.statement(
            QStringLiteral("SELECT key, id, type, displayed, reconcile FROM document WHERE ")
            + condition);
        query.bind(":value", value);
        CAIRN_TRY(query.run());
        if (!query.next()) {
            CAIRN_TRY(query.status());
            return std::optional<StoredDocument>();
        }
        document.key = query.integer(0);
        document.id = query.text(1);
        document.type = query.text(2);
        displayedKey = query.integer(3);
        document.reconcile = query.integer(4) != 0;
    }
    CAIRN_TRY(loadTree(document));
    for (auto it = document.states.cbegin(); it != document.states.cend(); ++it) {
        if (it->key == displayedKey)
            document.displayed = it.key();
    }
    document.projected = document.displayed;
    const bool isDamaged = std::any_of(
        document.states.cbegin(), document.states.cend(),
        [](const RevisionState &state) { return state.damaged; });
    if (document.tree.leaves().size() > 1 || isDamaged)
        CAIRN_TRY(loadHistoryFlags(document));
    return std::optional<StoredDocument>(std::move(document));
}

Result<void> DocumentStore::loadTree(StoredDocument &document)
{
    Statement query = m_database.statement(QStringLiteral(
        "SELECT key, generation, hash, parent, deleted, acknowledged, sending, merged,"
        " body, origin, leaf FROM revision WHERE document = :document ORDER BY generation"));
    query.bind(":document", document.key);
    CAIRN_TRY(query.run());
    QHash<qint64, RevId>
        byKey; // a parent's generation is smaller, so it is here before its children
    qsizetype read = 0;
    while (query.next()) {
        const RevId rev{int(query.integer(1)), query.text(2).toUtf8()};
        RevisionTree::Node node{rev, std::nullopt, query.integer(4) != 0, {}};
        if (const auto parent = byKey.constFind(query.integer(3)); parent != byKey.cend())
            node.parent = *parent;
        if (!query.isNull(7))
            node.merged = mergedFrom(query.text(7));
        const bool isKept = !query.isNull(8);
        bool isReadable = isKept;
        Seal seal = Seal::Absent;
        if (isKept && read < kReadWithTree) {
            const QByteArray kept = query.blob(8);
            read += kept.size();
            KeptBody found = readKept(kept);
            seal = found.seal;
            isReadable = found.body.has_value();
            if (found.body)
                document.bodies.insert(rev, *std::move(found.body));
        }
        if (seal == Seal::Living || seal == Seal::Deleted)
            node.deleted = seal == Seal::Deleted; // whatever became of the flag beside it
        document.tree.add(node);
        const bool isNeeded = isKept || query.integer(10) != 0;
        document.states.insert(
            rev,
            {query.integer(0), query.integer(5) != 0, Sending(query.integer(6)), isReadable,
             isReadable, !node.deleted && isNeeded && !isReadable, originOf(query.integer(9)),
             seal == Seal::Living || seal == Seal::Deleted});
        byKey.insert(query.integer(0), rev);
    }
    return query.status();
}

/// Merge bases may have left the tree, and what is damaged there may be whole in the history.
Result<void> DocumentStore::loadHistoryFlags(StoredDocument &document)
{
    CAIRN_ASSIGN(const QSet<RevId> kept, m_followers.history->revisions(document.key));
    for (const RevId &rev : kept) {
        if (const auto state = document.states.find(rev); state != document.states.end())
            state->hasBody = true;
    }
    for (auto state = document.states.begin(); state != document.states.end(); ++state) {
        if (!state->damaged || !state->hasBody)
            continue;
        const auto text = m_followers.history->text(document.key, state.key());
        if (!text && !isDamagedText(text.error()))
            return Failure(text.error());
        state->hasBody = text && *text;
    }
    return {};
}

Result<StoredDocument> DocumentStore::create(const QString &id)
{
    const QString type = kindOfId(id).name.toString();
    Statement insert =
        m_database.statement(QStringLiteral("INSERT INTO document (id, type) VALUES (:id, :type)"));
    insert.bind(":id", id).bind(":type", type);
    CAIRN_TRY(insert.run());
    StoredDocument document;
    document.key = insert.insertedId();
    document.id = id;
    document.type = type;
    return document;
}

Result<void> DocumentStore::remove(StoredDocument &document, ChangeSet &changes)
{
    CAIRN_TRY(m_followers.projection->hide(document, changes));
    Statement drop = m_database.statement(QStringLiteral("DELETE FROM document WHERE key = :key"));
    drop.bind(":key", document.key);
    CAIRN_TRY(drop.run());
    changes.outbox = true;
    changes.tallies = true;
    document = {};
    return {};
}

Result<QJsonObject> DocumentStore::body(const StoredDocument &document, const RevId &rev)
{
    if (const auto known = document.bodies.constFind(rev); known != document.bodies.cend())
        return *known;
    const RevisionState state = document.states.value(rev);
    if (state.inTree) {
        Statement query =
            m_database.statement(QStringLiteral("SELECT body FROM revision WHERE key = :key"));
        query.bind(":key", state.key);
        CAIRN_TRY(query.run());
        if (query.next() && !query.isNull(0)) {
            const std::optional<QJsonObject> read = readBody(query.blob(0));
            return read ? Result<QJsonObject>(*read) : damagedText(document.id);
        }
        CAIRN_TRY(query.status());
    }
    CAIRN_ASSIGN(const auto kept, m_followers.history->text(document.key, rev));
    if (kept)
        return *kept;
    if (state.damaged)
        return damagedText(document.id);
    return failure(
        ErrorKind::NotFound, QStringLiteral("no such revision, or its text is not kept"),
        document.id + QLatin1Char(' ') + rev.toString());
}

Result<void> DocumentStore::setDisplayed(StoredDocument &document, const RevId &leaf)
{
    Statement update = m_database.statement(
        QStringLiteral("UPDATE document SET displayed = :revision WHERE key = :key"));
    update.bind(":revision", document.states.value(leaf).key).bind(":key", document.key);
    CAIRN_TRY(update.run());
    document.displayed = leaf;
    return {};
}

Result<void> DocumentStore::setReconcile(StoredDocument &document, bool needed)
{
    if (document.reconcile == needed)
        return {};
    Statement update = m_database.statement(
        QStringLiteral("UPDATE document SET reconcile = :needed WHERE key = :key"));
    update.bind(":needed", needed ? 1 : 0).bind(":key", document.key);
    CAIRN_TRY(update.run());
    document.reconcile = needed;
    return {};
}

} // namespace cairn
