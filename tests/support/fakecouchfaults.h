// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecouchhttp.h"

#include <functional>
#include <optional>

namespace cairn {

/// One thing that goes wrong with one request.
struct Fault {
    enum class Kind {
        DropRequest, ///< the connection breaks before the server saw it
        DropReply, ///< the server did it, the answer is lost
        Status, ///< `status`, `headers` instead of the answer (from a proxy); the server did not
                ///< see it
        StatusAfterCommit, ///< the same, but the server did it
        CaptivePortal, ///< 200 with somebody's HTML; the server did not see it
        Truncate, ///< the answer ends after `bytes` bytes as if that were all
        Break, ///< the connection breaks after `bytes` bytes of the answer
        Garbage, ///< 200 with JSON that is none
        TimeOut, ///< nothing for so long that the request's transfer time-out ends it; the server
                 ///< did not see it
        TimeOutAfterCommit,
        Stall, ///< as TimeOut, but only once FakeCouch::endStalls() is called
        Delay, ///< the server gets to it `delayMs` later; others overtake it meanwhile
        Duplicate, ///< it arrives twice; the second answer is the one that is heard
        Replay, ///< it arrives once more `delayMs` later, for nobody to hear the answer
        Accepted, ///< the server did it, with 202: fewer copies than it wanted
    };
    Kind kind = Kind::DropRequest;
    int status = 503;
    QList<QPair<QByteArray, QByteArray>> headers;
    qsizetype bytes = 0;
    int delayMs = 0;

    static Fault ofStatus(int status, const QList<QPair<QByteArray, QByteArray>> &headers = {})
    {
        return {Kind::Status, status, headers, 0, 0};
    }
    bool commits() const
    {
        return kind == Kind::DropReply || kind == Kind::StatusAfterCommit || kind == Kind::Truncate
            || kind == Kind::Break || kind == Kind::TimeOutAfterCommit || kind == Kind::Delay
            || kind == Kind::Duplicate || kind == Kind::Replay || kind == Kind::Accepted;
    }
};

/// Decides which requests go wrong. Counting starts when a rule is set.
class FaultPlan {
public:
    using Predicate = std::function<bool(const FakeRequest &)>;

    /// The k-th request from now on, counted from 1.
    void atRequest(int k, const Fault &fault) { m_rules.append({{}, k, 1, fault}); }
    /// The next `times` requests that match.
    void whenever(const Predicate &matches, const Fault &fault, int times = 1)
    {
        m_rules.append({matches, 1, times, fault});
    }
    void clear() { m_rules.clear(); }
    /// How many faults happened since the beginning.
    int fired() const { return m_fired; }
    /// Whether a device's last record of how far it has read failed: its next sync makes it.
    bool hitRecord() const { return !m_unrecorded.isEmpty(); }

    std::optional<Fault> next(const FakeRequest &request)
    {
        const bool isRecord = request.method == "PUT" && request.path.value(1) == u"_local";
        if (isRecord)
            m_unrecorded.remove(request.device);
        for (Rule &rule : m_rules) {
            if (rule.times == 0 || (rule.matches && !rule.matches(request)))
                continue;
            if (--rule.wait > 0)
                continue;
            rule.wait = 1;
            --rule.times;
            ++m_fired;
            if (isRecord)
                m_unrecorded.insert(request.device);
            return rule.fault;
        }
        return std::nullopt;
    }

private:
    struct Rule {
        Predicate matches; ///< nothing: every request
        int wait = 1;
        int times = 1;
        Fault fault;
    };
    QList<Rule> m_rules;
    int m_fired = 0;
    QSet<QString> m_unrecorded; ///< devices
};

} // namespace cairn
