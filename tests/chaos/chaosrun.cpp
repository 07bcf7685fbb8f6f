// SPDX-License-Identifier: GPL-3.0-or-later
#include "chaosrun.h"

#include "testserver.h"

#include <QJsonArray>

namespace cairn {

namespace {

constexpr int kDevices = 3;
constexpr int kEditMs = 250; ///< about as long as an edit takes, start of the process included
constexpr int kSyncMs = 1'500;
constexpr int kTiredMs = 4'000; ///< a sync that hangs on a dead line is killed by whoever waits
constexpr int kSharedNotes = 3; ///< most edits go to the newest few, so that devices meet

QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); }

QString member(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

} // namespace

ChaosRun::ChaosRun(TestServer &server, quint64 seed)
    : m_server(server)
    , m_random(seed)
    , m_weather(seed + 1'000'000)
    , m_seed(seed)
    , m_database(server.createDatabase())
{
    for (int i = 0; i < kDevices; ++i)
        m_devices.push_back(
            std::make_unique<ChaosDevice>(server, m_database, QString(QChar(u'A' + i))));
}

ChaosRun::~ChaosRun() = default;

ChaosDevice &ChaosRun::anyDevice() { return *m_devices[m_random.below(m_devices.size())]; }

QString ChaosRun::token() { return QStringLiteral("token%1x%2y").arg(m_seed).arg(++m_lastToken); }

int ChaosRun::killAfter(int withinMs)
{
    // Early moments are as likely as late ones of ten times the length.
    const int scale = m_random.below(2) ? withinMs : withinMs / 10;
    const int moment = int(m_random.below(quint64(scale)));
    return m_random.below(3) == 0 ? moment : -1;
}

void ChaosRun::disturb(int steps)
{
    for (const auto &device : m_devices)
        device->cable().disturb(&m_weather);
    for (int i = 0; i < steps; ++i)
        step();
}

void ChaosRun::step()
{
    ChaosDevice &device = anyDevice();
    const quint64 what = m_random.below(20);
    if (what < 3)
        add(device);
    else if (what < 8)
        edit(device);
    else if (what < 9)
        file(device);
    else if (what < 10)
        trashOrRestore(device);
    else if (what < 11)
        decide(device);
    else if (what < 13)
        changeWeather(device);
    else
        sync(device);
}

void ChaosRun::add(ChaosDevice &device)
{
    const QString mark = token();
    const auto added = device.json(
        words("note add --title") << mark << QStringLiteral("--body")
                                  << mark + QStringLiteral(" first\n\nmiddle\n\nlast\n"),
        killAfter(kEditMs));
    if (!member(added.object(), "rev").isEmpty())
        m_tokens.insert(mark);
}

QString ChaosRun::someNote(ChaosDevice &device)
{
    const QJsonArray notes = device.json(words("note list")).array();
    if (notes.isEmpty())
        return {};
    const qsizetype among =
        m_random.below(4) ? qMin<qsizetype>(kSharedNotes, notes.size()) : notes.size();
    return member(notes.at(qsizetype(m_random.below(quint64(among)))).toObject(), "id");
}

void ChaosRun::edit(ChaosDevice &device)
{
    const QString id = someNote(device);
    if (id.isEmpty())
        return;
    const QString mark = token();
    QStringList arguments = words("note edit") << id;
    if (m_random.below(2) == 0 || device.isSyncing()) {
        arguments << QStringLiteral("--append") << mark + QStringLiteral("\n");
    } else {
        // The whole text, as an editor writes it: only while no sync changes what it began from.
        // Two words at one place are a case for a decision.
        QString body = member(device.json(words("note show") << id).object(), "body");
        if (!body.contains(QStringLiteral("middle")) || m_random.below(3) == 0)
            body.prepend(mark + QStringLiteral("\n\n"));
        else
            body.replace(QStringLiteral("middle"), QStringLiteral("middle ") + mark);
        arguments << QStringLiteral("--body") << body;
    }
    if (m_random.below(4) == 0)
        arguments << QStringLiteral("--title") << QStringLiteral("Title ") + mark;
    const auto edited = device.json(arguments, killAfter(kEditMs));
    if (!member(edited.object(), "rev").isEmpty())
        m_tokens.insert(mark);
}

void ChaosRun::file(ChaosDevice &device)
{
    const QString id = someNote(device);
    if (id.isEmpty())
        return;
    const QString notebook = QStringLiteral("N%1").arg(m_random.below(3));
    device.json(
        words("note edit") << id << QStringLiteral("--notebook") << notebook
                           << QStringLiteral("--add-tag") << QStringLiteral("t") + notebook,
        killAfter(kEditMs));
}

void ChaosRun::trashOrRestore(ChaosDevice &device)
{
    const QJsonArray trashed = device.json(words("note list --trashed")).array();
    if (!trashed.isEmpty() && m_random.below(2) == 0) {
        device.json(
            words("note restore") << member(trashed.at(0).toObject(), "id"), killAfter(kEditMs));
        return;
    }
    if (const QString id = someNote(device); !id.isEmpty())
        device.json(words("note trash") << id, killAfter(kEditMs));
}

/// By a person who keeps everything: both notes, or one text made of all.
void ChaosRun::decide(ChaosDevice &device)
{
    const QJsonArray open = device.json(words("conflict list")).array();
    if (open.isEmpty())
        return;
    ++m_conflictsSeen;
    device.json(
        words("conflict resolve") << member(open.at(0).toObject(), "id") << words("--keep both"),
        killAfter(kEditMs));
}

void ChaosRun::sync(ChaosDevice &device)
{
    if (device.isSyncing())
        return device.endSync(m_random.below(2) == 0);
    const int moment = killAfter(kSyncMs);
    if (m_random.below(2) == 0) // at its side, people go on writing
        device.startSync(moment < 0 ? kTiredMs : moment);
    else
        device.json(words("sync --timeout 60"), moment < 0 ? kTiredMs : moment);
}

void ChaosRun::changeWeather(ChaosDevice &device)
{
    Cable &cable = device.cable();
    if (m_random.below(4) == 0) {
        cable.isPluggedIn() ? cable.pullOut() : (void)cable.plugIn();
        return;
    }
    cable.plugIn();
    cable.disturb(m_random.below(4) == 0 ? nullptr : &m_weather);
}

QString ChaosRun::settle()
{
    constexpr int kRounds = 12;
    for (const auto &device : m_devices) {
        device->cable().plugIn();
        device->cable().disturb(nullptr);
        device->endSync(m_random.below(2) == 0);
    }
    for (int round = 0; round < kRounds; ++round) {
        bool quiet = true;
        for (const auto &device : m_devices) {
            const auto synced = device->json(words("sync --timeout 60"));
            if (synced.exitCode != 0 && synced.exitCode != 6)
                return QStringLiteral("%1 does not sync: %2 %3")
                    .arg(device->name())
                    .arg(synced.exitCode)
                    .arg(QString::fromUtf8(synced.out));
            const QJsonObject report = synced.object();
            for (const char *what : {"pushed", "pulled", "merged"})
                quiet &= report.value(QLatin1String(what)).toInt() == 0;
        }
        if (quiet)
            return {};
    }
    return QStringLiteral("no rest after %1 rounds").arg(kRounds);
}

QString ChaosRun::check()
{
    if (const QString problem = settle(); !problem.isEmpty())
        return problem;
    View first;
    for (const auto &device : m_devices) {
        View here;
        if (const QString problem = view(*device, here); !problem.isEmpty())
            return problem;
        for (const QString &mark : std::as_const(m_tokens)) {
            if (!here.text.contains(mark))
                return QStringLiteral("%1 is not on %2").arg(mark, device->name());
        }
        if (device == m_devices.front())
            first = here;
        else if (const QString problem = compareDevices(first, here, *device); !problem.isEmpty())
            return problem;
    }
    if (const QString problem = compareServer(first); !problem.isEmpty())
        return problem;
    if (const QString problem = quiet(); !problem.isEmpty())
        return problem;
    return doctors();
}

QString ChaosRun::quiet()
{
    const qint64 before = serverSequence();
    for (const auto &device : m_devices) {
        const QJsonObject report = device->json(words("sync --timeout 60")).object();
        for (const char *what : {"pushed", "pulled", "merged", "failed"}) {
            if (report.value(QLatin1String(what)).toInt(-1) != 0)
                return QStringLiteral("a sync without news on %1: %2 %3")
                    .arg(device->name(), QString::fromLatin1(what))
                    .arg(report.value(QLatin1String(what)).toInt(-1));
        }
    }
    return serverSequence() == before ? QString()
                                      : QStringLiteral("a sync without news wrote to the server");
}

QString ChaosRun::doctors()
{
    for (const auto &device : m_devices) {
        const auto found = device->json(words("doctor"));
        if (!found.object().value(QStringLiteral("ok")).toBool())
            return QStringLiteral("the doctor finds something on %1: %2")
                .arg(device->name(), QString::fromUtf8(found.out));
    }
    return {};
}

qint64 ChaosRun::serverSequence()
{
    const QJsonValue sequence =
        m_server.rest().get(QLatin1Char('/') + m_database).json.value(QStringLiteral("update_seq"));
    return sequence.isString() ? sequence.toString().section(QLatin1Char('-'), 0, 0).toLongLong()
                               : sequence.toInteger();
}

int ChaosRun::kills() const
{
    int kills = 0;
    for (const auto &device : m_devices)
        kills += device->kills();
    return kills;
}

int ChaosRun::connections() const
{
    int connections = 0;
    for (const auto &device : m_devices)
        connections += device->cable().connections();
    return connections;
}

int ChaosRun::disturbed() const
{
    int disturbed = 0;
    for (const auto &device : m_devices)
        disturbed += device->cable().disturbed();
    return disturbed;
}

} // namespace cairn
