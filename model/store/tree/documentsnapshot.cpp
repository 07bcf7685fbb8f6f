// SPDX-License-Identifier: GPL-3.0-or-later
// DocumentStore: which of the texts that edits replace in place are kept in the history.
#include "clock.h"
#include "document.h"
#include "store/tree/documentstore.h"
#include "store/tree/followers.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr qint64 kIntervalMs = 10ll * 60'000; ///< while somebody writes
// Where something is taken out, sooner: the text was there, and people take out too much by a slip.
constexpr qint64 kCutIntervalMs = 30'000;
constexpr qint64 kCutMsPerCharacter = 1; ///< large texts fill the disk sooner
constexpr qsizetype kCut = 20; ///< characters; fewer are a correction

QString textOf(const QJsonObject &body) { return body.value(field::kBody).toString(); }

/// How many characters of `was` lie between what `is` begins and ends with as well.
qsizetype takenOut(const QString &was, const QString &is)
{
    const qsizetype most = std::min(was.size(), is.size());
    const auto start = std::mismatch(was.cbegin(), was.cbegin() + most, is.cbegin()).first;
    const qsizetype before = start - was.cbegin();
    qsizetype behind = 0;
    while (behind < most - before
           && was.at(was.size() - 1 - behind) == is.at(is.size() - 1 - behind))
        ++behind;
    return was.size() - before - behind;
}

} // namespace

Result<bool> DocumentStore::snapshotDue(
    const StoredDocument &document, const RevId &rev, const QJsonObject &next)
{
    if (document.kind().past != DocumentKind::Past::InHistory)
        return false;
    CAIRN_ASSIGN(const auto newest, m_followers.history->newestAt(document.key));
    if (document.states.value(rev).damaged)
        return newest.has_value() && isOver(*newest, kIntervalMs); // there is no text to compare
    CAIRN_ASSIGN(const QJsonObject before, body(document, rev));
    const QString was = textOf(before);
    const qsizetype cut = takenOut(was, textOf(next));
    if (cut >= kCut && cut * 2 > was.size())
        return true;
    const qint64 begun = before.value(field::kCreatedAt).toInteger();
    const qint64 interval = cut < kCut
        ? kIntervalMs
        : std::clamp(was.size() * kCutMsPerCharacter, kCutIntervalMs, kIntervalMs);
    return isOver(newest.value_or(begun), interval);
}

/// A time ahead of our clock comes from a device whose clock is wrong: rather one version too many.
bool DocumentStore::isOver(qint64 since, qint64 intervalMs) const
{
    const qint64 now = m_clock.nowMs();
    return since > now || now - since >= intervalMs;
}

} // namespace cairn
