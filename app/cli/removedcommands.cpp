// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "shownname.h"
#include "store/conflict/removalguard.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace cairn::cli {

namespace {

constexpr int kDefaultListedDays = 7;
constexpr int kMost = 100'000;
constexpr qint64 kDayMs = 24ll * 3'600'000;

QString kindName(Removal kind)
{
    switch (kind) {
    case Removal::Deleted:
        return QStringLiteral("deleted");
    case Removal::Trashed:
        return QStringLiteral("trashed");
    case Removal::Overwritten:
    case Removal::Replaced:
        return QStringLiteral("overwritten");
    case Removal::Shortened:
        return QStringLiteral("shortened");
    case Removal::Discarded:
        return QStringLiteral("discarded");
    case Removal::Halved:
    case Removal::None:
        break;
    }
    return {};
}

/// What went lately without a deletion of one's own, and is still away.
Result<QList<RemovedNote>> lately(Store &store, const Arguments &arguments)
{
    CAIRN_ASSIGN(const int days, arguments.number("days", kDefaultListedDays));
    return store.replica().removals().removed(
        QDateTime::currentMSecsSinceEpoch() - days * kDayMs, kMost);
}

Result<Output> listRemoved(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QList<RemovedNote> notes, lately(*store, arguments));
    QJsonArray json;
    QStringList lines;
    for (const RemovedNote &note : notes) {
        json.append(QJsonObject{
            {QStringLiteral("id"), note.id},
            {QStringLiteral("rev"), note.rev.toString()},
            {QStringLiteral("title"), note.title},
            {QStringLiteral("how"), kindName(note.kind)},
            {QStringLiteral("at"), note.at}});
        lines << QStringLiteral("%1  %2  %3")
                     .arg(note.id, kindName(note.kind), terminalName(note.title));
    }
    return Output{json, lines.join(QLatin1Char('\n'))};
}

Result<Output> takeBackNotes(Context &context, const Arguments &arguments)
{
    const QStringList ids = arguments.positionals();
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(QList<RemovedNote> notes, lately(*store, arguments));
    QStringList unknown = ids;
    for (const RemovedNote &note : std::as_const(notes))
        unknown.removeAll(note.id);
    if (!unknown.isEmpty())
        return failure(
            ErrorKind::NotFound, QStringLiteral("sync took no note \"%1\"").arg(unknown.first()));
    if (!ids.isEmpty())
        notes.removeIf([&ids](const RemovedNote &note) { return !ids.contains(note.id); });
    CAIRN_ASSIGN(const NoteStore::TakenBack taken, store->notes().takeBackEach(notes));
    const qsizetype back = taken.acts.size();
    QString text = counted(back, "note")
        + (back == 1 ? QStringLiteral(" is back") : QStringLiteral(" are back"));
    QJsonArray left;
    for (const NoteStore::TakenBack::Left &one : taken.left) {
        left.append(QJsonObject{
            {QStringLiteral("id"), one.note.id},
            {QStringLiteral("title"), one.note.title},
            {QStringLiteral("reason"), one.why.message}});
        text += QStringLiteral("\nnot back: %1  %2: %3")
                    .arg(one.note.id, terminalName(one.note.title), one.why.message);
    }
    return Output{
        QJsonObject{{QStringLiteral("back"), back}, {QStringLiteral("left"), left}}, text,
        left.isEmpty() ? kDone : kNeedsAttention};
}

} // namespace

QList<Command> removedCommands()
{
    constexpr Option kDays{"days", "N", "of so many days; 7 unless given"};
    return {
        {.name = "removed list",
         .summary = "Lists notes that went without being deleted here",
         .run = listRemoved,
         .options = {kDays}},
        {.name = "removed take-back",
         .arguments = "[NOTE…]",
         .summary = "Brings such notes back, on all devices",
         .run = takeBackNotes,
         .options = {{"all", nullptr, "all of them", Option::InsteadOfArguments}, kDays}},
    };
}

} // namespace cairn::cli
