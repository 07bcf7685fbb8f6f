#include "cli/cli.h"

#include "store/metricsstore.h"

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
        return value ? QStringLiteral("%1 %2").arg(*value).arg(unit) : QStringLiteral("no figures yet");
    };
    const QString rate = health.successRate
        ? QStringLiteral("%1 %").arg(*health.successRate * 100, 0, 'f', 1)
        : QStringLiteral("no figures yet");
    return QStringLiteral("Last %1 days: %2 runs, %3 of them well\n"
                          "Duration: median %4, 95 % under %5\n"
                          "Sent %6, received %7, merged %8, conflicts %9\n")
               .arg(health.days)
               .arg(health.runs)
               .arg(rate, number(health.durationP50, QStringLiteral("ms")), number(health.durationP95, QStringLiteral("ms")))
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
    const QJsonObject json{
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
        {QStringLiteral("attachment_cache_hit_rate"), QJsonValue()}, // attachments come with a later version
    };
    return Output{json, healthText(health)};
}

} // namespace

QList<Command> maintenanceCommands()
{
    return {
        {{QStringLiteral("health")}, QStringLiteral("[--days N]"),
            [](QCommandLineParser &parser) {
                parser.addOption({QStringLiteral("days"), QString(), QStringLiteral("N")});
            },
            health},
    };
}

} // namespace cairn::cli
