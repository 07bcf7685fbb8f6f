// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "cli/notejson.h"

#include "document.h"
#include "shownname.h"
#include "storabletext.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"

#include <QDateTime>
#include <QJsonArray>

namespace cairn::cli {

namespace {

Output saved(const Saved &value) { return {savedJson(value), value.id}; }

/// The id of a notebook path; empty path: no notebook. What is missing is made only if `create`.
Result<QString> notebookId(Store &store, const QString &path, bool create)
{
    if (path.isEmpty())
        return QString();
    if (create) {
        CAIRN_ASSIGN(const NotebookInfo made, store.notebooks().ensurePath(path));
        return made.id;
    }
    CAIRN_ASSIGN(const std::optional<NotebookInfo> found, store.notebooks().findPath(path));
    if (!found)
        return failure(
            ErrorKind::NotFound, QStringLiteral("there is no notebook \"%1\"").arg(path));
    return found->id;
}

Result<Output> addNote(Context &context, const Arguments &arguments)
{
    // Everything that can be wrong with the input is found before a notebook is made for it.
    CAIRN_ASSIGN(const std::optional<QString> body, arguments.text("body", "body-file"));
    CAIRN_ASSIGN(Store * store, context.change());
    NoteContent content;
    content.title = arguments.value("title");
    content.body = body.value_or(QString());
    content.tags = arguments.values("tag");
    content.pinned = arguments.has("pin");
    content.emergency = arguments.has("emergency");
    CAIRN_TRY(NoteStore::validate(content.title, content.body));
    CAIRN_ASSIGN(content.notebookId, notebookId(*store, arguments.value("notebook"), true));
    CAIRN_ASSIGN(const Saved result, store->notes().create(content));
    return saved(result);
}

Result<Output> showNote(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.store());
    Note note;
    if (arguments.has("rev")) {
        const auto rev = RevId::parse(arguments.value("rev"));
        if (!rev)
            return failure(
                ErrorKind::Invalid,
                QStringLiteral("not a revision: %1").arg(arguments.value("rev")), {}, kUsage);
        CAIRN_ASSIGN(note, store->notes().noteAt(arguments.at(0), *rev));
    } else {
        CAIRN_ASSIGN(note, store->notes().note(arguments.at(0)));
    }
    QJsonObject json = summaryJson(note);
    json.insert(QStringLiteral("rev"), note.rev.toString());
    json.insert(QStringLiteral("body"), note.body);
    json.insert(QStringLiteral("notebook"), note.notebookPath);
    json.insert(QStringLiteral("attachments"), QJsonArray());
    json.insert(QStringLiteral("damaged"), note.damaged);
    if (note.damaged)
        context.warn(QStringLiteral("cairn-cli: this text is damaged on the disk, and what is "
                                    "shown is the list's copy; `doctor` says more"));
    return Output{json, note.body, note.damaged ? kNeedsAttention : kDone, true};
}

Result<Output> edit(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(const std::optional<QString> body, arguments.text("body", "body-file"));
    CAIRN_ASSIGN(const std::optional<QString> appended, arguments.text("append", nullptr));
    // What is added to is what is there when it is written: other processes may write as well.
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const Note note, store->notes().note(arguments.at(0)));
    NotePatch patch;
    if (arguments.has("title"))
        patch.title = arguments.value("title");
    patch.body = body;
    if (appended) {
        const QString whole = note.raw.value(field::kBody).toString(); // to the letter …
        patch.body =
            (whole.isValidUtf16() ? whole : storable(whole)) + *appended; // … if it has any
    }
    patch.addTags = arguments.values("add-tag");
    patch.removeTags = arguments.values("remove-tag");
    if (arguments.has("pin") || arguments.has("unpin"))
        patch.pinned = arguments.has("pin");
    if (arguments.has("emergency") || arguments.has("no-emergency"))
        patch.emergency = arguments.has("emergency");
    CAIRN_TRY(NoteStore::validate(patch.title.value_or(QString()), patch.body.value_or(QString())));
    if (arguments.has("notebook")) {
        CAIRN_ASSIGN(patch.notebookId, notebookId(*store, arguments.value("notebook"), true));
    }
    // A text that replaces another one whole does not know what it replaces.
    if (body && *body != note.body) {
        CAIRN_ASSIGN(const auto history, store->versions().history(note.id));
        // As it was written: what the list shows of a damaged one is no version of it.
        CAIRN_ASSIGN(const QJsonObject present, store->versions().body(note.id, note.rev));
        CAIRN_TRY(store->versions().keep(note.key, note.rev, present, history.first().kind));
    }
    CAIRN_ASSIGN(const Saved result, store->notes().edit(note.id, patch));
    return saved(result);
}

Result<Output> listNotes(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.store());
    NoteQuery query;
    query.pinnedFirst = false; // newest first, as the contract says
    CAIRN_ASSIGN(query.notebookId, notebookId(*store, arguments.value("notebook"), false));
    query.tag = arguments.value("tag");
    query.trashed = arguments.has("trashed");
    if (arguments.has("state")) {
        query.state = noteStateFromName(arguments.value("state"));
        if (!query.state)
            return failure(
                ErrorKind::Invalid,
                QStringLiteral("unknown state: %1").arg(arguments.value("state")), {}, kUsage);
    }
    CAIRN_ASSIGN(query.limit, arguments.number("limit", -1));
    CAIRN_ASSIGN(query.offset, arguments.number("offset", 0));
    CAIRN_ASSIGN(const QList<NoteSummary> notes, store->notes().list(query));
    CAIRN_ASSIGN(const QList<NotebookInfo> notebooks, store->notebooks().list());
    QHash<QString, QString> paths;
    for (const NotebookInfo &notebook : notebooks)
        paths.insert(notebook.id, notebook.path);
    QJsonArray json;
    QStringList lines;
    for (const NoteSummary &note : notes) {
        QJsonObject row = summaryJson(note);
        row.insert(QStringLiteral("notebook"), paths.value(note.notebookId));
        json.append(row);
        lines << summaryLine(note);
    }
    return Output{json, lines.join(QLatin1Char('\n'))};
}

Result<Output> setTrashed(Context &context, const Arguments &arguments, bool trashed)
{
    CAIRN_ASSIGN(Store * store, context.change());
    NotePatch patch;
    patch.trashed = trashed;
    CAIRN_ASSIGN(const Saved result, store->notes().edit(arguments.at(0), patch));
    return saved(result);
}

Result<Output> removeNotes(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_TRY(store->notes().remove({arguments.at(0)}, arguments.has("force")));
    return Output{
        QJsonObject{{QStringLiteral("id"), arguments.at(0)}, {QStringLiteral("deleted"), true}},
        arguments.at(0)};
}

Result<Output> history(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QList<NoteVersion> versions, store->versions().history(arguments.at(0)));
    QJsonArray json;
    QStringList lines;
    for (const NoteVersion &version : versions) {
        QJsonObject entry{
            {QStringLiteral("rev"), version.rev.toString()},
            {QStringLiteral("at"), version.at},
            {QStringLiteral("device"), version.device},
            {QStringLiteral("kind"), version.kind},
            {QStringLiteral("size"), version.size}};
        if (!version.otherDevices.isEmpty()) // whose versions went into it
            entry.insert(
                QStringLiteral("other_devices"), QJsonArray::fromStringList(version.otherDevices));
        json.append(entry);
        lines << QStringLiteral("%1  %2  %3  %4  %5 bytes")
                     .arg(
                         version.rev.toString(),
                         QDateTime::fromMSecsSinceEpoch(version.at)
                             .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                         version.kind, terminalName(version.device, kMaxShownDevice))
                     .arg(version.size);
    }
    return Output{json, lines.join(QLatin1Char('\n'))};
}

Result<Output> revert(Context &context, const Arguments &arguments)
{
    const auto rev = RevId::parse(arguments.at(1));
    if (!rev)
        return failure(
            ErrorKind::Invalid, QStringLiteral("not a revision: %1").arg(arguments.at(1)), {},
            kUsage);
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const Saved result, store->notes().revert(arguments.at(0), *rev));
    return saved(result);
}

QList<Command> contentCommands()
{
    return {
        {.name = "note add",
         .summary = "Writes a new note",
         .run = addNote,
         .options =
             {{"title", "TITLE", "its title"},
              {"notebook", "NOTEBOOK", "where it belongs, as A/B; what is missing is made"},
              {"tag", "TAG", "a tag of it", Option::Repeats},
              {"pin", nullptr, "pin it to the top of lists"},
              {"emergency", nullptr, "have it sent before all else"},
              {"body", "TEXT", "its text; - reads standard input"},
              {"body-file", "FILE", "the file with its text; - is standard input"}},
         .either = {"body|body-file"},
         .details = "Prints the id of the note."},
        {.name = "note edit",
         .arguments = "NOTE",
         .summary = "Changes what is named of a note, and nothing else",
         .run = edit,
         .options =
             {{"title", "TITLE", "its new title"},
              {"body", "TEXT", "its new text; - reads standard input"},
              {"body-file", "FILE", "the file with its new text; - is standard input"},
              {"append", "TEXT", "what to add to its text; - reads standard input"},
              {"notebook", "NOTEBOOK", "where it moves to; what is missing is made"},
              {"add-tag", "TAG", "a tag that it gets", Option::Repeats},
              {"remove-tag", "TAG", "a tag that it loses", Option::Repeats},
              {"pin", nullptr, "pin it to the top of lists"},
              {"unpin", nullptr, "pin it no longer"},
              {"emergency", nullptr, "have it sent before all else"},
              {"no-emergency", nullptr, "have it sent in its turn"}},
         .either = {"body|body-file|append", "pin|unpin", "emergency|no-emergency"}},
    };
}

} // namespace

QList<Command> noteCommands()
{
    return contentCommands()
        + QList<Command>{
            {.name = "note show",
             .arguments = "NOTE",
             .summary = "Prints the text of a note, with --json all of it",
             .run = showNote,
             .options = {{"rev", "REV", "as it was in this revision (note history)"}}},
            {.name = "note list",
             .summary = "Lists notes, the newest first",
             .run = listNotes,
             .options =
                 {{"notebook", "NOTEBOOK", "of this notebook and those inside it"},
                  {"tag", "TAG", "with this tag"},
                  {"trashed", nullptr, "in the trash"},
                  {"state", "synced|pending|syncing|failed|conflict|resolved|retrying",
                   "in this state of being sent"},
                  {"limit", "N", "at most so many"},
                  {"offset", "N", "without the first so many"}}},
            {.name = "note trash",
             .arguments = "NOTE",
             .summary = "Moves a note to the trash",
             .run =
                 [](Context &context, const Arguments &arguments) {
                     return setTrashed(context, arguments, true);
                 }},
            {.name = "note restore",
             .arguments = "NOTE",
             .summary = "Takes a note out of the trash",
             .run =
                 [](Context &context, const Arguments &arguments) {
                     return setTrashed(context, arguments, false);
                 }},
            {.name = "note delete",
             .arguments = "NOTE",
             .summary = "Deletes a note of the trash for good, everywhere",
             .run = removeNotes,
             .options = {{"force", nullptr, "also when it is not in the trash"}}},
            {.name = "note history",
             .arguments = "NOTE",
             .summary = "Lists the versions of a note, the newest first",
             .run = history},
            {.name = "note revert",
             .arguments = "NOTE REV",
             .summary = "Makes a new version with the content of an old one",
             .run = revert},
        };
}

} // namespace cairn::cli
