// SPDX-License-Identifier: GPL-3.0-or-later
#include "device.h"

#include "emptystore.h"
#include "fastfolder.h"
#include "http/timers.h"
#include "store/notes/notestore.h"
#include "storecheck.h"
#include "storeinsides.h"

namespace cairn {

namespace {

/// Tests write to stores that work; anything else is a broken test environment or a broken store.
template <typename T> T must(Result<T> result, const char *doing)
{
    if (!result)
        qFatal("%s: %s", doing, qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

} // namespace

Device::Device(Setup setup)
    : m_setup(std::move(setup))
    , m_random(m_setup.seed)
    , m_engineRandom(m_setup.seed + 1'000'000)
    , m_folder(fastFolderTemplate(QStringLiteral("cairn-device")))
{
    putEmptyStore(storeFile());
    reopen();
}

Device::~Device() = default;

void Device::openStore()
{
    const Clock *clock = m_setup.clock ? m_setup.clock : &m_systemClock;
    m_store = must(
        Store::open({storeFile(), clock, &m_random, m_setup.name, ChangeSet::Origin::Person}),
        "the device's store does not open");
}

void Device::startEngine()
{
    SyncEngine::Options options;
    options.storeFile = storeFile();
    options.clock = m_setup.clock;
    options.random = &m_engineRandom;
    options.network = m_setup.network;
    options.timers = m_setup.timers;
    options.live = m_setup.live;
    m_engine = std::make_unique<SyncEngine>(options);
    m_engine->start();
    m_engine->setAccount(m_setup.account, m_setup.password);
    QObject::connect(m_store.get(), &Store::changed, m_engine.get(), &SyncEngine::localChange);
}

void Device::kill()
{
    m_engine.reset();
    m_store.reset();
}

void Device::reopen()
{
    openStore();
    startEngine();
}

bool Device::stopEngine()
{
    bool stopped = false;
    QObject::connect(m_engine.get(), &SyncEngine::stopped, m_engine.get(), [&] { stopped = true; });
    m_engine->stop();
    const bool ended = m_setup.wait([&] { return stopped; });
    m_engine.reset();
    return ended;
}

void Device::setPassword(const QString &password)
{
    m_setup.password = password;
    m_engine->setAccount(m_setup.account, password);
}

SyncReport Device::sync()
{
    std::optional<SyncReport> report;
    const QMetaObject::Connection watch = QObject::connect(
        m_engine.get(), &SyncEngine::runFinished, m_engine.get(),
        [&](const SyncReport &finished) { report = finished; });
    m_engine->syncNow();
    const bool ended = m_setup.wait([&] { return report.has_value() || !isRunning(); });
    if (isRunning())
        QObject::disconnect(watch);
    if (report)
        return *report;
    SyncReport none;
    none.error = Error{
        ErrorKind::Cancelled, 0,
        ended ? QStringLiteral("killed") : QStringLiteral("the run never ended"),
        QStringLiteral("device"), -1};
    return none;
}

Tallies Device::tallies() { return must(m_store->tallies(), "tallies"); }

QString Device::write(const QString &title, const QString &body)
{
    NoteContent content;
    content.title = title;
    content.body = body;
    return must(notes().create(content), "create").id;
}

void Device::edit(const QString &id, const QString &body)
{
    NotePatch patch;
    patch.body = body;
    must(notes().edit(id, patch), "edit");
}

void Device::trash(const QString &id)
{
    NotePatch patch;
    patch.trashed = true;
    must(notes().edit(id, patch), "trash");
}

void Device::deleteForGood(const QString &id) { must(notes().remove({id}, true), "remove"); }

QString Device::body(const QString &id)
{
    const auto note = notes().note(id);
    return note ? note->body : QString();
}

QString Device::title(const QString &id)
{
    const auto note = notes().note(id);
    return note ? note->title : QString();
}

QStringList Device::ids()
{
    QStringList result;
    for (const bool trashed : {false, true}) {
        NoteQuery query;
        query.trashed = trashed;
        const QList<NoteSummary> rows = must(notes().list(query), "list");
        for (const NoteSummary &row : rows)
            result.append(row.id);
    }
    result.sort();
    return result;
}

QStringList Device::dump() { return must(leafDump(databaseOf(*m_store)), "leaves"); }

QStringList Device::problems() { return storeProblems(databaseOf(*m_store)); }

} // namespace cairn
