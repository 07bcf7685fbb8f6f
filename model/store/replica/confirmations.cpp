// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/confirmations.h"

#include "store/replica/feedwitness.h"
#include "store/replica/replicastore.h"
#include "store/tree/documentstore.h"
#include "store/tree/storebatch.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {
namespace {

Result<qint64> number(Database &database, const QString &sql)
{
    auto row = database.statement(sql);
    CAIRN_TRY(row.run());
    const bool found = row.next();
    CAIRN_TRY(row.status());
    return found && !row.isNull(0) ? row.integer(0) : 0;
}

Result<QList<qint64>> keys(Statement &rows)
{
    CAIRN_TRY(rows.run());
    QList<qint64> found;
    while (rows.next())
        found.append(rows.integer(0));
    CAIRN_TRY(rows.status());
    return found;
}

QString asJson(const QList<qint64> &keys)
{
    QJsonArray array;
    for (const qint64 key : keys)
        array.append(key);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace

Confirmations::Confirmations(StoreContext &context)
    : m_context(context)
{
}

Result<Coverage> Confirmations::coverage()
{
    Coverage coverage;
    // From the end of the table: a row or two are read.
    CAIRN_ASSIGN(
        coverage.revision,
        number(
            m_context.database,
            QStringLiteral("SELECT key FROM revision WHERE acknowledged = 1"
                           " ORDER BY key DESC LIMIT 1")));
    CAIRN_ASSIGN(
        coverage.acknowledgement,
        number(
            m_context.database,
            QStringLiteral("SELECT max(number) FROM unconfirmed WHERE seen = 1")));
    return coverage;
}

Result<qint64> Confirmations::lastNumber()
{
    return number(m_context.database, QStringLiteral("SELECT max(number) FROM unconfirmed"));
}

Result<qint64> Confirmations::documents()
{
    return number(m_context.database, QStringLiteral("SELECT count(*) FROM document"));
}

/// A document has a row in the outbox as long as it has an unsent leaf: as many revisions as rows
/// means that each is one. Indices are counted, where all texts would have to be read otherwise.
Result<bool> Confirmations::nothingBelieved()
{
    CAIRN_ASSIGN(
        const qint64 others,
        number(
            m_context.database,
            QStringLiteral(
                "SELECT (SELECT count(*) FROM revision) - (SELECT count(*) FROM outbox)")));
    return others == 0;
}

Result<QList<qint64>> Confirmations::beyond(qint64 covered)
{
    if (covered == 0) {
        CAIRN_ASSIGN(const bool nothing, nothingBelieved());
        if (nothing)
            return QList<qint64>();
    }
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT document FROM revision"
                       " WHERE key > :covered AND leaf = 1 AND acknowledged = 1"
                       " UNION SELECT r.document FROM unconfirmed u"
                       " JOIN revision r ON r.document = u.document"
                       " WHERE r.leaf = 1 AND r.acknowledged = 1 ORDER BY 1"));
    rows.bind(":covered", covered);
    return keys(rows);
}

Result<void> Confirmations::shown(const QList<RemoteChange> &rows)
{
    CAIRN_ASSIGN(
        const qint64 waiting,
        number(
            m_context.database,
            QStringLiteral("SELECT EXISTS (SELECT 1 FROM unconfirmed WHERE seen <> 1)")));
    if (waiting == 0)
        return {};
    CAIRN_ASSIGN(const FeedWitness witness, hearFeed(m_context, rows));
    return read(witness.confirmed);
}

Result<void> Confirmations::read(const QList<qint64> &documents)
{
    if (documents.isEmpty())
        return {};
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    {
        auto update = m_context.database.statement(
            QStringLiteral("UPDATE unconfirmed SET seen = 1 WHERE seen <> 1 AND document IN"
                           " (SELECT value FROM json_each(:documents))"));
        CAIRN_TRY(update.bind(":documents", asJson(documents)).run());
    }
    return transaction.commit();
}

Result<void> Confirmations::contradict(const QList<RemoteChange> &rows)
{
    CAIRN_ASSIGN(const FeedWitness witness, hearFeed(m_context, rows));
    if (witness.contradicted.isEmpty())
        return {};
    const QString documents = asJson(witness.contradicted);
    auto update = m_context.database.statement(
        QStringLiteral("UPDATE unconfirmed SET seen = 2 WHERE document IN"
                       " (SELECT value FROM json_each(:documents))"));
    CAIRN_TRY(update.bind(":documents", documents).run());
    auto open = m_context.database.statement(
        QStringLiteral("INSERT INTO unconfirmed (document, seen) SELECT value, 2"
                       " FROM json_each(:documents) WHERE value NOT IN"
                       " (SELECT document FROM unconfirmed)"));
    return open.bind(":documents", documents).run();
}

Result<QList<qint64>> Confirmations::unseen() { return waiting(QStringLiteral("seen <> 1")); }

Result<QList<qint64>> Confirmations::contradicted() { return waiting(QStringLiteral("seen = 2")); }

/// What is to be sent (again) is in the outbox, and nothing to ask about.
Result<QList<qint64>> Confirmations::waiting(const QString &which)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT DISTINCT u.document FROM unconfirmed u WHERE u.%1"
                       " AND EXISTS (SELECT 1 FROM revision r WHERE r.document = u.document"
                       " AND r.leaf = 1 AND r.acknowledged = 1) ORDER BY 1")
            .arg(which));
    return keys(rows);
}

Result<QList<qint64>> Confirmations::believed(qint64 after, int limit)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT d.key FROM document d WHERE d.key > :after AND EXISTS"
                       " (SELECT 1 FROM revision r WHERE r.document = d.key AND r.leaf = 1"
                       " AND r.acknowledged = 1) ORDER BY d.key LIMIT :limit"));
    rows.bind(":after", after).bind(":limit", limit);
    return keys(rows);
}

Result<QList<BelievedDocument>> Confirmations::leaves(const QList<qint64> &keys)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT d.key, d.id, r.generation, r.hash FROM json_each(:keys) j"
                       " CROSS JOIN document d ON d.key = j.value"
                       " CROSS JOIN revision r ON r.document = d.key"
                       " WHERE r.leaf = 1 AND r.acknowledged = 1 ORDER BY j.key"));
    rows.bind(":keys", asJson(keys));
    CAIRN_TRY(rows.run());
    QList<BelievedDocument> documents;
    while (rows.next()) {
        if (documents.isEmpty() || documents.last().key != rows.integer(0))
            documents.append({rows.integer(0), rows.text(1), {}});
        documents.last().leaves.append({int(rows.integer(2)), rows.text(3).toUtf8()});
    }
    CAIRN_TRY(rows.status());
    return documents;
}

Result<QStringList> Confirmations::sendAgain(const QList<BelievedDocument> &missing)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    QStringList documents;
    for (const BelievedDocument &lost : missing) {
        CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(lost.key));
        if (!document)
            continue;
        bool any = false;
        for (const RevId &leaf : lost.leaves) {
            // It may have grown since the server was asked: then its child carries it there.
            if (!document->tree.isLeaf(leaf))
                continue;
            CAIRN_TRY(m_context.documents.doubt(*document, leaf));
            any = true;
        }
        if (!any)
            continue;
        CAIRN_TRY(m_context.documents.settle(*document, batch.changes()));
        documents.append(lost.id);
    }
    CAIRN_TRY(batch.commit());
    return documents;
}

} // namespace cairn
