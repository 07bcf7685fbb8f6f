// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/conflictstore.h"

#include "damagedtext.h"
#include "document.h"
#include "json.h"
#include "store/conflict/conflictproposal.h"
#include "store/conflict/conflictresolver.h"
#include "store/conflict/policydecider.h"
#include "store/conflict/typeddraft.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/storebatch.h"
#include "store/tree/storecontext.h"

#include <QJsonDocument>

namespace cairn {

namespace {

/// A list must come at once; the places of larger notes are counted when they are opened.
constexpr qsizetype kMaxCountedCharacters = 100'000;

bool isQuicklyCompared(const ConflictInput &input)
{
    return input.mine.value(field::kBody).toString().size()
        + input.theirs.value(field::kBody).toString().size()
        <= kMaxCountedCharacters;
}

} // namespace

ConflictStore::ConflictStore(StoreContext &context)
    : m_context(context)
{
}

Result<QList<ConflictSummary>> ConflictStore::list()
{
    CAIRN_ASSIGN(const QList<qint64> keys, openConflicts());
    QList<ConflictSummary> summaries;
    for (const qint64 key : keys) {
        ConflictInput input;
        bool isReadable = true;
        {
            Transaction transaction(m_context.database); // one state of the store for one note
            CAIRN_TRY(transaction.begin());
            CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(key));
            if (!document || !document->tree.hasConflict())
                continue;
            auto read = readConflict(m_context, *document);
            isReadable = read || !isDamagedText(read.error());
            if (!isReadable) { // it is there, and nothing can be compared
                CAIRN_ASSIGN(input.details, describeConflict(m_context, *document));
            } else {
                CAIRN_ASSIGN(input, std::move(read));
            }
            CAIRN_ASSIGN(input.details.begun, hasTypedDraft(m_context.database, key));
            CAIRN_TRY(transaction.commit());
        }
        ConflictSummary summary = input.details;
        if (isReadable && isQuicklyCompared(input))
            summary = propose(std::move(input));
        for (ConflictLeaf &leaf : summary.leaves) {
            leaf.body.clear();
            leaf.raw = {};
        }
        summaries.append(summary);
    }
    return summaries;
}

Result<QStringList> ConflictStore::ids()
{
    auto rows = m_context.database.statement(QStringLiteral(
        "SELECT d.id FROM note n JOIN document d ON d.key = n.document WHERE n.conflict = 1"
        " ORDER BY n.updated_at DESC, n.document"));
    CAIRN_TRY(rows.run());
    QStringList ids;
    while (rows.next())
        ids.append(rows.text(0));
    CAIRN_TRY(rows.status());
    return ids;
}

Result<int> ConflictStore::versions(const QString &noteId)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT count(*) FROM revision r JOIN document d ON d.key = r.document"
                       " WHERE d.id = :id AND r.leaf = 1 AND r.deleted = 0"));
    CAIRN_TRY(row.bind(":id", noteId).run());
    if (row.next())
        return int(row.integer(0));
    CAIRN_TRY(row.status());
    return 0;
}

Result<QList<qint64>> ConflictStore::openConflicts()
{
    auto rows = m_context.database.statement(QStringLiteral(
        "SELECT document FROM note WHERE conflict = 1 ORDER BY updated_at DESC, document"));
    CAIRN_TRY(rows.run());
    QList<qint64> keys;
    while (rows.next())
        keys.append(rows.integer(0));
    CAIRN_TRY(rows.status());
    return keys;
}

Result<ConflictDetails> ConflictStore::details(const QString &noteId)
{
    CAIRN_ASSIGN(ConflictInput input, read(noteId, std::nullopt));
    return propose(std::move(input));
}

Result<ConflictDetails>
ConflictStore::compare(const QString &noteId, const RevId &mine, const RevId &theirs)
{
    CAIRN_ASSIGN(ConflictInput input, read(noteId, std::pair(mine, theirs)));
    return propose(std::move(input));
}

Result<ConflictInput>
ConflictStore::read(const QString &noteId, const std::optional<std::pair<RevId, RevId>> &pair)
{
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(noteId));
    if (!document)
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), noteId);
    auto input = pair ? readConflict(m_context, *document, pair->first, pair->second)
                      : readConflict(m_context, *document);
    if (input) {
        CAIRN_ASSIGN(input->details.begun, hasTypedDraft(m_context.database, document->key));
    }
    CAIRN_TRY(transaction.commit());
    return input;
}

Result<Saved> ConflictStore::resolve(
    const QString &noteId, const Resolution &resolution, const QStringList &unused)
{
    return ConflictResolver(m_context).resolve(noteId, resolution, unused);
}

Result<bool> ConflictStore::decideByPolicy(const QString &noteId)
{
    CAIRN_ASSIGN(const auto seen, m_context.documents.load(noteId));
    if (!seen)
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), noteId);
    PolicyDecider decider(m_context);
    CAIRN_ASSIGN(const bool planned, decider.plan(*seen));
    if (!planned)
        return false;
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(noteId));
    if (!document)
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), noteId);
    CAIRN_ASSIGN(const bool decided, decider.carryOut(*document, batch.changes()));
    CAIRN_TRY(m_context.documents.settle(*document, batch.changes()));
    CAIRN_TRY(batch.commit());
    return decided;
}

Result<bool> ConflictStore::isDecidable(const QString &noteId)
{
    CAIRN_ASSIGN(const auto seen, m_context.documents.load(noteId));
    if (!seen)
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), noteId);
    return PolicyDecider(m_context).plan(*seen);
}

Result<Saved> ConflictStore::undo(const QString &noteId)
{
    return ConflictResolver(m_context).undo(noteId);
}

Result<std::optional<QJsonObject>> ConflictStore::draft(const QString &noteId)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT c.body FROM conflict_draft c JOIN document d ON d.key = c.document"
                       " WHERE d.id = :id"));
    row.bind(":id", noteId);
    CAIRN_TRY(row.run());
    if (!row.next())
        return std::optional<QJsonObject>();
    const std::optional<QJsonObject> draft = readBody(row.blob(0));
    return draft ? Result<std::optional<QJsonObject>>(draft) : damagedText(noteId);
}

Result<void> ConflictStore::saveDraft(const QString &noteId, const QJsonObject &draft)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const auto document, m_context.documents.load(noteId));
    if (!document)
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), noteId);
    CAIRN_TRY(writeDraft(m_context.database, document->key, draft));
    if (!document->tree.hasConflict()) { // it ended while the person was typing
        CAIRN_TRY(keepTypedDraft(m_context, *document, document->displayed.value_or(RevId())));
        batch.changes().notes.insert(document->key);
    }
    return batch.commit();
}

} // namespace cairn
