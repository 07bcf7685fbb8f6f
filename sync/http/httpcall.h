// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/callerror.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace cairn {

class Timer;
class Timers;

/// One HTTP request as it goes out.
struct HttpRequest {
    enum class Verb { Get, Put, Post };
    Verb verb = Verb::Get;
    QUrl url;
    QByteArray body;
    QByteArray cookie; ///< value of the Cookie header
    qint64 inactivityMs = 0; ///< without a byte in either direction
    qint64 headMs = 0; ///< until it is begun, and from then, connected and sent, to the last of the
                       ///< headers; 0: as long as that
    qint64 deadlineMs = 0; ///< for all of it; 0: none
    qint64 maxBytes =
        0; ///< of an answer that is read as a whole; of one that says no, less is kept
    bool signIn = false;
    /// Takes the body of a 2xx answer piece by piece instead of collecting it; false: enough, the
    /// rest is not wanted.
    std::function<bool(const QByteArray &)> sink;
};

struct HttpOutcome {
    ReplyFacts facts;
    QByteArray setCookie;
    qint64 elapsedMs = 0;
    qint64 headMs = -1; ///< until the headers were whole; -1: they never were
    bool cut = false; ///< the sink had enough
};

/// One exchange over the injected network, with time-outs and bounds of its own. `done` is called
/// exactly once, later than the constructor; destroying the call before that aborts it without a
/// word. Lives on the sync thread.
class HttpCall : public QObject {
public:
    using Done = std::function<void(HttpOutcome)>;
    HttpCall(
        QNetworkAccessManager &network, Timers &timers, HttpRequest request, Done done,
        QObject *parent = nullptr);
    ~HttpCall() override;
    /// Nobody wants what the answer carries any more, but it may be a refusal: that is still told,
    /// to this `done`, within tuning::kHearOutMs. False: there is none to come, or the request may
    /// wait or be sent for long; nothing is changed.
    bool hearOut(Done done);

private:
    void watchHead();
    void onReadyRead();
    void onFinished();
    void abandon();
    void finish();
    void touch(); ///< a byte moved
    void takeHead(); ///< status and headers
    void onHead(); ///< they are whole

    HttpRequest m_request;
    QNetworkAccessManager &m_network;
    Timers &m_timers;
    Done m_done;
    QPointer<QNetworkReply> m_reply;
    bool m_onlyRefusals = false; ///< nobody wants anything else
    HttpOutcome m_outcome;
    std::unique_ptr<Timer> m_inactivity;
    std::unique_ptr<Timer> m_deadline;
    std::unique_ptr<Timer> m_head; ///< headers are read out of our sight, as many as are sent
    QTimer m_watch; ///< is the network's thread held?
    qint64 m_startedAt = 0;
    bool m_isBegun = false; ///< connected and sent
    int m_signsBefore = 0; ///< of the network's thread
};

} // namespace cairn
