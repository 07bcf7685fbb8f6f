// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/templatestore.h"

#include "clock.h"
#include "damagedtext.h"
#include "document.h"
#include "ids.h"
#include "nameorder.h"
#include "store/notes/noteedit.h"
#include "store/notes/notestore.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/metastore.h"
#include "store/tree/storebatch.h"

#include <algorithm>

namespace cairn {

namespace {

Failure unknownTemplate(const QString &id)
{
    return failure(ErrorKind::NotFound, QStringLiteral("no such template"), id);
}

Result<StoredDocument> loadShown(StoreContext &context, const QString &id)
{
    CAIRN_ASSIGN(std::optional<StoredDocument> document, context.documents.load(id));
    const bool shown = document && document->displayed
        && document->kind().shown == DocumentKind::Shown::AsTemplate
        && !document->tree.node(*document->displayed)->deleted;
    if (!shown)
        return unknownTemplate(id);
    return std::move(*document);
}

Result<NoteTemplate> read(StoreContext &context, const StoredDocument &document)
{
    CAIRN_ASSIGN(const QJsonObject body, context.documents.body(document, *document.displayed));
    return NoteTemplate{
        document.id, body.value(field::kTitle).toString(), body.value(field::kBody).toString()};
}

Result<void>
setTexts(QJsonObject &body, const std::optional<QString> &title, const std::optional<QString> &text)
{
    CAIRN_TRY(NoteStore::validate(title.value_or(QString()), text.value_or(QString())));
    if (title && normalizedTitle(*title).isEmpty())
        return failure(ErrorKind::Invalid, QStringLiteral("a template needs a title"));
    if (title)
        body.insert(field::kTitle, normalizedTitle(*title));
    if (text)
        body.insert(
            field::kBody,
            withLineEndsOf(body.value(field::kBody).toString(), normalizedText(*text)));
    return {};
}

} // namespace

TemplateStore::TemplateStore(StoreContext &context)
    : m_context(context)
{
}

Result<QList<NoteTemplate>> TemplateStore::list()
{
    QStringList ids;
    {
        Statement rows = m_context.database.statement(
            QStringLiteral("SELECT d.id FROM document d JOIN revision r ON r.key = d.displayed"
                           " WHERE d.type = 'template' AND r.deleted = 0 ORDER BY d.key"));
        CAIRN_TRY(rows.run());
        while (rows.next())
            ids.append(rows.text(0));
        CAIRN_TRY(rows.status());
    }
    QList<NoteTemplate> templates;
    for (const QString &id : std::as_const(ids)) {
        auto found = find(id);
        if (found)
            templates.append(std::move(*found));
        else if (!isTextMissing(found.error()))
            return Failure(found.error());
    }
    std::stable_sort(
        templates.begin(), templates.end(), [](const NoteTemplate &a, const NoteTemplate &b) {
            return nameOrderKey(a.title).compare(nameOrderKey(b.title)) < 0;
        });
    return templates;
}

Result<NoteTemplate> TemplateStore::find(const QString &id)
{
    CAIRN_ASSIGN(const StoredDocument document, loadShown(m_context, id));
    return read(m_context, document);
}

Result<QString> TemplateStore::add(const QString &title, const QString &body)
{
    const qint64 now = m_context.clock.nowMs();
    QJsonObject written{
        {field::kType.toString(), kTemplateType.toString()},
        {field::kSchema.toString(), kSchemaVersion},
        {field::kCreatedAt.toString(), now},
    };
    CAIRN_TRY(setTexts(written, title, body));
    stampBody(written, m_context);
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    const QString id = makeDocumentId(kTemplateType, m_context.clock, m_context.random);
    CAIRN_ASSIGN(StoredDocument document, m_context.documents.create(id));
    CAIRN_TRY(m_context.documents.writeLocal(document, std::nullopt, false, written));
    CAIRN_TRY(m_context.documents.settle(document, batch.changes()));
    CAIRN_TRY(batch.commit());
    return id;
}

Result<void> TemplateStore::edit(
    const QString &id, const std::optional<QString> &title, const std::optional<QString> &body)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(StoredDocument document, loadShown(m_context, id));
    const RevId shown = *document.displayed;
    CAIRN_ASSIGN(const QJsonObject before, m_context.documents.body(document, shown));
    QJsonObject after = before;
    CAIRN_TRY(setTexts(after, title, body));
    if (after == before)
        return {};
    stampBody(after, m_context);
    CAIRN_TRY(m_context.documents.writeLocal(document, shown, false, after));
    CAIRN_TRY(m_context.documents.settle(document, batch.changes()));
    return batch.commit();
}

Result<void> TemplateStore::remove(const QString &id)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(StoredDocument document, loadShown(m_context, id));
    CAIRN_TRY(bury(m_context, document, batch.changes()));
    return batch.commit();
}

} // namespace cairn
