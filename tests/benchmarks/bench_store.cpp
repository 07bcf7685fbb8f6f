// SPDX-License-Identifier: GPL-3.0-or-later
// What the person feels without any network: saving, opening, listing and searching, at several
// sizes of the collection.
//   bench_store [notes …]      default: 1000 10000 100000

#include "figures.h"
#include "sampletext.h"

#include "clock.h"
#include "items/notelistmodel.h"
#include "random.h"
#include "store/notes/notestore.h"
#include "store/search/searchindex.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QTemporaryDir>

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

void measure(int count)
{
    print(QStringLiteral("\n%1 notes of 1 KB").arg(count));
    const QTemporaryDir directory;
    SystemClock clock;
    SystemRandom random;
    Store::Options options;
    options.file = directory.filePath(QStringLiteral("bench.sqlite"));
    options.clock = &clock;
    options.random = &random;
    const auto store = must(Store::open(options));
    const QStringList ids = fill(*store, count);
    SampleText text(11);
    const auto anyId = [&] { return ids.at(qsizetype(text.below(quint64(ids.size())))); };

    print(Figures::of(kRepeats, [&](int i) {
              NotePatch patch;
              patch.body = text.body(1'000) + QString::number(i);
              must(store->notes().edit(anyId(), patch));
          }).line(QStringLiteral("durable save of an edit")));
    print(Figures::of(kRepeats, [&](int) {
              must(store->notes().note(anyId()));
          }).line(QStringLiteral("open a note")));
    print(Figures::of(kRepeats, [&](int) {
              must(store->search().search(text.word(), 50));
          }).line(QStringLiteral("search one word")));
    print(Figures::of(kRepeats, [&](int) {
              must(store->search().search(text.word().left(3), 50));
          }).line(QStringLiteral("search three letters as a beginning")));
    print(Figures::of(kRepeats, [&](int) {
              must(store->search().search(text.word() + QLatin1Char(' ') + text.word(), 50));
          }).line(QStringLiteral("search two words")));
    print(Figures::of(10, [&](int) {
              NoteListModel model(*store);
              model.setQuery(NoteQuery());
              for (int row = 0; row < std::min(50, model.rowCount()); ++row)
                  model.index(row).data();
          }).line(QStringLiteral("list: all keys and the first 50 rows")));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList sizes = application.arguments().mid(1);
    if (sizes.isEmpty())
        sizes = {QStringLiteral("1000"), QStringLiteral("10000"), QStringLiteral("100000")};
    for (const QString &size : sizes)
        measure(size.toInt());
    return 0;
}
