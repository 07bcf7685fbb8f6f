#pragma once

#include "changesfeed.h"

namespace cairn {

/// Waits at the server for the next change with one request at a time. Says `onChange` once and is
/// over, or `onFailure`. A server that does not wait is a failure without an error: the caller
/// looks in by itself then. Sync thread.
class LiveFeed : public QObject {
public:
    struct Handlers {
        std::function<void()> onChange;
        /// The request ended without an answer after so many ms; nothing: the server answered at
        /// once, and nothing.
        std::function<void(std::optional<Error>, qint64 lastedMs)> onFailure;
        std::function<void()> onHeard; ///< a sign of life of the server, about once a minute
    };
    LiveFeed(CouchClient &client, QString since, Handlers handlers, QObject *parent = nullptr);

private:
    void ask();
    void onAnswer(const CallResult<ChangesPage> &page);

    CouchClient &m_client;
    QString m_since;
    Handlers m_handlers;
    qint64 m_askedAt = 0;
};

} // namespace cairn
