// SPDX-License-Identifier: GPL-3.0-or-later
// What sending a note costs this side alone, step by step, in microseconds (of the processor, and
// by the clock, which adds waiting for the disk): no server and no network.
//
//   bench_send [notes, default 20000]
#include "clock.h"
#include "http/tuning.h"
#include "http/wirecodec.h"
#include "random.h"
#include "sampletext.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>

#include <ctime>

using namespace cairn;

namespace {

/// Times of one step, added up.
class Step {
public:
    void begin()
    {
        m_cpu = std::clock();
        m_timer.start();
    }
    void end()
    {
        m_cpuSum += double(std::clock() - m_cpu) / CLOCKS_PER_SEC;
        m_sum += double(m_timer.nsecsElapsed()) / 1e9;
    }
    QString line(const char *name, int notes) const
    {
        return QStringLiteral("%1  CPU %2 us  time %3 us a note")
            .arg(QLatin1String(name), -16)
            .arg(m_cpuSum * 1e6 / notes, 6, 'f', 1)
            .arg(m_sum * 1e6 / notes, 6, 'f', 1);
    }

private:
    std::clock_t m_cpu = 0;
    QElapsedTimer m_timer;
    double m_cpuSum = 0;
    double m_sum = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QTextStream out(stdout);
    const int notes = argc > 1 ? std::max(app.arguments().at(1).toInt(), 1) : 20'000;
    QTemporaryDir folder;
    SystemClock clock;
    SystemRandom random;
    const auto store = Store::open(
        {folder.filePath(QStringLiteral("cairn.sqlite")), &clock, &random, QStringLiteral("bench"),
         ChangeSet::Origin::Sync});
    if (!store)
        return 1;
    SampleText text(7);
    QList<NoteContent> contents;
    for (int i = 0; i < notes; ++i) {
        NoteContent content;
        content.title = text.title();
        content.body = text.body(1'000);
        contents.append(content);
    }
    if (!(*store)->notes().createMany(contents))
        return 1;
    ReplicaStore &replica = (*store)->replica();
    Step choosing;
    Step marking;
    Step encoding;
    Step confirming;
    for (int sent = 0; sent < notes;) {
        choosing.begin();
        const auto due = replica.nextToPush(tuning::kMaxBatch, tuning::kMaxBatchBytes, {});
        choosing.end();
        if (!due || due->isEmpty())
            return 1;
        marking.begin();
        const auto begun = replica.beginAttempt(*due);
        marking.end();
        if (!begun)
            return 1;
        encoding.begin();
        qsizetype bytes = 0;
        for (const PushDocument &document : *begun)
            bytes += wire::encode(document.documentId, document.revisions.first()).size();
        encoding.end();
        confirming.begin();
        if (bytes == 0 || !replica.confirm(*begun))
            return 1;
        confirming.end();
        sent += int(begun->size());
    }
    out << choosing.line("choosing", notes) << Qt::endl
        << marking.line("marking as sent", notes) << Qt::endl
        << encoding.line("encoding", notes) << Qt::endl
        << confirming.line("confirming", notes) << Qt::endl;
    return 0;
}
