// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "cli/commandline.h"
#include "cli/stopsignals.h"

#include "exchange/markdownexporter.h"
#include "exchange/markdownimporter.h"
#include "shownname.h"
#include "store/notes/notebookstore.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace cairn::cli {

namespace {

/// Formats of the contract that this version cannot do yet are refused by name; all others are no
/// formats.
Result<void> requireMarkdown(const QString &format, const QStringList &known)
{
    if (format == QStringLiteral("markdown"))
        return {};
    if (known.contains(format))
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("the format %1 is not available in this version").arg(format), {},
            kUsage);
    return failure(
        ErrorKind::Invalid, QStringLiteral("unknown format: %1").arg(format), {}, kUsage);
}

QJsonObject importJson(const ImportReport &report)
{
    const auto rows = [](const QList<ImportReport::Skipped> &items) {
        QJsonArray array;
        for (const ImportReport::Skipped &item : items)
            array.append(QJsonObject{
                {QStringLiteral("item"), item.item}, {QStringLiteral("reason"), item.reason}});
        return array;
    };
    return {
        {QStringLiteral("notes"), report.notes},
        {QStringLiteral("notebooks"), report.notebooks},
        {QStringLiteral("tags"), report.tags},
        {QStringLiteral("attachments"), report.attachments},
        {QStringLiteral("already_here"), report.alreadyHere},
        {QStringLiteral("skipped"), rows(report.skipped)},
        {QStringLiteral("remarks"), rows(report.remarks)}};
}

Result<Output> import(Context &context, const Arguments &arguments)
{
    QString format = arguments.has("format") ? arguments.value("format") : QStringLiteral("auto");
    if (format == QStringLiteral("auto"))
        format = QStringLiteral("markdown");
    CAIRN_TRY(requireMarkdown(
        format,
        {QStringLiteral("jex"), QStringLiteral("raw"), QStringLiteral("enex"),
         QStringLiteral("simplenote"), QStringLiteral("standardnotes"), QStringLiteral("html")}));
    CAIRN_ASSIGN(Store * store, context.store());
    MarkdownImporter importer(*store, arguments.value("notebook"));
    const StopSignals stop;
    CAIRN_ASSIGN(
        const ImportReport report,
        importer.run(arguments.at(0), [&context, &stop](int done, int total) {
            if (done % 100 == 0)
                context.progress(QStringLiteral("Importing %1 of %2").arg(done).arg(total));
            return !stop.received();
        }));
    QString text = QStringLiteral("%1 imported, %2 already here, %3 skipped")
                       .arg(counted(report.notes, "note"))
                       .arg(report.alreadyHere)
                       .arg(report.skipped.size());
    for (const ImportReport::Skipped &item : report.skipped + report.remarks)
        text += QStringLiteral("\n  %1: %2")
                    .arg(
                        terminalName(item.item, kMaxShownPath),
                        terminalName(item.reason, kMaxShownPath));
    return Output{importJson(report), text};
}

Result<Output> exportNotes(Context &context, const Arguments &arguments)
{
    CAIRN_TRY(requireMarkdown(
        arguments.value("format"), {QStringLiteral("jex"), QStringLiteral("html")}));
    CAIRN_ASSIGN(Store * store, context.store());
    MarkdownExporter exporter(*store);
    if (arguments.has("notebook")) {
        CAIRN_ASSIGN(
            const std::optional<NotebookInfo> notebook,
            store->notebooks().findPath(arguments.value("notebook")));
        if (!notebook)
            return failure(
                ErrorKind::NotFound,
                QStringLiteral("there is no notebook \"%1\"").arg(arguments.value("notebook")));
        exporter.setNotebook(notebook->id);
    }
    QStringList notes = arguments.values("note");
    std::transform(notes.begin(), notes.end(), notes.begin(), idOrLink);
    exporter.setNotes(notes);
    const StopSignals stop;
    CAIRN_ASSIGN(
        const ExportReport report,
        exporter.run(arguments.at(0), [&context, &stop](int done, int total) {
            if (done % 100 == 0)
                context.progress(QStringLiteral("Exporting %1 of %2").arg(done).arg(total));
            return !stop.received();
        }));
    QJsonArray unread;
    QString missing;
    for (const ExportReport::Unread &one : report.unread) {
        unread.append(
            QJsonObject{{QStringLiteral("id"), one.note}, {QStringLiteral("reason"), one.reason}});
        missing += QStringLiteral("\nnot exported: %1 (%2)")
                       .arg(one.note.isEmpty() ? QStringLiteral("?") : one.note, one.reason);
    }
    for (const QString &id : report.asListed) {
        const QString reason = QStringLiteral("its text is damaged: written as the list shows it");
        unread.append(QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("reason"), reason}});
        missing += QStringLiteral("\nnot whole: %1 (%2)").arg(id, reason);
    }
    context.setDone();
    if (!missing.isEmpty())
        context.warn(QStringLiteral(
            "cairn-cli: not everything could be read, for the notes are damaged; `doctor` says "
            "where and what can be done"));
    return Output{
        QJsonObject{
            {QStringLiteral("notes"), report.notes},
            {QStringLiteral("attachments"), report.attachments},
            {QStringLiteral("unread"), unread}},
        counted(report.notes, "note") + QStringLiteral(" exported") + missing,
        missing.isEmpty() ? kDone : kProfileUnusable};
}

/// Attachments come with a later version; the words of the contract are known and answered plainly.
Result<Output> unavailable(Context &, const Arguments &)
{
    return failure(
        ErrorKind::Invalid, QStringLiteral("attachments are not available in this version"), {},
        kUsage);
}

} // namespace

QList<Command> transferCommands()
{
    return {
        {.name = "import",
         .arguments = "FILE",
         .summary = "Takes in a Markdown file, or a folder of them",
         .run = import,
         .options =
             {{"format", "auto|markdown", "what it is; auto unless given"},
              {"notebook", "NOTEBOOK", "the notebook that all of it goes to"}},
         .details = "Folders become notebooks. What is here already is not taken again."},
        {.name = "export",
         .arguments = "FOLDER",
         .summary = "Writes notes as Markdown files into a folder",
         .run = exportNotes,
         .options =
             {{"format", "markdown", "what to write", Option::Needed},
              {"notebook", "NOTEBOOK", "only those of this notebook and those inside it"},
              {"note", "NOTE", "only this note", Option::Repeats}}},
        {.name = "attach", .arguments = "[NOTE] [FILE…]", .run = unavailable, .hidden = true},
        {.name = "attachment",
         .arguments = "[get|remove] [NOTE] [NAME…]",
         .run = unavailable,
         .options = {{"o", "FILE"}},
         .hidden = true},
    };
}

} // namespace cairn::cli
