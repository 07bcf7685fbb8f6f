// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "privatefiles.h"
#include "profilehold.h"
#include "shownname.h"
#include "store/care/backup.h"
#include "store/care/doctor.h"
#include "store/care/metricsstore.h"
#include "store/restore.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cairn::cli {

namespace {

constexpr int kDefaultDays = 30;

template <typename T> QJsonValue orNull(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QString healthText(const SyncHealth &health)
{
    const auto number = [](const auto &value, const QString &unit) {
        return value ? QStringLiteral("%1 %2").arg(*value).arg(unit)
                     : QStringLiteral("no figures yet");
    };
    const QString rate = health.successRate
        ? QStringLiteral("%1 %").arg(*health.successRate * 100, 0, 'f', 1)
        : QStringLiteral("no figures yet");
    return QStringLiteral("Last %1 days: %2 runs, %3 of them well\n"
                          "Duration: median %4, 95 % under %5\n"
                          "Sent %6, received %7, merged %8, conflicts %9\n")
               .arg(health.days)
               .arg(health.runs)
               .arg(
                   rate, number(health.durationP50, QStringLiteral("ms")),
                   number(health.durationP95, QStringLiteral("ms")))
               .arg(health.pushed)
               .arg(health.pulled)
               .arg(health.merged)
               .arg(health.conflicts)
        + QStringLiteral("Retries %1, failures %2, offline %3 min")
              .arg(health.retries)
              .arg(health.failures)
              .arg(health.offlineMs / 60'000);
}

Result<Output> health(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(const int days, arguments.number("days", kDefaultDays));
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const SyncHealth health, store->metrics().health(days));
    CAIRN_ASSIGN(const QList<SyncAlert> alerts, store->metrics().alerts());
    QJsonArray alertRows;
    QString alertLines;
    for (const SyncAlert &alert : alerts) {
        alertRows.append(QJsonObject{
            {QStringLiteral("name"), alertName(alert.kind)},
            {QStringLiteral("value"), alert.value}});
        alertLines +=
            QStringLiteral("\nAlert: %1 (%2)").arg(alertName(alert.kind)).arg(alert.value);
    }
    const QJsonObject json{
        {QStringLiteral("alerts"), alertRows},
        {QStringLiteral("days"), health.days},
        {QStringLiteral("runs"), health.runs},
        {QStringLiteral("success_rate"), orNull(health.successRate)},
        {QStringLiteral("duration_p50_ms"), orNull(health.durationP50)},
        {QStringLiteral("duration_p95_ms"), orNull(health.durationP95)},
        {QStringLiteral("queue_p95"), orNull(health.queueP95)},
        {QStringLiteral("pushed"), health.pushed},
        {QStringLiteral("pulled"), health.pulled},
        {QStringLiteral("merged"), health.merged},
        {QStringLiteral("conflicts"), health.conflicts},
        {QStringLiteral("conflict_rate"), orNull(health.conflictRate)},
        {QStringLiteral("retries"), health.retries},
        {QStringLiteral("failures"), health.failures},
        {QStringLiteral("offline_ms"), health.offlineMs},
        {QStringLiteral("attachment_cache_hit_rate"),
         QJsonValue()}, // attachments come with a later version
    };
    return Output{json, healthText(health) + alertLines};
}

/// A line for each: a person has to look at them, for nobody else can tell.
QString unprovenLines(const QStringList &titles)
{
    QString lines;
    for (const QString &title : titles)
        lines +=
            QStringLiteral("\nnot proven to be as it was written: “%1”").arg(terminalName(title));
    return lines;
}

struct DoctorReport {
    QList<DoctorCheck> checks;
    QList<UnprovenText> unproven;
};

/// Where not even the first pages can be read, that is the verdict.
Result<DoctorReport> examine(Context &context, bool repair)
{
    const Result<Store *> store = context.store();
    if (!store && !Doctor::isDamage(store.error()))
        return Failure(store.error());
    if (!store)
        return DoctorReport{
            {Doctor::cannotBeOpened(store.error(), context.storeOptions().file)}, {}};
    Doctor &doctor = (*store)->doctor();
    CAIRN_ASSIGN(const QList<DoctorCheck> checks, repair ? doctor.repair() : doctor.check());
    return DoctorReport{checks, repair ? doctor.unproven() : QList<UnprovenText>()};
}

Result<Output> doctor(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(const DoctorReport report, examine(context, arguments.has("repair")));
    const bool ok = Doctor::isHealthy(report.checks);
    QJsonArray rows;
    QStringList lines;
    for (const DoctorCheck &check : report.checks) {
        rows.append(QJsonObject{
            {QStringLiteral("name"), check.name},
            {QStringLiteral("ok"), check.ok},
            {QStringLiteral("detail"), check.detail}});
        lines << QStringLiteral("%1  %2: %3")
                     .arg(
                         check.ok ? QStringLiteral("ok ") : QStringLiteral("BAD"), check.name,
                         check.detail);
    }
    QJsonArray unproven;
    QStringList titles;
    for (const UnprovenText &text : report.unproven) {
        unproven.append(
            QJsonObject{{QStringLiteral("id"), text.id}, {QStringLiteral("title"), text.title}});
        titles << (text.title.isEmpty() ? text.id : text.title);
    }
    return Output{
        QJsonObject{
            {QStringLiteral("ok"), ok},
            {QStringLiteral("checks"), rows},
            {QStringLiteral("unproven"), unproven}},
        lines.join(QLatin1Char('\n')) + unprovenLines(titles),
        !ok                    ? kProfileUnusable
            : titles.isEmpty() ? kDone
                               : kNeedsAttention};
}

Result<Output> backup(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const DamagedTexts damaged, store->backUp(arguments.at(0)));
    context.setDone();
    QString text = QStringLiteral("saved to %1").arg(arguments.at(0));
    if (damaged.count > 0)
        text += QStringLiteral("; the text of %1 in it is damaged (%2): doctor says more")
                    .arg(counted(damaged.count, "note"), someOf(damaged.titles));
    return Output{
        QJsonObject{
            {QStringLiteral("file"), arguments.at(0)}, {QStringLiteral("damaged"), damaged.count}},
        text, damaged.count > 0 ? kNeedsAttention : kDone};
}

QJsonValue accountJson(const Account &account)
{
    return account.isValid() ? QJsonValue(QJsonObject{
               {QStringLiteral("url"), account.url}, {QStringLiteral("user"), account.user}})
                             : QJsonValue();
}

QString restoredText(const Restored &restored)
{
    QStringList parts{QStringLiteral("restored")};
    if (!restored.kept.isEmpty())
        parts << QStringLiteral("what was here before is in %1").arg(restored.kept);
    if (restored.leftOut > 0)
        parts << QStringLiteral("%1 entries were left out, for Cairn writes none like them")
                     .arg(restored.leftOut);
    if (!restored.mended.isEmpty())
        parts << QStringLiteral("the text of %1 was damaged in the backup, and what else it has of "
                                "them was taken: %2")
                     .arg(counted(restored.mended.size(), "note"), someOf(restored.mended));
    if (!restored.lost.isEmpty())
        parts << QStringLiteral("%1 did not come, for the backup has no text of them: %2")
                     .arg(counted(restored.lost.size(), "note"), someOf(restored.lost));
    for (const QString &problem : restored.problems)
        parts << problem;
    return parts.join(QStringLiteral("; ")) + unprovenLines(restored.unproven);
}

bool needsAttention(const Restored &restored)
{
    return restored.leftOut > 0 || !restored.mended.isEmpty() || !restored.lost.isEmpty()
        || !restored.unproven.isEmpty();
}

Result<Output> restore(Context &context, const Arguments &arguments)
{
    privatefiles::protect(context.profile());
    ProfileHold hold(context.profile());
    const auto beAlone = [&hold]() -> Result<void> {
        auto taken = hold.take();
        if (!taken)
            taken.error().message.prepend(QStringLiteral(
                "the notes here are damaged or gone, so nobody else may use them meanwhile: "));
        return taken;
    };
    CAIRN_ASSIGN(
        const Restored restored, restoreBackup(arguments.at(0), context.storeOptions(), beAlone));
    context.setDone();
    // A file may name any address: the password of this profile must not go there by itself.
    if (restored.named.isValid() && restored.named != restored.account)
        context.warn(
            QStringLiteral("cairn-cli: the backup was made with the account %1 at %2, which "
                           "was not taken over; if it is yours: account set")
                .arg(restored.named.user, restored.named.url));
    return Output{
        QJsonObject{
            {QStringLiteral("restored"), arguments.at(0)},
            {QStringLiteral("kept"),
             restored.kept.isEmpty() ? QJsonValue() : QJsonValue(restored.kept)},
            {QStringLiteral("left_out"), restored.leftOut},
            {QStringLiteral("mended"), QJsonArray::fromStringList(restored.mended)},
            {QStringLiteral("lost"), QJsonArray::fromStringList(restored.lost)},
            {QStringLiteral("unproven"), QJsonArray::fromStringList(restored.unproven)},
            {QStringLiteral("account"), accountJson(restored.account)},
            {QStringLiteral("account_of_backup"), accountJson(restored.named)}},
        restoredText(restored), needsAttention(restored) ? kNeedsAttention : kDone};
}

} // namespace

QList<Command> maintenanceCommands()
{
    return {
        {.name = "doctor",
         .summary = "Checks whether the notes and the search are whole",
         .run = doctor,
         .options = {{"repair", nullptr, "mend what can be mended"}}},
        {.name = "backup",
         .arguments = "FILE",
         .summary = "Saves all notes to a file",
         .run = backup,
         .details = "The copy is whole, also while Cairn is running."},
        {.name = "restore",
         .arguments = "FILE",
         .summary = "Takes all notes from a backup",
         .run = restore,
         .details = "The notes that were here are kept in a file beside it."},
        {.name = "health",
         .summary = "Shows how well syncing went lately",
         .run = health,
         .options = {{"days", "N", "of so many days; 30 unless given"}}},
    };
}

} // namespace cairn::cli
