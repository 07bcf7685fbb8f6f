#include "cli/cli.h"
#include "cli/clipassword.h"

#include "store/metastore.h"
#include "syncengine.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonObject>
#include <QTimer>

namespace cairn::cli {

namespace {

QString phaseState(const SyncStatus &status)
{
    switch (status.phase) {
    case SyncStatus::Phase::Idle:
        return status.isSynced() ? QStringLiteral("synced") : QStringLiteral("pending");
    case SyncStatus::Phase::NoAccount:
    case SyncStatus::Phase::Waiting:
        return QStringLiteral("pending");
    case SyncStatus::Phase::Connecting:
    case SyncStatus::Phase::Receiving:
    case SyncStatus::Phase::Sending:
        return QStringLiteral("syncing");
    case SyncStatus::Phase::Offline:
    case SyncStatus::Phase::Unreachable:
        return QStringLiteral("offline");
    case SyncStatus::Phase::SignIn:
    case SyncStatus::Phase::NotAllowed:
        return QStringLiteral("sign-in");
    case SyncStatus::Phase::Paused:
        return QStringLiteral("paused");
    case SyncStatus::Phase::Error:
        return QStringLiteral("error");
    }
    return QStringLiteral("error");
}

QJsonObject reportJson(const SyncReport &report)
{
    return {{QStringLiteral("pushed"), report.pushed},
            {QStringLiteral("pulled"), report.pulled},
            {QStringLiteral("merged"), report.merged},
            {QStringLiteral("conflicts"), report.conflicts},
            {QStringLiteral("failed"), report.failed},
            {QStringLiteral("duration_ms"), report.durationMs}};
}

QString reportText(const SyncReport &report)
{
    return QStringLiteral("sent %1, received %2, merged %3, %4 to review, %5 need attention, %6 ms")
        .arg(report.pushed)
        .arg(report.pulled)
        .arg(report.merged)
        .arg(report.conflicts)
        .arg(report.failed)
        .arg(report.durationMs);
}

int reportExitCode(const SyncReport &report)
{
    if (report.failed > 0)
        return kNeedsAttention;
    return report.conflicts > 0 ? kNeedsReview : kDone;
}

void showProgress(Context &context, const SyncStatus &status)
{
    const QString count = status.total > 0
        ? QStringLiteral("%1 of %2").arg(status.done).arg(status.total)
        : QString::number(status.done);
    if (status.phase == SyncStatus::Phase::Sending)
        context.progress(QStringLiteral("Sending ") + count);
    else if (status.phase == SyncStatus::Phase::Receiving)
        context.progress(QStringLiteral("Receiving ") + count);
}

/// Stops the engine and waits until it has closed everything.
void stopEngine(SyncEngine &engine)
{
    QEventLoop loop;
    QObject::connect(&engine, &SyncEngine::stopped, &loop, &QEventLoop::quit);
    QTimer::singleShot(0, &engine, &SyncEngine::stop);
    loop.exec();
}

Result<SyncReport> runOnce(
    Context &context, SyncEngine &engine, int timeoutSeconds, const Account &account,
    const QString &password)
{
    QEventLoop loop;
    std::optional<SyncReport> report;
    QObject::connect(&engine, &SyncEngine::runFinished, &loop, [&](const SyncReport &finished) {
        report = finished;
        loop.quit();
    });
    QObject::connect(
        &engine, &SyncEngine::statusChanged, &loop,
        [&context](const SyncStatus &status) { showProgress(context, status); });
    if (timeoutSeconds > 0)
        QTimer::singleShot(timeoutSeconds * 1000, &loop, &QEventLoop::quit);
    QTimer::singleShot(0, &engine, [&] {
        engine.start();
        engine.setAccount(account, password);
        engine.syncNow();
    });
    loop.exec();
    stopEngine(engine);
    if (!report)
        return failure(
            ErrorKind::Cancelled,
            QStringLiteral("not finished after %1 s; repeating it goes on where it was")
                .arg(timeoutSeconds));
    if (report->error)
        return Failure(*report->error);
    return *report;
}

QJsonObject statusEvent(const SyncStatus &status)
{
    QJsonObject json{
        {QStringLiteral("event"), QStringLiteral("status")},
        {QStringLiteral("state"), phaseState(status)},
        {QStringLiteral("pending"), status.pending},
        {QStringLiteral("failed"), status.dead},
        {QStringLiteral("conflicts"), status.conflicts},
        {QStringLiteral("done"), status.done},
        {QStringLiteral("total"), status.total}};
    if (status.error)
        json.insert(
            QStringLiteral("error"),
            QJsonObject{
                {QStringLiteral("kind"), errorKindName(status.error->kind)},
                {QStringLiteral("message"), status.error->message}});
    return json;
}

/// Stays until it is interrupted (or for `timeoutSeconds`); every event is one line.
void watch(
    Context &context, SyncEngine &engine, int timeoutSeconds, const Account &account,
    const QString &password)
{
    QEventLoop loop;
    QObject::connect(
        &engine, &SyncEngine::runFinished, &loop, [&context](const SyncReport &report) {
            QJsonObject json = reportJson(report);
            json.insert(QStringLiteral("event"), QStringLiteral("sync"));
            if (report.error)
                json.insert(
                    QStringLiteral("error"),
                    QJsonObject{
                        {QStringLiteral("kind"), errorKindName(report.error->kind)},
                        {QStringLiteral("message"), report.error->message}});
            context.event(json, report.error ? report.error->message : reportText(report));
        });
    QObject::connect(
        &engine, &SyncEngine::statusChanged, &loop, [&context](const SyncStatus &status) {
            context.event(statusEvent(status), phaseState(status));
        });
    QObject::connect(&engine, &SyncEngine::committed, &loop, [&context](const ChangeSet &changes) {
        if (!changes.notes.isEmpty())
            context.event(
                QJsonObject{
                    {QStringLiteral("event"), QStringLiteral("changed")},
                    {QStringLiteral("notes"), changes.notes.size()}},
                QStringLiteral("%1 notes changed").arg(changes.notes.size()));
    });
    if (timeoutSeconds > 0)
        QTimer::singleShot(timeoutSeconds * 1000, &loop, &QEventLoop::quit);
    QTimer::singleShot(0, &engine, [&] {
        engine.start();
        engine.setAccount(account, password);
    });
    loop.exec();
    stopEngine(engine);
}

Result<Output> sync(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(const int timeout, arguments.number("timeout", 0));
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    if (!account.isValid())
        return failure(
            ErrorKind::Auth, QStringLiteral("no account is set up; run account set first"));
    CAIRN_ASSIGN(const QString secret, password(context, account));
    context.closeStore(); // the engine has a connection of its own

    SyncEngine::Options options;
    options.storeFile = context.profile().databaseFile();
    options.clock = &context.clock();
    options.random = &context.random();
    options.live = arguments.has("watch");
    SyncEngine engine(options);
    if (options.live) {
        watch(context, engine, timeout, account, secret);
        return Output{QJsonValue(QJsonValue::Undefined), {}};
    }
    CAIRN_ASSIGN(const SyncReport report, runOnce(context, engine, timeout, account, secret));
    return Output{reportJson(report), reportText(report), reportExitCode(report)};
}

} // namespace

QList<Command> syncCommands()
{
    return {
        {{QStringLiteral("sync")},
         QStringLiteral("[--watch] [--timeout S]"),
         [](QCommandLineParser &parser) {
             parser.addOption(QCommandLineOption(QStringLiteral("watch")));
             parser.addOption({QStringLiteral("timeout"), QString(), QStringLiteral("S")});
         },
         sync},
    };
}

} // namespace cairn::cli
