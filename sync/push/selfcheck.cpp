// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/selfcheck.h"

#include "clock.h"
#include "store/replica/replicastore.h"
#include "store/store.h"
#include "store/tree/metastore.h"

namespace cairn {
namespace {

constexpr QStringView kCheckedAt = u"self_check.at"; // the end of the last whole check
constexpr QStringView kCursor = u"self_check.cursor"; // of an unfinished one
constexpr QStringView kLacking = u"self_check.lacking"; // a check was begun because of so many

} // namespace

SelfCheck::SelfCheck(CouchClient &client, Store &store, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
{
}

Result<qint64> SelfCheck::dueAt(Store &store, qint64 nowMs)
{
    CAIRN_ASSIGN(const auto at, store.meta().value(kCheckedAt.toString()));
    if (!at) {
        CAIRN_TRY(store.meta().setValue(kCheckedAt.toString(), QString::number(nowMs)));
        return nowMs + tuning::kSelfCheckMs;
    }
    CAIRN_ASSIGN(const auto cursor, store.meta().value(kCursor.toString()));
    const qint64 last = at->toLongLong();
    const bool setBack = last > nowMs; // the clock; it must not put the check off for years
    return cursor || setBack ? nowMs : last + tuning::kSelfCheckMs;
}

Result<bool> SelfCheck::suspect(Store &store, int lacking)
{
    CAIRN_ASSIGN(const auto value, store.meta().value(kLacking.toString()));
    const int before = value.value_or(QString()).toInt();
    if (lacking == before)
        return false;
    const bool worse = lacking > before;
    if (worse)
        CAIRN_TRY(store.meta().setValue(kCursor.toString(), QStringLiteral("0")));
    // Last: until this is on disk, the next run begins a check again.
    CAIRN_TRY(store.meta().setValue(kLacking.toString(), QString::number(lacking)));
    return worse;
}

void SelfCheck::start(Done done)
{
    m_done = std::move(done);
    const auto cursor = m_store.meta().value(kCursor.toString());
    if (!cursor) {
        finish(tl::unexpected(cursor.error()));
        return;
    }
    m_cursor = cursor->value_or(QString()).toLongLong();
    next();
}

void SelfCheck::next()
{
    const auto page = m_store.replica().confirmations().believed(m_cursor, tuning::kCheckDocuments);
    if (!page) {
        finish(tl::unexpected(page.error()));
        return;
    }
    if (page->isEmpty()) {
        auto ended = m_store.meta().setValue(
            kCheckedAt.toString(), QString::number(m_client.clock().nowMs()));
        if (ended)
            ended = m_store.meta().remove(kCursor.toString());
        finish(ended ? Result<Outcome>(m_outcome) : tl::unexpected(ended.error()));
        return;
    }
    if (m_pages++ == tuning::kSelfCheckPages) {
        m_outcome.more = true;
        finish(m_outcome);
        return;
    }
    auto *check = new LeafCheck(m_client, m_store, this);
    check->start(*page, [this, check, last = page->last()](Result<QStringList> missing) {
        check->deleteLater();
        if (missing) {
            m_outcome.missing += *missing;
            m_cursor = last;
            const auto kept = m_store.meta().setValue(kCursor.toString(), QString::number(last));
            if (!kept)
                missing = tl::unexpected(kept.error());
        }
        if (!missing)
            finish(tl::unexpected(missing.error()));
        else
            next();
    });
}

void SelfCheck::finish(Result<Outcome> result)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace cairn
