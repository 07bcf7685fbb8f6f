// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "shownname.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cairn::cli {

namespace {

QJsonObject notebookJson(const NotebookInfo &notebook)
{
    return {
        {QStringLiteral("id"), notebook.id},
        {QStringLiteral("path"), notebook.path},
        {QStringLiteral("notes"), notebook.notes}};
}

Result<NotebookInfo> existing(Store &store, const QString &path)
{
    CAIRN_ASSIGN(const std::optional<NotebookInfo> found, store.notebooks().findPath(path));
    if (!found)
        return failure(
            ErrorKind::NotFound, QStringLiteral("there is no notebook \"%1\"").arg(path));
    return *found;
}

Result<Output> describe(Store &store, const QString &id)
{
    CAIRN_ASSIGN(const NotebookInfo notebook, store.notebooks().notebook(id));
    return Output{notebookJson(notebook), notebook.path};
}

Result<Output> listNotebooks(Context &context, const Arguments &)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QList<NotebookInfo> notebooks, store->notebooks().list());
    QJsonArray json;
    QStringList lines;
    for (const NotebookInfo &notebook : notebooks) {
        json.append(notebookJson(notebook));
        lines << QStringLiteral("%1 (%2)")
                     .arg(terminalName(notebook.path, kMaxShownPath))
                     .arg(notebook.notes);
    }
    return Output{json, lines.join(QLatin1Char('\n'))};
}

Result<Output> addNotebook(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const NotebookInfo notebook, store->notebooks().ensurePath(arguments.at(0)));
    return Output{notebookJson(notebook), notebook.path};
}

Result<Output> rename(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const NotebookInfo notebook, existing(*store, arguments.at(0)));
    CAIRN_TRY(store->notebooks().rename(notebook.id, arguments.at(1)));
    return describe(*store, notebook.id);
}

/// An empty parent, or "/", moves to the top.
Result<Output> move(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const NotebookInfo notebook, existing(*store, arguments.at(0)));
    QString parent;
    if (!arguments.at(1).isEmpty() && arguments.at(1) != QStringLiteral("/")) {
        CAIRN_ASSIGN(const NotebookInfo target, existing(*store, arguments.at(1)));
        parent = target.id;
    }
    CAIRN_TRY(store->notebooks().move(notebook.id, parent));
    return describe(*store, notebook.id);
}

/// With the notes that were left out, for their text cannot be read.
Output withDamaged(QJsonObject json, QString text, const QStringList &damaged)
{
    json.insert(QStringLiteral("damaged"), damaged.size());
    if (damaged.isEmpty())
        return {json, text};
    text += QStringLiteral("; left out, for the text is damaged (doctor says more): ")
        + someOf(damaged);
    return {json, text, kNeedsAttention};
}

Result<Output> removeNotebook(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const NotebookInfo notebook, existing(*store, arguments.at(0)));
    CAIRN_ASSIGN(const NotebookRemoval removal, store->notebooks().remove(notebook.id));
    const qsizetype trashed = removal.noteIds.size();
    QJsonObject json = notebookJson(notebook);
    json.insert(QStringLiteral("notes"), trashed);
    return withDamaged(
        json,
        QStringLiteral("%1: %2 notes moved to the trash")
            .arg(terminalName(notebook.path, kMaxShownPath))
            .arg(trashed),
        removal.damaged);
}

Result<Output> listTags(Context &context, const Arguments &)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QList<TagInfo> tags, store->tags().list());
    QJsonArray json;
    QStringList lines;
    for (const TagInfo &tag : tags) {
        json.append(
            QJsonObject{{QStringLiteral("tag"), tag.name}, {QStringLiteral("notes"), tag.notes}});
        lines << QStringLiteral("%1 (%2)").arg(terminalName(tag.name)).arg(tag.notes);
    }
    return Output{json, lines.join(QLatin1Char('\n'))};
}

Result<Output> renameTag(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const TagRename renamed, store->tags().rename(arguments.at(0), arguments.at(1)));
    const int changed = int(renamed.notes.size());
    return withDamaged(
        {{QStringLiteral("tag"), renamed.name}, {QStringLiteral("notes"), changed}},
        counted(changed, "note") + QStringLiteral(" changed"), renamed.damaged);
}

} // namespace

QList<Command> notebookCommands()
{
    return {
        {.name = "notebook list",
         .summary = "Lists the notebooks, with how many notes are in each",
         .run = listNotebooks},
        {.name = "notebook add",
         .arguments = "PATH",
         .summary = "Makes a notebook, and those it is in",
         .run = addNotebook},
        {.name = "notebook rename",
         .arguments = "NOTEBOOK NAME",
         .summary = "Gives a notebook another name",
         .run = rename},
        {.name = "notebook move",
         .arguments = "NOTEBOOK NOTEBOOK",
         .summary = "Moves a notebook into another one",
         .run = move,
         .details = "Into / means that it is in no other one."},
        {.name = "notebook delete",
         .arguments = "NOTEBOOK",
         .summary = "Deletes a notebook; its notes go to the trash",
         .run = removeNotebook},
        {.name = "tag list",
         .summary = "Lists the tags, with how many notes have each",
         .run = listTags},
        {.name = "tag rename",
         .arguments = "TAG NAME",
         .summary = "Gives a tag another name in all notes",
         .run = renameTag,
         .details = "Where the new name exists, the two become one."},
    };
}

} // namespace cairn::cli
