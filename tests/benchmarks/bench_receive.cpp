// SPDX-License-Identifier: GPL-3.0-or-later
// What receiving a note costs this side alone, in microseconds of CPU, as the collection grows: no
// server and no network. Each line is a tenth of the notes; its last figure is for changes of notes
// that are here already, coming one at a time
// (p50).
//
//   bench_receive [notes, default 100000]
#include "clock.h"
#include "document.h"
#include "pull/changesparser.h"
#include "random.h"
#include "sampletext.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <vector>

using namespace cairn;

namespace {

constexpr int kPortion = 100;
constexpr int kChanges = 300;

/// Rows of a feed: notes `first` and following. `parents`: the revisions they follow on; they
/// are replaced by the new ones.
QByteArray page(SampleText &text, int first, int count, QHash<int, RevId> &parents)
{
    QByteArray json = "{\"results\":[";
    for (int i = first; i < first + count; ++i) {
        const QString id = QStringLiteral("note:%1").arg(i, 26, 10, QLatin1Char('0'));
        const QJsonObject body{
            {QStringLiteral("type"), QStringLiteral("note")},
            {QStringLiteral("schema"), 1},
            {QStringLiteral("title"), text.title()},
            {QStringLiteral("body"), text.body(1'000)},
            {QStringLiteral("created_at"), qint64(1'700'000'000'000) + i},
            {QStringLiteral("updated_at"), qint64(1'700'000'000'000) + i},
            {QStringLiteral("device"),
             QJsonObject{
                 {QStringLiteral("id"), QStringLiteral("device:00000000000000000000000001")},
                 {QStringLiteral("name"), QStringLiteral("bench")}}}};
        const auto parent = parents.constFind(i);
        parents[i] = makeRevId(
            parent == parents.cend() ? std::nullopt : std::optional(*parent), false, body);
        const QString rev = parents[i].toString();
        QJsonObject document = body;
        document.insert(QStringLiteral("_id"), id);
        document.insert(QStringLiteral("_rev"), rev);
        const QJsonObject row{
            {QStringLiteral("seq"), QString::number(i) + QString(100, QLatin1Char('g'))},
            {QStringLiteral("id"), id},
            {QStringLiteral("changes"), QJsonArray{QJsonObject{{QStringLiteral("rev"), rev}}}},
            {QStringLiteral("doc"), document}};
        json += QJsonDocument(row).toJson(QJsonDocument::Compact) + ',';
    }
    json.back() = ']';
    return json + ",\"last_seq\":\"1\",\"pending\":0}";
}

/// False: it could not be stored.
bool receive(Store &store, const QList<ChangeRow> &rows)
{
    QList<RemoteChange> changes;
    QList<DocumentRevision> revisions;
    for (const ChangeRow &row : rows) {
        changes.append(row.change);
        revisions.append(*row.document);
    }
    const Checkpoint checkpoint{QStringLiteral("s"), rows.last().seq, {}};
    return store.replica().classify(changes)
        && store.replica().store(
            revisions, {}, QStringLiteral("bench"), checkpoint, Removals::Admit)
        && store.replica().reconcile(5);
}

double seconds(std::clock_t since) { return double(std::clock() - since) / CLOCKS_PER_SEC; }

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QTextStream out(stdout);
    const int notes = argc > 1 ? std::max(app.arguments().at(1).toInt(), 1'000) : 100'000;
    QTemporaryDir folder;
    SystemClock clock;
    SystemRandom random;
    const auto store = Store::open(
        {folder.filePath(QStringLiteral("cairn.sqlite")), &clock, &random, QStringLiteral("bench"),
         ChangeSet::Origin::Sync});
    if (!store)
        return 1;
    SampleText text(7);
    double parsing = 0;
    double storing = 0;
    QHash<int, RevId> parents;
    const auto take = [&](int first, int count, double &parsingSum, double &storingSum) {
        const QByteArray json = page(text, first, count, parents);
        std::clock_t start = std::clock();
        ChangesParser parser;
        parser.feed(json);
        const QList<ChangeRow> rows = parser.takeRows();
        parsingSum += seconds(start);
        start = std::clock();
        const bool stored = receive(**store, rows);
        storingSum += seconds(start);
        return stored;
    };
    for (int i = 0; i < notes; i += kPortion) {
        if (!take(i, kPortion, parsing, storing))
            return 1;
        const int here = i + kPortion;
        if (here % (notes / 10) != 0)
            continue;
        std::vector<double> changing(kChanges);
        for (double &one : changing) {
            if (!take(int(text.below(quint64(here))), 1, one, one))
                return 1;
        }
        std::sort(changing.begin(), changing.end());
        const double each = 1e6 / (notes / 10);
        out << QStringLiteral("%1 notes  parsing %2 us  storing %3 us a note  one change %4 us")
                   .arg(here, 8)
                   .arg(parsing * each, 6, 'f', 1)
                   .arg(storing * each, 6, 'f', 1)
                   .arg(changing[kChanges / 2] * 1e6, 6, 'f', 1)
            << Qt::endl;
        parsing = storing = 0;
    }
    return 0;
}
