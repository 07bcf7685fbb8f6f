// SPDX-License-Identifier: GPL-3.0-or-later
// What the person feels without any network: saving, opening, listing and searching, at several
// sizes of the collection; wall time, and how much of it on a processor.
//   bench_store [notes …]                default: 1000 10000 100000
//   bench_store --profile FOLDER notes   keeps the notes there; those of an earlier run are used,
//                                        and nothing is saved then

#include "figures.h"
#include "sampletext.h"

#include "clock.h"
#include "items/notelistmodel.h"
#include "random.h"
#include "store/notes/notestore.h"
#include "store/search/searchindex.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <ctime>

using namespace cairn;

namespace {

constexpr int kRepeats = 300;

[[noreturn]] void fail(const Error &error)
{
    print(QStringLiteral("failed: ") + error.message);
    std::exit(1);
}
template <typename T> T must(Result<T> result)
{
    if (!result)
        fail(result.error());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

QStringList fill(Store &store, int count)
{
    SampleText text(7);
    QStringList ids;
    QElapsedTimer timer;
    timer.start();
    for (int made = 0; made < count;) {
        QList<NoteContent> batch;
        for (int i = 0; i < 400 && made < count; ++i, ++made) {
            NoteContent content;
            content.title = text.title();
            content.body = text.body(1'000);
            content.tags = {QStringLiteral("tag%1").arg(text.below(50))};
            batch << content;
        }
        for (const Saved &saved : must(store.notes().createMany(batch)))
            ids << saved.id;
    }
    print(QStringLiteral("create                                        %1 notes/s")
              .arg(count * 1000.0 / double(timer.elapsed()), 0, 'f', 0));
    return ids;
}

/// Runs `operation` kRepeats times and prints how long it took, and what of that on a processor.
void figure(const QString &name, const std::function<void(int)> &operation)
{
    Figures cpu;
    const Figures wall = Figures::of(kRepeats, [&](int i) {
        const std::clock_t before = std::clock();
        operation(i);
        cpu.add(1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC);
    });
    print(wall.line(name));
    print(cpu.line(QStringLiteral("    on a processor")));
}

void search(Store &store)
{
    SampleText text(11);
    const auto find = [&store](const QString &query) { must(store.search().search(query, 50)); };
    figure(QStringLiteral("search one word"), [&](int) { find(text.word()); });
    figure(QStringLiteral("search three letters as a beginning"), [&](int) {
        find(text.word().left(3));
    });
    figure(QStringLiteral("search two words"), [&](int) {
        find(text.word() + QLatin1Char(' ') + text.word());
    });
    figure(QStringLiteral("search a part of a word"), [&](int) { find(text.word().mid(1)); });
}

void change(Store &store, const QStringList &ids)
{
    SampleText text(13);
    const auto anyId = [&] { return ids.at(qsizetype(text.below(quint64(ids.size())))); };
    figure(QStringLiteral("durable save of an edit"), [&](int i) {
        NotePatch patch;
        patch.body = text.body(1'000) + QString::number(i);
        must(store.notes().edit(anyId(), patch));
    });
    figure(QStringLiteral("open a note"), [&](int) { must(store.notes().note(anyId())); });
}

void list(Store &store)
{
    print(Figures::of(10, [&](int) {
              NoteListModel model(store);
              model.setQuery(NoteQuery());
              for (int row = 0; row < std::min(50, model.rowCount()); ++row)
                  model.index(row).data();
          }).line(QStringLiteral("list: all keys and the first 50 rows")));
}

void measure(const QString &folder, int count)
{
    SystemClock clock;
    SystemRandom random;
    Store::Options options;
    options.file = folder + QStringLiteral("/bench.sqlite");
    options.clock = &clock;
    options.random = &random;
    const auto store = must(Store::open(options));
    if (must(store->tallies()).notes == 0) {
        print(QStringLiteral("\n%1 notes of 1 KB").arg(count));
        change(*store, fill(*store, count));
    }
    print(QStringLiteral("file                                          %1 MB")
              .arg(double(QFileInfo(options.file).size()) / 1e6, 0, 'f', 1));
    search(*store);
    list(*store);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList sizes = application.arguments().mid(1);
    if (sizes.size() == 3 && sizes.first() == QLatin1String("--profile")) {
        measure(sizes.at(1), sizes.at(2).toInt());
        return 0;
    }
    if (sizes.isEmpty())
        sizes = {QStringLiteral("1000"), QStringLiteral("10000"), QStringLiteral("100000")};
    for (const QString &size : sizes)
        measure(QTemporaryDir().path(), size.toInt());
    return 0;
}
