// SPDX-License-Identifier: GPL-3.0-or-later
// How requests reach the in-memory server and answers leave it: faults, the log, and long polls.

#include "fakecouch.h"

#include <QTimer>

namespace cairn {

namespace {

constexpr qint64 kPollMs = 60'000; // CouchDB's default, for heartbeats, too
const QString kHeartbeat = QStringLiteral("heartbeat");

qint64 pollMs(const FakeRequest &request)
{
    const QString beat = request.parameter(kHeartbeat);
    const qint64 asked =
        (beat.isEmpty() ? request.parameter(QStringLiteral("timeout")) : beat).toLongLong();
    return asked > 0 ? asked : kPollMs;
}

FakeResponse portal()
{
    return {
        200,
        "<!DOCTYPE html><html><head><title>Welcome to the guest network</title></head>"
        "<body><form action=\"/login\">Please sign in</form></body></html>",
        {{"Content-Type", "text/html; charset=utf-8"}}};
}

} // namespace

void FakeCouch::receive(FakeReply *reply, FakeRequest request)
{
    request.number = int(m_log.size()) + 1;
    const std::optional<Fault> fault = m_faults.next(request);
    m_log.append(
        {request.number, request.device, request.method, request.target(), 0, request.body.size(),
         0, fault ? std::optional(fault->kind) : std::nullopt});
    if (fault && fault->kind == Fault::Kind::Delay) {
        later(fault->delayMs, [this, held = QPointer(reply), request] {
            if (held && !held->isFinished())
                carryOut(held, request, {});
        });
        return;
    }
    if (fault && fault->kind == Fault::Kind::Replay)
        later(fault->delayMs, [this, request] {
            handle(request);
            answerPolls();
        });
    if (fault && fault->kind == Fault::Kind::Duplicate)
        handle(request);
    if (!fault || fault->commits()) {
        carryOut(reply, request, fault);
        return;
    }
    switch (fault->kind) {
    case Fault::Kind::Status:
        deliver(
            reply, request,
            FakeResponse{
                fault->status, "{\"error\":\"proxy\",\"reason\":\"in the way\"}\n",
                fault->headers
                    + QList<QPair<QByteArray, QByteArray>>{{"Content-Type", "application/json"}}},
            {});
        break;
    case Fault::Kind::CaptivePortal:
        deliver(reply, request, portal(), {});
        break;
    case Fault::Kind::Garbage:
        deliver(
            reply, request,
            {200, "{\"results\":[{\"seq\":", {{"Content-Type", "application/json"}}}, {});
        break;
    case Fault::Kind::TimeOut:
        reply->breakOff(
            QNetworkReply::OperationCanceledError, QStringLiteral("Operation canceled"));
        break;
    case Fault::Kind::Stall:
        m_stalled.append(reply);
        break;
    default:
        reply->breakOff(QNetworkReply::RemoteHostClosedError, QStringLiteral("Connection closed"));
    }
}

void FakeCouch::later(qint64 ms, std::function<void()> act)
{
    Timers &timers = m_timers ? *m_timers : m_realTimers;
    const auto place = m_later.emplace(m_later.end());
    *place = timers.make([this, place, act = std::move(act)] {
        const auto gone = std::move(*place);
        m_later.erase(place);
        act();
    });
    (*place)->start(ms);
}

void FakeCouch::carryOut(
    FakeReply *reply, const FakeRequest &request, const std::optional<Fault> &fault)
{
    const bool disturbs = fault && fault->kind != Fault::Kind::Duplicate
        && fault->kind != Fault::Kind::Replay && fault->kind != Fault::Kind::Accepted;
    if (!disturbs && hold(reply, request))
        return;
    const bool mayWrite = request.method != "GET" && request.method != "HEAD";
    const FakeResponse response = handle(request);
    deliver(reply, request, response, fault);
    if (mayWrite)
        answerPolls();
}

void FakeCouch::deliver(
    FakeReply *reply, const FakeRequest &request, const FakeResponse &response,
    const std::optional<Fault> &fault)
{
    LogEntry &entry = m_log[request.number - 1];
    FakeResponse shown = response;
    if (request.method == "HEAD")
        shown.body.clear();
    if (fault) {
        switch (fault->kind) {
        case Fault::Kind::Duplicate:
        case Fault::Kind::Replay:
            break;
        case Fault::Kind::Accepted:
            shown.status = shown.status == 201 ? 202 : shown.status;
            break;
        case Fault::Kind::Truncate:
            shown.body.truncate(fault->bytes);
            break;
        case Fault::Kind::Break:
            reply->begin(shown);
            reply->append(shown.body.left(fault->bytes));
            reply->breakOff(
                QNetworkReply::RemoteHostClosedError, QStringLiteral("Connection closed"));
            return;
        case Fault::Kind::StatusAfterCommit:
            shown = {
                fault->status, "{\"error\":\"proxy\",\"reason\":\"in the way\"}\n", fault->headers};
            break;
        case Fault::Kind::TimeOutAfterCommit:
            reply->breakOff(
                QNetworkReply::OperationCanceledError, QStringLiteral("Operation canceled"));
            return;
        default:
            reply->breakOff(
                QNetworkReply::RemoteHostClosedError, QStringLiteral("Connection closed"));
            return;
        }
    }
    entry.status = shown.status;
    entry.sent = shown.body.size();
    reply->respond(shown, m_pieceBytes);
    emit answered(request.method, request.target(), shown.status);
}

void FakeCouch::endStalls()
{
    for (const QPointer<FakeReply> &reply : std::exchange(m_stalled, {})) {
        if (reply)
            reply->abort();
    }
}

void FakeCouch::endDelays()
{
    for (const std::unique_ptr<Timer> &timer : m_later)
        timer->start(0);
}

bool FakeCouch::hold(FakeReply *reply, const FakeRequest &request)
{
    if (request.path.value(1) != QStringLiteral("_changes")
        || request.parameter(QStringLiteral("feed")) != QStringLiteral("longpoll"))
        return false;
    const FakeAccounts::Who who = m_accounts.identify(request);
    const FakeDatabase *found = database(request.path.constFirst());
    if (who.refused || !found || refused(*found, who))
        return false;
    const auto since = found->decode(request.parameter(QStringLiteral("since")));
    if (!since || *since != found->sequence())
        return false;
    m_log[request.number - 1].status = 200;
    reply->begin(
        {200, {}, {{"Content-Type", "application/json"}}}); // headers and the first line come early
    reply->append("{\"results\":[\n");
    Timers &timers = m_timers ? *m_timers : m_realTimers;
    m_polls.append({reply, request, *since, timers.make([this, reply] { onPollTimer(reply); })});
    m_polls.last().timer->start(pollMs(request));
    return true;
}

/// A heartbeat keeps a poll open for ever; without one it ends after its time.
void FakeCouch::onPollTimer(FakeReply *reply)
{
    for (qsizetype i = 0; i < m_polls.size(); ++i) {
        if (m_polls[i].reply != reply)
            continue;
        if (m_polls[i].request.parameter(kHeartbeat).isEmpty()) {
            endPoll(m_polls.takeAt(i));
        } else {
            m_polls[i].timer->start(pollMs(m_polls[i].request));
            reply->append("\n");
        }
        return;
    }
}

void FakeCouch::answerPolls()
{
    for (qsizetype i = 0; i < m_polls.size(); ++i) {
        const FakeDatabase *found = database(m_polls[i].request.path.constFirst());
        const bool over = !m_polls[i].reply || m_polls[i].reply->isFinished();
        if (over || !found || found->sequence() != m_polls[i].since)
            endPoll(m_polls.takeAt(i--)); // one whose reader is gone ends in silence
    }
}

void FakeCouch::endPoll(const Poll &poll)
{
    if (!poll.reply || poll.reply->isFinished())
        return;
    // A deleted database ends the poll without a row; the next request finds out.
    QByteArray rest = "],\n\"last_seq\":\"0\",\"pending\":0}\n";
    if (const FakeDatabase *found = database(poll.request.path.constFirst()))
        rest = fakeprotocol::changes(*found, poll.request, m_random)
                   .body.mid(int(qstrlen("{\"results\":[\n")));
    m_log[poll.request.number - 1].sent = rest.size();
    FakeReply *reply = poll.reply;
    QTimer::singleShot(0, reply, [reply, rest] {
        reply->append(rest);
        reply->end();
    });
}

} // namespace cairn
