// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pull/changesfeed.h"

namespace cairn {

/// Waits at the server for the next change with one request at a time. Says `onChange` once and is
/// over, or `onFailure`. A server that does not wait is a failure without an error: the caller
/// looks in by itself then. Sync thread.
class LiveFeed : public QObject {
public:
    /// The request ended without an answer.
    struct Failure {
        std::optional<Error> error; ///< nothing: the server answered at once, and nothing
        qint64 lastedMs = 0;
        qint64 silentMs = 0; ///< since the last sign of life
        bool wentBack = false; ///< ChangesPage::isBefore
    };
    struct Handlers {
        std::function<void(qint64 lastedMs)> onChange; ///< so long after the question
        std::function<void(const Failure &)> onFailure;
        std::function<void()> onHeard; ///< a sign of life of the server, about once a minute
    };
    LiveFeed(
        CouchClient &client, QString since, qint64 heartbeatMs, Handlers handlers,
        QObject *parent = nullptr);

private:
    void ask();
    void onAnswer(const CallResult<ChangesPage> &page);

    CouchClient &m_client;
    QString m_since;
    qint64 m_heartbeatMs;
    Handlers m_handlers;
    qint64 m_askedAt = 0;
    qint64 m_heardAt = 0;
};

} // namespace cairn
