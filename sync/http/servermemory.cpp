// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/servermemory.h"

#include "clock.h"
#include "http/logging.h"
#include "http/tuning.h"
#include "store/tree/metastore.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace cairn {
namespace {

constexpr QStringView kName = u"sync.server_memory"; // in MetaStore
constexpr QStringView kAccount = u"account";
constexpr QStringView kUntil = u"until";
constexpr QStringView kKind = u"kind";
constexpr QStringView kFor = u"for"; // ms, what was asked for
constexpr QStringView kCode = u"code";
constexpr QStringView kMessage = u"message";
constexpr QStringView kReason = u"reason";
constexpr QStringView kRefused = u"refused_sign_ins"; // when

QJsonObject read(MetaStore &meta)
{
    const auto value = meta.value(kName.toString());
    if (!value)
        qCWarning(lcEngine) << "what the server asked for is not known:" << value.error().message;
    return value && *value ? QJsonDocument::fromJson((*value)->toUtf8()).object() : QJsonObject();
}

Result<void> write(MetaStore &meta, const QJsonObject &facts)
{
    return meta.setValue(
        kName.toString(), QString::fromUtf8(QJsonDocument(facts).toJson(QJsonDocument::Compact)));
}

} // namespace

ServerMemory::ServerMemory(MetaStore &meta, const Clock &clock, const QString &account)
    : m_meta(meta)
    , m_clock(clock)
    , m_facts(read(meta))
{
    if (m_facts.value(kAccount).toString() != account)
        m_facts = {{kAccount.toString(), account}};
}

std::optional<Error> ServerMemory::rest() const
{
    const qint64 now = m_clock.nowMs();
    const auto refused = signIns(now);
    return refused ? refused : pause(now);
}

std::optional<Error> ServerMemory::pause(qint64 now) const
{
    const qint64 left = m_facts.value(kUntil).toInteger() - now;
    if (left <= 0 || left > m_facts.value(kFor).toInteger()) // a clock that was set back
        return std::nullopt;
    Error error;
    error.kind = ErrorKind(m_facts.value(kKind).toInt(int(ErrorKind::Transient)));
    error.code = m_facts.value(kCode).toInt();
    error.message = m_facts.value(kMessage).toString();
    error.reason = errorReasonNamed(m_facts.value(kReason).toString());
    error.retryAfterMs = left;
    return error;
}

/// As many as lock an account may not come together; others on this computer try, too.
std::optional<Error> ServerMemory::signIns(qint64 now) const
{
    qint64 oldest = now;
    int recent = 0;
    const QJsonArray times = m_facts.value(kRefused).toArray();
    for (const QJsonValue &time : times) {
        const qint64 at = time.toInteger();
        if (at > now - tuning::kLockedRetryMs && at <= now) {
            ++recent;
            oldest = std::min(oldest, at);
        }
    }
    if (recent < tuning::kMaxRefusedSignIns)
        return std::nullopt;
    const qint64 until = oldest + tuning::kLockedRetryMs;
    const QString clock =
        QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(until), QStringLiteral("hh:mm:ss"));
    return Error{
        ErrorKind::Auth, 401,
        QStringLiteral("wrong user name or password, %1 times in a row: not tried again before %2, "
                       "or the server would lock the account")
            .arg(recent)
            .arg(clock),
        QStringLiteral("sign-in"), until - now};
}

void ServerMemory::remember(const Error &error)
{
    if (error.retryAfterMs <= 0 || error.kind == ErrorKind::Auth)
        return;
    m_facts.insert(kUntil, m_clock.nowMs() + error.retryAfterMs);
    m_facts.insert(kFor, error.retryAfterMs);
    m_facts.insert(kKind, int(error.kind));
    m_facts.insert(kCode, error.code);
    m_facts.insert(kMessage, error.message);
    m_facts.insert(kReason, errorReasonName(error.reason));
    save();
}

void ServerMemory::signInRefused()
{
    QJsonArray times = m_facts.value(kRefused).toArray();
    times.append(m_clock.nowMs());
    while (times.size() > tuning::kMaxRefusedSignIns)
        times.removeFirst();
    m_facts.insert(kRefused, times);
    save();
}

Result<void> ServerMemory::forgetSignIns(MetaStore &meta)
{
    QJsonObject facts = read(meta);
    if (!facts.contains(kRefused))
        return {};
    facts.remove(kRefused);
    return write(meta, facts);
}

void ServerMemory::forget()
{
    if (m_facts.size() <= 1)
        return;
    m_facts = {{kAccount.toString(), m_facts.value(kAccount)}};
    save();
}

void ServerMemory::save()
{
    if (const auto saved = write(m_meta, m_facts); !saved)
        qCWarning(lcEngine) << "what the server asked for is not saved:" << saved.error().message;
}

} // namespace cairn
