// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cable.h"
#include "cliprofile.h"

#include <functional>
#include <memory>

namespace cairn {

class Random;
class TestServer;

/// A computer in a chaos run: a profile used through cairn-cli alone, with a cable of its own to
/// the server. Several processes may run on it at once; each may be killed with -9.
class ChaosDevice {
public:
    struct Outcome {
        bool killed = false;
        int exitCode = -1;
        QByteArray out;
        QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
        QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
    };
    ChaosDevice(const TestServer &server, const QString &database, const QString &name);
    ~ChaosDevice();

    QString name() const { return m_name; }
    Cable &cable() { return m_cable; }

    /// To its end; killed after `killAfterMs` unless that is negative. The cables go on working.
    Outcome run(const QStringList &arguments, int killAfterMs = -1);
    Outcome json(const QStringList &arguments, int killAfterMs = -1);

    /// In the background; one at a time.
    void startSync(int killAfterMs);
    bool isSyncing() const { return m_sync != nullptr; }
    void endSync(bool kill); ///< kills, or waits
    int kills() const { return m_kills; }

private:
    Outcome finish(QProcess &process, int killAfterMs);

    QString m_name;
    CliProfile m_profile;
    Cable m_cable;
    std::unique_ptr<QProcess> m_sync;
    int m_kills = 0;
};

} // namespace cairn
