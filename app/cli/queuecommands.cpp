// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "note.h"
#include "shownname.h"
#include "store/care/namedfile.h"
#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace cairn::cli {

namespace {

QJsonObject itemJson(const OutboxItem &item)
{
    return {
        {QStringLiteral("id"), item.id},
        {QStringLiteral("document"), item.documentId},
        {QStringLiteral("op"), operationName(item.operation)},
        {QStringLiteral("priority"), item.priority},
        {QStringLiteral("attempts"), item.attempts},
        {QStringLiteral("next_attempt_at"), item.nextAttemptAt},
        {QStringLiteral("last_error"),
         item.lastError ? QJsonValue(item.lastError->message) : QJsonValue()},
        {QStringLiteral("dead"), item.dead},
        {QStringLiteral("depends_on"), QJsonArray::fromStringList(item.dependsOn)},
    };
}

/// An item by its number, or by the document that it is about.
Result<qint64> itemId(Store &store, const QString &text)
{
    CAIRN_ASSIGN(const QList<OutboxItem> items, store.outbox().list());
    for (const OutboxItem &item : items)
        if (QString::number(item.id) == text || item.documentId == text)
            return item.id;
    return failure(
        ErrorKind::NotFound, QStringLiteral("nothing in the queue is named \"%1\"").arg(text));
}

Result<Output> listQueue(Context &context, const Arguments &)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QList<OutboxItem> items, store->outbox().list());
    QJsonArray json;
    QStringList lines;
    for (const OutboxItem &item : items) {
        json.append(itemJson(item));
        lines << QStringLiteral("%1  %2  %3  %4%5")
                     .arg(item.id)
                     .arg(
                         operationName(item.operation), terminalName(item.documentId),
                         terminalName(item.title),
                         item.dead ? QStringLiteral("  needs attention") : QString());
    }
    return Output{json, lines.join(QLatin1Char('\n'))};
}

Result<Output> retry(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    int retried = 1;
    if (arguments.has("all")) {
        CAIRN_ASSIGN(retried, store->outbox().retryAll());
    } else {
        CAIRN_ASSIGN(const qint64 id, itemId(*store, arguments.at(0)));
        CAIRN_TRY(store->outbox().retry(id));
    }
    return Output{
        QJsonObject{{QStringLiteral("retried"), retried}},
        QStringLiteral("%1 to be sent again").arg(retried)};
}

Result<Output> discard(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const qint64 id, itemId(*store, arguments.at(0)));
    CAIRN_TRY(store->outbox().discard(id));
    return Output{QJsonObject{{QStringLiteral("discarded"), id}}, QStringLiteral("discarded")};
}

/// What waits there as a file that any program reads, before it is discarded or while nobody can
/// say when the server will take it.
Result<Output> exportItem(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const qint64 id, itemId(*store, arguments.at(0)));
    CAIRN_ASSIGN(const QList<OutboxItem> items, store->outbox().list());
    const auto item = std::find_if(
        items.cbegin(), items.cend(), [id](const OutboxItem &one) { return one.id == id; });
    if (item == items.cend())
        return failure(ErrorKind::NotFound, QStringLiteral("it was sent meanwhile"));
    CAIRN_ASSIGN(const Note note, store->notes().note(item->documentId));
    const QString text = QStringLiteral("# %1\n\n%2\n").arg(note.title, note.body);
    if (arguments.has("o")) {
        CAIRN_TRY(namedfile::write(arguments.value("o"), text.toUtf8()));
    }
    return Output{
        QJsonObject{
            {QStringLiteral("document"), note.id},
            {QStringLiteral("title"), note.title},
            {QStringLiteral("body"), note.body}},
        arguments.has("o") ? QStringLiteral("saved to %1").arg(arguments.value("o")) : text, kDone,
        !arguments.has("o")};
}

} // namespace

QList<Command> queueCommands()
{
    return {
        {.name = "queue list",
         .summary = "Lists the changes that are still to be sent",
         .run = listQueue},
        {.name = "queue retry",
         .arguments = "[ENTRY]",
         .summary = "Sends a change again that the server refused",
         .run = retry,
         .options = {{"all", nullptr, "all of them", Option::InsteadOfArguments}}},
        {.name = "queue discard",
         .arguments = "ENTRY",
         .summary = "Gives up sending a change",
         .run = discard,
         .options =
             {{"yes", nullptr,
               "never send it; its text stays in the note's history, and a note that was never "
               "sent "
               "in `removed list`",
               Option::Needed}}},
        {.name = "queue export",
         .arguments = "ENTRY",
         .summary = "Prints the note of a change as Markdown",
         .run = exportItem,
         .options = {{"o", "FILE", "save it to this file instead"}}},
    };
}

} // namespace cairn::cli
