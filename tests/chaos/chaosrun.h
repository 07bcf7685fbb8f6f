// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chaosdevice.h"
#include "random.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

namespace cairn {

class TestServer;

/// Three devices that are written to, synced, cut off and killed as a seed says, and what must be
/// true of them in the end. Every edit carries a token that occurs nowhere else; it counts as
/// acknowledged once cairn-cli has printed the revision it is in. No step removes a token: notes
/// are added to, filed, trashed and restored, and conflicts are decided by keeping all texts.
class ChaosRun {
public:
    ChaosRun(TestServer &server, quint64 seed);
    ~ChaosRun();

    void disturb(int steps);
    /// Everything works again: syncs until quiet and checks. Empty, or what is wrong.
    QString check();

    int kills() const;
    int connections() const;
    int disturbed() const;
    int acknowledged() const { return int(m_tokens.size()); }
    int conflictsSeen() const { return m_conflictsSeen; }

private:
    struct View {
        QHash<QString, QJsonObject> notes; ///< by id, as `note show` gives them
        QHash<QString, QJsonObject> conflicts; ///< as `conflict show` gives them
        QString text; ///< of all live leaves
    };
    ChaosDevice &anyDevice();
    QString token(); ///< a new one
    int killAfter(int withinMs); ///< -1: not this time
    void step();
    void add(ChaosDevice &device);
    void edit(ChaosDevice &device);
    void file(ChaosDevice &device);
    void trashOrRestore(ChaosDevice &device);
    void decide(ChaosDevice &device);
    void sync(ChaosDevice &device);
    void changeWeather(ChaosDevice &device);
    QString someNote(ChaosDevice &device);

    QString settle();
    QString view(ChaosDevice &device, View &view);
    QString compareDevices(const View &first, const View &other, const ChaosDevice &device);
    QString compareServer(const View &view);
    QString quiet(); ///< an extra sync writes nothing
    QString doctors();
    qint64 serverSequence();

    TestServer &m_server;
    SeededRandom m_random;
    SeededRandom m_weather; ///< of connections, whose number depends on the machine
    quint64 m_seed;
    QString m_database;
    std::vector<std::unique_ptr<ChaosDevice>> m_devices;
    QSet<QString> m_tokens;
    int m_lastToken = 0;
    int m_conflictsSeen = 0;
};

} // namespace cairn
