// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "store/conflict/conflictstore.h"
#include "store/conflict/policystore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cairn::cli {

namespace {

/// The policy of this profile, and the notebooks that differ.
Result<Output> showPolicy(Context &context, const Arguments &)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const ConflictPolicy policy, store->policies().policy());
    CAIRN_ASSIGN(const QList<NotebookInfo> notebooks, store->notebooks().list());
    QJsonArray exceptions;
    QStringList lines{conflictPolicyName(policy)};
    for (const NotebookInfo &notebook : notebooks) {
        CAIRN_ASSIGN(const auto own, store->policies().notebookPolicy(notebook.id));
        if (!own)
            continue;
        exceptions.append(QJsonObject{
            {QStringLiteral("path"), notebook.path},
            {QStringLiteral("policy"), conflictPolicyName(*own)}});
        lines << QStringLiteral("%1  %2").arg(conflictPolicyName(*own), notebook.path);
    }
    return Output{
        QJsonObject{
            {QStringLiteral("policy"), conflictPolicyName(policy)},
            {QStringLiteral("notebooks"), exceptions}},
        lines.join(QLatin1Char('\n'))};
}

Result<std::optional<ConflictPolicy>> policyNamed(const QString &name, bool ofNotebook)
{
    if (ofNotebook && name == QStringLiteral("inherit"))
        return std::optional<ConflictPolicy>();
    QStringList names;
    for (const ConflictPolicy policy : conflictPolicies()) {
        if (conflictPolicyName(policy) == name)
            return std::optional(policy);
        names << conflictPolicyName(policy);
    }
    if (ofNotebook)
        names << QStringLiteral("inherit");
    return failure(
        ErrorKind::Invalid,
        QStringLiteral("\"%1\" is no policy; there are: %2")
            .arg(name, names.join(QStringLiteral(", "))),
        {}, kUsage);
}

/// The notes that wait for review in this notebook and those inside it; empty: anywhere.
Result<QStringList> waitingIn(Store &store, const QString &notebookId)
{
    if (notebookId.isEmpty())
        return store.conflicts().ids();
    NoteQuery waiting;
    waiting.notebookId = notebookId;
    waiting.onlyConflicts = true;
    QStringList ids;
    for (const bool trashed : {false, true}) {
        waiting.trashed = trashed;
        CAIRN_ASSIGN(const QList<NoteSummary> notes, store.notes().list(waiting));
        for (const NoteSummary &note : notes)
            ids.append(note.id);
    }
    return ids;
}

/// The policy is set by then; who saves a note meanwhile waits for one decision at most.
Result<int> decideOpen(Context &context, Store &store, const QStringList &ids)
{
    CAIRN_TRY(context.commit());
    int decided = 0;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        context.progress(QStringLiteral("Deciding %1 of %2").arg(i + 1).arg(ids.size()));
        const auto done = store.conflicts().decideByPolicy(ids.at(i));
        if (!done
            && done.error().kind != ErrorKind::NotFound) // it was decided or removed elsewhere
            return Failure(done.error());
        decided += done.value_or(false) ? 1 : 0;
    }
    return decided;
}

/// What waited for review before the policy was set goes on waiting, unless the person says that it
/// holds for that, too.
Result<void>
addOpenConflicts(Context &context, const QString &notebookId, bool apply, Output &output)
{
    CAIRN_ASSIGN(Store * opened, context.store());
    Store &store = *opened;
    int decided = 0;
    if (apply) {
        CAIRN_ASSIGN(const QStringList waiting, waitingIn(store, notebookId));
        CAIRN_ASSIGN(decided, decideOpen(context, store, waiting));
    }
    CAIRN_ASSIGN(const QStringList open, waitingIn(store, notebookId));
    QJsonObject json = output.json.toObject();
    json.insert(QStringLiteral("decided"), decided);
    json.insert(QStringLiteral("conflicts"), open.size());
    output.json = json;
    if (decided > 0)
        output.text += QStringLiteral("\n%1 conflicts decided").arg(decided);
    if (!open.isEmpty())
        output.text +=
            QStringLiteral("\n%1 conflicts go on waiting for review%2")
                .arg(open.size())
                .arg(
                    apply ? QString()
                          : QStringLiteral("; repeat this with --apply to decide them by it, too"));
    return {};
}

Result<Output> setPolicy(Context &context, const Arguments &arguments)
{
    const bool ofNotebook = arguments.has("notebook");
    CAIRN_ASSIGN(const auto policy, policyNamed(arguments.at(0), ofNotebook));
    CAIRN_ASSIGN(Store * store, context.change());
    QString notebookId;
    if (ofNotebook) {
        const QString path = arguments.value("notebook");
        CAIRN_ASSIGN(const auto notebook, store->notebooks().findPath(path));
        if (!notebook)
            return failure(
                ErrorKind::NotFound, QStringLiteral("there is no notebook \"%1\"").arg(path));
        notebookId = notebook->id;
        CAIRN_TRY(store->policies().setNotebookPolicy(notebookId, policy));
    } else {
        CAIRN_TRY(store->policies().setPolicy(*policy));
    }
    CAIRN_ASSIGN(Output shown, showPolicy(context, arguments));
    CAIRN_TRY(addOpenConflicts(context, notebookId, arguments.has("apply"), shown));
    return shown;
}

} // namespace

QList<Command> policyCommands()
{
    return {
        {.name = "policy show",
         .summary = "Shows what is done where versions do not fit",
         .run = showPolicy},
        {.name = "policy set",
         .arguments = "ask|newest|mine|server|both|inherit",
         .summary = "Says what is done where versions do not fit",
         .run = setPolicy,
         .options =
             {{"notebook", "NOTEBOOK", "in this notebook only; inherit: as elsewhere again"},
              {"apply", nullptr, "decide by it what waits for review already"}}},
    };
}

} // namespace cairn::cli
