// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/hiddendocuments.h"

#include "document.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "store/tree/storebatch.h"

#include <QElapsedTimer>
#include <QLoggingCategory>

namespace cairn::hiddendocuments {

namespace {

Q_LOGGING_CATEGORY(lcHidden, "cairn.store.hidden")

constexpr int kInTransaction = 50;
constexpr qint64 kMaxTurnMs = 1'000;

QString placeName() { return QStringLiteral("hidden_documents"); }

/// Keys of documents without a kind, those of other applications among them, and their ids.
Result<QList<std::pair<qint64, QString>>> next(StoreContext &context, qint64 after)
{
    Statement rows = context.database.statement(
        QStringLiteral("SELECT key, id FROM document WHERE key > :after AND type = ''"
                       " ORDER BY key LIMIT :limit"));
    rows.bind(":after", after).bind(":limit", kInTransaction);
    CAIRN_TRY(rows.run());
    QList<std::pair<qint64, QString>> found;
    while (rows.next())
        found.append({rows.integer(0), rows.text(1)});
    CAIRN_TRY(rows.status());
    return found;
}

/// Settling finds the kind, makes the rows and lets sync look at several versions.
Result<void> showOne(StoreContext &context, qint64 key, ChangeSet &changes)
{
    CAIRN_ASSIGN(std::optional<StoredDocument> document, context.documents.load(key));
    if (!document || !document->displayed)
        return {};
    document->projected.reset();
    if (document->tree.hasConflict())
        CAIRN_TRY(context.documents.setReconcile(*document, true));
    const auto settled = context.documents.settle(*document, changes);
    if (settled || settled.error().kind != ErrorKind::NotFound)
        return settled;
    qCWarning(lcHidden) << document->id << "stays hidden, its text is not here";
    return {};
}

/// One transaction. Returns whether there may be more.
Result<bool> showSome(StoreContext &context)
{
    StoreBatch batch(context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const auto place, context.meta.value(placeName()));
    if (!place)
        return false; // another process was faster
    CAIRN_ASSIGN(const auto found, next(context, place->toLongLong()));
    for (const auto &[key, id] : found) {
        if (!kindOfId(id).name.isEmpty())
            CAIRN_TRY(showOne(context, key, batch.changes()));
    }
    if (found.size() < kInTransaction)
        CAIRN_TRY(context.meta.remove(placeName()));
    else
        CAIRN_TRY(context.meta.setValue(placeName(), QString::number(found.last().first)));
    CAIRN_TRY(batch.commit());
    return found.size() == kInTransaction;
}

} // namespace

Result<void> show(StoreContext &context)
{
    CAIRN_ASSIGN(const auto place, context.meta.value(placeName()));
    if (!place)
        return {}; // the usual case takes no lock
    QElapsedTimer running;
    running.start();
    bool more = true;
    while (more && running.elapsed() < kMaxTurnMs) {
        CAIRN_ASSIGN(more, showSome(context));
    }
    return {};
}

} // namespace cairn::hiddendocuments
