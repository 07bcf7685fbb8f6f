// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "cli/notejson.h"

#include "shownname.h"
#include "store/conflict/conflictstore.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn::cli {

namespace {

QJsonObject leafJson(const ConflictLeaf &leaf, bool withText)
{
    QJsonObject json{
        {QStringLiteral("rev"), leaf.rev.toString()},
        {QStringLiteral("device"), leaf.deviceName},
        {QStringLiteral("at"), leaf.at},
        {QStringLiteral("deleted"), leaf.deleted},
        {QStringLiteral("displayed"), leaf.displayed},
        {QStringLiteral("winner"), leaf.winner}};
    if (withText) {
        json.insert(QStringLiteral("title"), leaf.title);
        json.insert(QStringLiteral("body"), leaf.body);
    }
    return json;
}

QJsonObject conflictJson(const ConflictSummary &conflict, bool withText)
{
    QJsonArray leaves;
    for (const ConflictLeaf &leaf : conflict.leaves)
        leaves.append(leafJson(leaf, withText));
    return {
        {QStringLiteral("id"), conflict.id},
        {QStringLiteral("title"), conflict.title},
        {QStringLiteral("leaves"), leaves},
        {QStringLiteral("base"),
         conflict.base ? QJsonValue(conflict.base->toString()) : QJsonValue()},
        {QStringLiteral("regions"), conflict.regions}};
}

QJsonObject chunkJson(const MergeChunk &chunk)
{
    if (!chunk.conflict)
        return {{QStringLiteral("text"), chunk.text}};
    return {
        {QStringLiteral("mine"), chunk.mine},
        {QStringLiteral("other"), chunk.theirs},
        {QStringLiteral("base"), chunk.base}};
}

Result<Output> listConflicts(Context &context, const Arguments &)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QList<ConflictSummary> conflicts, store->conflicts().list());
    QJsonArray json;
    QStringList lines;
    for (const ConflictSummary &conflict : conflicts) {
        json.append(conflictJson(conflict, false));
        lines << QStringLiteral("%1  %2  (%3 versions)")
                     .arg(conflict.id, terminalName(conflict.title))
                     .arg(conflict.leaves.size());
    }
    return Output{json, lines.join(QLatin1Char('\n'))};
}

QString conflictText(const ConflictDetails &details)
{
    QString text;
    for (const ConflictLeaf &leaf : details.leaves)
        text += QStringLiteral("%1  %2%3\n")
                    .arg(
                        leaf.rev.toString(), terminalName(leaf.deviceName, kMaxShownDevice),
                        leaf.displayed ? QStringLiteral("  (shown here)") : QString());
    for (const MergeChunk &chunk : details.chunks)
        text += chunk.conflict ? QStringLiteral("<<<<<<< mine\n%1\n=======\n%2\n>>>>>>> other\n")
                                     .arg(chunk.mine, chunk.theirs)
                               : chunk.text;
    return text;
}

Result<Output> showConflict(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const ConflictDetails details, store->conflicts().details(arguments.at(0)));
    QJsonObject json = conflictJson(details, true);
    QJsonArray chunks;
    for (const MergeChunk &chunk : details.chunks)
        chunks.append(chunkJson(chunk));
    json.insert(
        QStringLiteral("merged"),
        QJsonObject{
            {QStringLiteral("title"),
             details.titleConflict ? QJsonValue() : QJsonValue(details.mergedTitle)},
            {QStringLiteral("title_conflict"), details.titleConflict},
            {QStringLiteral("chunks"), chunks}});
    json.insert(QStringLiteral("base_title"), details.baseTitle);
    json.insert(QStringLiteral("base_body"), details.baseBody);
    return Output{json, conflictText(details)};
}

/// The version that was written last, by the clocks of the devices.
RevId newestOf(const ConflictDetails &details)
{
    return std::max_element(
               details.leaves.cbegin(), details.leaves.cend(),
               [](const ConflictLeaf &a, const ConflictLeaf &b) {
                   return a.at != b.at ? a.at < b.at : a.rev < b.rev;
               })
        ->rev;
}

Result<Resolution> resolutionKeeping(const QString &keep, const ConflictDetails &details)
{
    Resolution resolution;
    for (const ConflictLeaf &leaf : details.leaves)
        resolution.seen.append(leaf.rev);
    if (keep == QStringLiteral("mine")) {
        resolution.keep = Resolution::Keep::Mine;
    } else if (keep == QStringLiteral("other")) {
        resolution.keep = Resolution::Keep::Other;
    } else if (keep == QStringLiteral("both")) {
        resolution.keep = Resolution::Keep::Both;
    } else if (keep == QStringLiteral("newest")) {
        resolution.keep = Resolution::Keep::Revision;
        resolution.revision = newestOf(details);
    } else if (const auto rev = RevId::parse(keep)) {
        resolution.keep = Resolution::Keep::Revision;
        resolution.revision = *rev;
    } else {
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("--keep takes mine, other, both, newest or a revision"), {}, kUsage);
    }
    return resolution;
}

Result<Resolution> resolutionFrom(const Arguments &arguments, const ConflictDetails &details)
{
    CAIRN_ASSIGN(const std::optional<QString> body, arguments.text("body", "body-file"));
    if (body.has_value() == arguments.has("keep"))
        return failure(
            ErrorKind::Invalid, QStringLiteral("give either --keep or --body-file"), {}, kUsage);
    if (!body)
        return resolutionKeeping(arguments.value("keep"), details);
    Resolution resolution;
    for (const ConflictLeaf &leaf : details.leaves)
        resolution.seen.append(leaf.rev);
    resolution.keep = Resolution::Keep::Merged;
    resolution.body = *body;
    resolution.title = arguments.has("title") ? arguments.value("title")
        : details.titleConflict               ? details.leaves.first().title
                                              : details.mergedTitle;
    return resolution;
}

/// All that wait, one after the other. What changes meanwhile, or cannot be decided, is named and
/// goes on waiting.
Result<Output> resolveAll(Context &context, const Arguments &arguments)
{
    const QString keep = arguments.value("keep");
    const bool known =
        QStringList{
            QStringLiteral("mine"), QStringLiteral("other"), QStringLiteral("both"),
            QStringLiteral("newest")}
            .contains(keep);
    if (!known)
        return failure(
            ErrorKind::Invalid, QStringLiteral("--all takes --keep mine|other|both|newest"), {},
            kUsage);
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QStringList ids, store->conflicts().ids());
    QJsonArray json;
    QStringList lines;
    const auto decide = [store, &keep](const QString &id) -> Result<Saved> {
        CAIRN_ASSIGN(const ConflictDetails details, store->conflicts().details(id));
        CAIRN_ASSIGN(const Resolution resolution, resolutionKeeping(keep, details));
        return store->conflicts().resolve(id, resolution);
    };
    for (qsizetype i = 0; i < ids.size(); ++i) {
        context.progress(QStringLiteral("Deciding %1 of %2").arg(i + 1).arg(ids.size()));
        const auto saved = decide(ids.at(i));
        if (!saved
            && (saved.error().kind == ErrorKind::Storage
                || saved.error().kind == ErrorKind::DiskFull))
            return Failure(saved.error());
        QJsonObject row =
            saved ? savedJson(*saved) : QJsonObject{{QStringLiteral("id"), ids.at(i)}};
        if (!saved)
            row.insert(QStringLiteral("error"), saved.error().message);
        json.append(row);
        lines << ids.at(i) + QStringLiteral("  ")
                + (saved ? saved->rev.toString() : saved.error().message);
    }
    CAIRN_ASSIGN(const QStringList left, store->conflicts().ids());
    return Output{json, lines.join(u'\n'), left.isEmpty() ? int(kDone) : int(kNeedsReview)};
}

Result<Output> resolve(Context &context, const Arguments &arguments)
{
    if (arguments.has("all"))
        return resolveAll(context, arguments);
    // The decision is made before the write lock is taken; it holds for the versions that were
    // seen.
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const ConflictDetails details, store->conflicts().details(arguments.at(0)));
    CAIRN_ASSIGN(Resolution resolution, resolutionFrom(arguments, details));
    resolution.draft = Resolution::Draft::ToHistory;
    CAIRN_TRY(context.change());
    CAIRN_ASSIGN(const Saved saved, store->conflicts().resolve(arguments.at(0), resolution));
    CAIRN_ASSIGN(const auto draft, store->conflicts().draft(arguments.at(0)));
    if (details.begun && !draft)
        context.warn(
            QStringLiteral("cairn-cli: a text that was begun in the review of this note was not "
                           "used; it is in the note's history"));
    return Output{savedJson(saved), saved.rev.toString()};
}

/// Takes the last decision about the note back.
Result<Output> undo(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.change());
    CAIRN_ASSIGN(const Saved saved, store->conflicts().undo(arguments.at(0)));
    return Output{savedJson(saved), saved.rev.toString()};
}

} // namespace

QList<Command> conflictCommands()
{
    return {
        {.name = "conflict list",
         .summary = "Lists the notes of which versions wait for review",
         .run = listConflicts},
        {.name = "conflict show",
         .arguments = "NOTE",
         .summary = "Shows the versions of a note and what fits together",
         .run = showConflict},
        {.name = "conflict resolve",
         .arguments = "[NOTE]",
         .summary = "Decides which version of a note holds",
         .run = resolve,
         .options =
             {{"all", nullptr, "of all notes that wait for review", Option::InsteadOfArguments},
              {"keep", "mine|other|both|newest|REV", "the version that holds"},
              {"body", "TEXT", "the text that holds; - reads standard input"},
              {"body-file", "FILE", "the file with the text that holds; - is standard input"},
              {"title", "TITLE", "the title that goes with this text"}},
         .either = {"keep|body|body-file"},
         .details = "Nothing is lost: the other versions stay in the note's history."},
        {.name = "conflict undo",
         .arguments = "NOTE",
         .summary = "Takes the last decision about a note back",
         .run = undo},
    };
}

} // namespace cairn::cli
