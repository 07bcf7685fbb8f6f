// What receiving a note costs this side alone, in microseconds of CPU, as the collection grows: no
// server and no network. Each line is a tenth of the notes.
//
//   bench_receive [notes, default 100000]
#include "changesparser.h"
#include "clock.h"
#include "document.h"
#include "random.h"
#include "sampletext.h"
#include "store/replicastore.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTextStream>

#include <ctime>

using namespace cairn;

namespace {

constexpr int kPortion = 100;

QByteArray page(SampleText &text, int first)
{
    QByteArray json = "{\"results\":[";
    for (int i = first; i < first + kPortion; ++i) {
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
        const QString rev = makeRevId({}, false, body).toString();
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
    for (int i = 0; i < notes; i += kPortion) {
        const QByteArray json = page(text, i);
        std::clock_t start = std::clock();
        ChangesParser parser;
        parser.feed(json);
        const QList<ChangeRow> rows = parser.takeRows();
        parsing += seconds(start);
        start = std::clock();
        QList<RemoteChange> changes;
        QList<DocumentRevision> revisions;
        for (const ChangeRow &row : rows) {
            changes.append(row.change);
            revisions.append(*row.document);
        }
        const Checkpoint checkpoint{QStringLiteral("s"), rows.last().seq, {}};
        if (!(*store)->replica().classify(changes)
            || !(*store)->replica().store(revisions, {}, QStringLiteral("bench"), checkpoint))
            return 1;
        storing += seconds(start);
        if ((i + kPortion) % (notes / 10) == 0) {
            const double each = 1e6 / (notes / 10);
            out << QStringLiteral("%1 notes  parsing %2 us  storing %3 us a note")
                       .arg(i + kPortion, 8)
                       .arg(parsing * each, 6, 'f', 1)
                       .arg(storing * each, 6, 'f', 1)
                << Qt::endl;
            parsing = storing = 0;
        }
    }
    return 0;
}
