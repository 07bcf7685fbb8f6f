// SPDX-License-Identifier: GPL-3.0-or-later
// cairn-sim: runs seeds of the simulator by hand (tests/simulation/README.md).

#include "minimiser.h"
#include "planner.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QProcess>

#include <cstdio>

using namespace cairn;
using namespace cairn::sim;

namespace {

void say(const QString &line) { std::printf("%s\n", qPrintable(line)); }

void print(const Plan &plan, const Outcome &outcome)
{
    say(QStringLiteral("  %1 devices, %2 steps").arg(plan.devices).arg(plan.steps.size()));
    for (qsizetype i = 0; i < plan.steps.size(); ++i)
        say(QStringLiteral("  %1  %2").arg(i, 3).arg(describe(plan.steps.at(i))));
    if (outcome.violation)
        say(QStringLiteral("  breaks %1%2: %3")
                .arg(
                    outcome.violation->invariant,
                    outcome.step < 0 ? QString() : QStringLiteral(" at step %1").arg(outcome.step),
                    outcome.violation->what));
}

struct Options {
    bool verbose = false;
    bool minimise = false;
};

/// False: the seed fails.
bool runSeed(quint64 seed, const Options &options)
{
    const Plan plan = makePlan(seed);
    const Outcome outcome = options.verbose ? run(plan, true) : runChecked(plan);
    if (!outcome.violation)
        return true;
    say(QStringLiteral("seed %1 breaks %2: %3")
            .arg(seed)
            .arg(outcome.violation->invariant, outcome.violation->what));
    say(QStringLiteral("  replay: cairn-sim --seed %1 --verbose").arg(seed));
    if (options.minimise && outcome.violation->invariant != QStringLiteral("I14")) {
        const Plan small = minimise(plan, outcome.violation->invariant);
        print(small, run(small, options.verbose));
    }
    std::fflush(stdout);
    return false;
}

/// Each job is a process of its own that takes a share of the seeds.
int runJobs(quint64 first, int count, int jobs, const Options &options)
{
    std::vector<std::unique_ptr<QProcess>> processes;
    const int share = (count + jobs - 1) / jobs;
    for (int at = 0; at < count; at += share) {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedChannels);
        QStringList arguments{
            QStringLiteral("--seed"), QString::number(first + quint64(at)),
            QStringLiteral("--count"), QString::number(std::min(share, count - at))};
        if (options.minimise)
            arguments.append(QStringLiteral("--minimise"));
        process->start(QCoreApplication::applicationFilePath(), arguments);
        processes.push_back(std::move(process));
    }
    int failed = 0;
    for (const auto &process : processes) {
        process->waitForFinished(-1);
        failed |= process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0;
    }
    return failed;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // its event loop costs more than what happens in it
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Simulates devices, a server and everything that goes wrong between them."));
    parser.addHelpOption();
    parser.addOptions(
        {{QStringLiteral("seed"), QStringLiteral("the (first) seed"), QStringLiteral("n"),
          QStringLiteral("1")},
         {QStringLiteral("count"), QStringLiteral("how many seeds"), QStringLiteral("m"),
          QStringLiteral("1")},
         {QStringLiteral("jobs"), QStringLiteral("processes"), QStringLiteral("j"),
          QStringLiteral("1")},
         {QStringLiteral("verbose"), QStringLiteral("print everything that happens")},
         {QStringLiteral("minimise"), QStringLiteral("find the few steps that a failure needs")}});
    parser.process(application);
    const quint64 first = parser.value(QStringLiteral("seed")).toULongLong();
    const int count = parser.value(QStringLiteral("count")).toInt();
    const int jobs = parser.value(QStringLiteral("jobs")).toInt();
    const Options options{
        parser.isSet(QStringLiteral("verbose")), parser.isSet(QStringLiteral("minimise"))};
    QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=true"));
    if (jobs > 1)
        return runJobs(first, count, jobs, options);
    QElapsedTimer time;
    time.start();
    int failed = 0;
    for (int i = 0; i < count; ++i)
        failed += runSeed(first + quint64(i), options) ? 0 : 1;
    say(QStringLiteral("seeds %1 to %2: %3 failed, %4 s")
            .arg(first)
            .arg(first + quint64(count) - 1)
            .arg(failed)
            .arg(double(time.elapsed()) / 1000, 0, 'f', 1));
    return failed > 0 ? 1 : 0;
}
