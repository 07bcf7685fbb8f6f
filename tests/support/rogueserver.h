// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecouch.h"
#include "syncstatus.h"

#include <QThread>

namespace cairn {

/// What a RogueServer says instead of the truth.
struct RogueAnswer {
    FakeResponse response; ///< sent with its Content-Length
    /// The body piece by piece, after that of `response`, until one is empty; the connection is
    /// closed then. Called with the number of bytes so far, on the server's thread, no faster than
    /// the other side reads.
    std::function<QByteArray(qint64 sent)> more;
    bool naked = false; ///< no head: `more` gives every byte

    static RogueAnswer json(const QByteArray &body, int status = 200)
    {
        return {{status, body, {{"Content-Type", "application/json"}}}, {}, false};
    }
};

/// A server over real HTTP, on a free port of the loopback interface and a thread of its own:
/// FakeCouch, as long as nobody says otherwise, and whatever a test wants to answer in its place.
/// Requests are served in their order, one connection for each.
class RogueServer {
public:
    /// Nothing: the truth. Called on the server's thread.
    using Trick = std::function<std::optional<RogueAnswer>(const FakeRequest &)>;

    static constexpr char kDatabase[] = "notes";
    static constexpr char kUser[] = "ann";
    static constexpr char kPassword[] = "s3cret-word";

    RogueServer();
    ~RogueServer();
    Q_DISABLE_COPY_MOVE(RogueServer)

    Account account() const;
    void play(const Trick &trick); ///< from the next request on; null: honest again
    /// Alters the true answers, on the server's thread; null: no more.
    using Bend = std::function<void(const FakeRequest &, FakeResponse &)>;
    void bend(const Bend &bend);
    /// On the server's thread, between two requests; ends before this function does.
    void visit(const std::function<void(FakeCouch &)> &act);
    void put(const QString &id, const QJsonObject &body); ///< a new document, or a next revision
    int count(const QByteArray &method, const QString &targetContains); ///< requests since reset()
    void reset(); ///< honest, and an empty database

private:
    class Desk;
    QThread m_thread;
    Desk *m_desk = nullptr; ///< lives on the thread
    quint16 m_port = 0;
};

} // namespace cairn
