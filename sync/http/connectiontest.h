// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectionreport.h"
#include "syncstatus.h"

#include <QObject>

#include <memory>

class QNetworkAccessManager;

namespace cairn {

class Clock;
class CouchClient;
class Timers;
struct CallError;

/// Tries an account step by step without changing anything on the server (account dialog, `account
/// set`). Asynchronous on its thread; `finished` is emitted exactly once per run(), unless the next
/// run() or the destructor comes first, which give the present one up.
class ConnectionTest : public QObject {
    Q_OBJECT
public:
    struct Options {
        bool allowPlainHttp =
            false; ///< the person accepts an unencrypted connection to this server
    };
    explicit ConnectionTest(QNetworkAccessManager &network, QObject *parent = nullptr);
    ConnectionTest(
        QNetworkAccessManager &network, const Options &options, QObject *parent = nullptr);
    ~ConnectionTest() override;
    void run(const Account &account, const QString &password);

signals:
    void finished(const cairn::ConnectionReport &report);

private:
    void onError(const CallError &error);
    void askRights();
    void report(ConnectionReport::Outcome outcome, const QString &detail);

    QNetworkAccessManager &m_network;
    const Options m_options;
    const std::unique_ptr<Clock> m_clock;
    const std::unique_ptr<Timers> m_timers;
    std::unique_ptr<CouchClient> m_client;
    std::unique_ptr<QObject> m_answer; ///< context of an answer that needs no server
};

} // namespace cairn
