// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to a store as a whole, and whether a person's save waits for it: upgrading an older
// profile, the pass that makes deleted words go, writing a backup and taking it back.
//   bench_care [notes, default 100000]

#include "figures.h"
#include "sampletext.h"

#include "clock.h"
#include "random.h"
#include "store/care/backup.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "store/restore.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "store/sqlite/writelog.h"
#include "store/store.h"
#include "storeinsides.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

using namespace cairn;

namespace {

[[noreturn]] void fail(const Error &error)
{
    print(
        QStringLiteral("failed: ") + error.message + QStringLiteral(" (") + error.context
        + QLatin1Char(')'));
    std::exit(1);
}
template <typename T> T must(Result<T> result)
{
    if (!result)
        fail(result.error());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

SystemClock theClock;
SystemRandom theRandom;

Store::Options optionsFor(const QString &file)
{
    Store::Options options;
    options.file = file;
    options.clock = &theClock;
    options.random = &theRandom;
    return options;
}

double timed(const std::function<void()> &action)
{
    QElapsedTimer timer;
    timer.start();
    action();
    return double(timer.nsecsElapsed()) / 1e6;
}

QStringList fill(Store &store, int count)
{
    SampleText text(7);
    QStringList ids;
    while (ids.size() < count) {
        QList<NoteContent> batch;
        for (int i = 0; i < 400 && ids.size() + batch.size() < count; ++i) {
            NoteContent content;
            content.title = text.title();
            content.body = text.body(1'000);
            content.tags = {QStringLiteral("Tag%1").arg(text.below(300))};
            batch << content;
        }
        for (const Saved &saved : must(store.notes().createMany(batch)))
            ids << saved.id;
    }
    return ids;
}

void tellSize(Store &store, const QString &what)
{
    must(emptyWriteLog(databaseOf(store).file()));
    Statement query = databaseOf(store).statement(
        QStringLiteral("SELECT sum(pgsize), sum(iif(name LIKE 'note_text%', pgsize, 0)),"
                       " sum(iif(name LIKE 'word%' OR name LIKE 'sqlite_autoindex_word%', pgsize, "
                       "0)) FROM dbstat"));
    if (query.run() && query.next())
        print(QStringLiteral("%1: %2 MB, search index %3 MB, words %4 MB")
                  .arg(what)
                  .arg(double(query.integer(0)) / 1e6, 0, 'f', 1)
                  .arg(double(query.integer(1)) / 1e6, 0, 'f', 1)
                  .arg(double(query.integer(2)) / 1e6, 0, 'f', 1));
    else
        print(QStringLiteral("%1: %2 MB (no dbstat)")
                  .arg(what)
                  .arg(double(QFileInfo(store.options().file).size()) / 1e6, 0, 'f', 1));
}

/// A person who saves a note every 20 ms by a connection of their own while something goes on.
class Saver {
public:
    Saver(const QString &file, const QStringList &ids)
        : m_thread(QThread::create([this, file, ids] {
            const auto store = must(Store::open(optionsFor(file)));
            SampleText text(23);
            while (!m_stop) {
                NotePatch patch;
                patch.body = text.body(1'000);
                const QString &id = ids.at(qsizetype(text.below(quint64(ids.size()))));
                m_figures.add(timed([&] { must(store->notes().edit(id, patch)); }));
                QThread::msleep(20);
            }
        }))
    {
        m_thread->start();
    }
    ~Saver() { m_thread->wait(); }
    QString line()
    {
        m_stop = true;
        m_thread->wait();
        return m_figures.line(QStringLiteral("  a save meanwhile"));
    }

private:
    std::atomic<bool> m_stop = false;
    Figures m_figures;
    std::unique_ptr<QThread> m_thread;
};

void idlePass(const QString &file, const QStringList &ids)
{
    const auto store = must(Store::open(optionsFor(file)));
    // Something to forget: a tenth of the notes gone, and as many written anew.
    must(store->notes().remove(ids.first(ids.size() / 10), true));
    Saver saver(file, ids.sliced(ids.size() / 10));
    Figures steps;
    double all = 0;
    bool more = true;
    for (bool first = true; more; first = false) {
        const double ms = timed([&] { more = must(store->search().forgetDeleted(first)); });
        steps.add(ms);
        all += ms;
        QThread::msleep(10);
    }
    print(steps.line(QStringLiteral("idle pass, a step")));
    print(QStringLiteral("  %1 steps, %2 s of work").arg(steps.count()).arg(all / 1e3, 0, 'f', 1));
    Figures emptying;
    for (bool done = false; !done && emptying.count() < 100;)
        emptying.add(timed([&] { done = must(emptyWriteLog(file)); }));
    print(emptying.line(QStringLiteral("  emptying the log, a try")));
    print(saver.line());
}

/// As the version before the words left it.
void downgrade(const QString &file)
{
    const auto store = must(Store::open(optionsFor(file)));
    must(backToMigration13(databaseOf(*store)));
    for (const char *sql :
         {"DROP INDEX document_template", "DROP TABLE tag_name", "DROP TABLE word",
          "DROP TABLE word_part", "DROP TABLE shown_before", "DROP TABLE here_before",
          "DROP INDEX note_by_row", "ALTER TABLE revision DROP COLUMN origin",
          "PRAGMA user_version = 6"})
        must(databaseOf(*store).execute(QLatin1String(sql)));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = qMax(application.arguments().value(1, QStringLiteral("100000")).toInt(), 1);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("cairn.sqlite"));
    QStringList ids;
    {
        const auto store = must(Store::open(optionsFor(file)));
        ids = fill(*store, count);
        tellSize(*store, QStringLiteral("%1 notes of 1 KB").arg(count));
    }
    const QString backup = folder.filePath(QStringLiteral("backup.sqlite"));
    {
        const auto store = must(Store::open(optionsFor(file)));
        print(QStringLiteral("backup  %1 s")
                  .arg(
                      timed([&] { must(Backup::write(databaseOf(*store), backup)); }) / 1e3, 0, 'f',
                      1));
    }
    print(QStringLiteral("restore  %1 s")
              .arg(
                  timed([&] {
                      must(restoreBackup(
                          backup, optionsFor(folder.filePath(QStringLiteral("new.sqlite"))),
                          [] { return Result<void>(); }));
                  }) / 1e3,
                  0, 'f', 1));
    idlePass(file, ids);
    downgrade(file);
    print(QStringLiteral("upgrade from schema 6  %1 s")
              .arg(timed([&] { must(Store::open(optionsFor(file))); }) / 1e3, 0, 'f', 1));
    return 0;
}
