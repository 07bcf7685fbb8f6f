// SPDX-License-Identifier: GPL-3.0-or-later
#include "vanishing.h"

#include "removal.h"
#include "store/conflict/removalguard.h"
#include "store/replica/replicastore.h"
#include "store/sqlite/database.h"
#include "storeinsides.h"

#include <algorithm>

namespace cairn::sim {

namespace {

constexpr int kUnasked = 20; ///< more than these, and more than a tenth, takes a question
constexpr int kMostListed = 10'000;
constexpr qsizetype kShare = 10; ///< less than a tenth of a text left is nothing left
/// A little less than a day: a step may have taken some time.
constexpr qint64 kWindowMs = 24ll * 3'600'000 - 10 * 60'000;
/// Later the list and the history begin to forget.
constexpr qint64 kFoundMs = 25ll * 24 * 3'600'000;

qsizetype letters(const QString &text)
{
    return std::count_if(text.cbegin(), text.cend(), [](QChar c) { return !c.isSpace(); });
}

} // namespace

std::optional<Vanishing::View> Vanishing::viewOf(SimDevice &device)
{
    auto rows =
        databaseOf(device.store())
            .statement(QStringLiteral("SELECT d.id, n.trashed, n.body FROM note n JOIN document d"
                                      " ON d.key = n.document"));
    View view;
    if (!rows.run())
        return std::nullopt;
    while (rows.next())
        view.insert(rows.text(0), {rows.integer(1) == 0, letters(rows.text(2))});
    return rows.status() ? std::optional(view) : std::nullopt;
}

/// Somebody had a hand in it, here or elsewhere: then it is not for us to judge.
bool Vanishing::isPersonal(const QString &id) const
{
    const Witness &witness = m_world.witness();
    return !witness.wasLied(id) || witness.wasDeleted(id) || witness.wasTrashed(id)
        || witness.wasDecided(id);
}

void Vanishing::look(SimDevice &device)
{
    const auto now = viewOf(device);
    if (!now)
        return;
    Memory &memory = m_memories[device.number()];
    for (auto it = memory.view.cbegin(); it != memory.view.cend(); ++it) {
        const Seen is = now->value(it.key());
        if (it->visible && (!is.visible || is.letters * kShare < it->letters)
            && !memory.gone.contains(it.key())) {
            memory.gone.insert(it.key(), device.clock.nowMs());
            memory.letters.insert(it.key(), it->letters);
        }
    }
    const QStringList gone = memory.gone.keys();
    for (const QString &id : gone) {
        const Seen is = now->value(id);
        const bool isTheirs = m_world.witness().writings(id, device.number())
            > memory.written.value(id); // it is to be replaced by nothing from then on
        if (isTheirs || isPersonal(id)
            || (is.visible && is.letters * kShare >= memory.letters.value(id)))
            memory.gone.remove(id);
    }
    memory.view = *now;
    for (auto it = now->cbegin(); it != now->cend(); ++it)
        memory.written.insert(it.key(), m_world.witness().writings(it.key(), device.number()));
    const auto visible =
        std::count_if(now->cbegin(), now->cend(), [](const Seen &seen) { return seen.visible; });
    memory.most = std::max(memory.most, int(visible));
    count(device, memory);
    find(device, memory);
}

void Vanishing::agreed(SimDevice &device, int notes)
{
    look(device); // since the last time some may have gone without a question
    Memory &memory = m_memories[device.number()];
    // What went before does not count any more, what it was about may go.
    memory.mayGo += notes + int(memory.gone.size());
}

void Vanishing::count(SimDevice &device, Memory &memory)
{
    const qint64 since = device.clock.nowMs() - kWindowMs;
    const auto gone = std::count_if(
        memory.gone.cbegin(), memory.gone.cend(), [since](qint64 at) { return at > since; });
    const int unasked = std::max(kUnasked, (memory.most + int(gone)) / 10) + memory.mayGo;
    if (gone > unasked)
        m_world.fail(
            QStringLiteral("I15"),
            QStringLiteral("%1 of %2 notes went from view on %3 without a question")
                .arg(gone)
                .arg(memory.most)
                .arg(device.name()));
}

/// What the server took away can be taken back: all of it is in one list.
void Vanishing::find(SimDevice &device, const Memory &memory)
{
    if (memory.gone.isEmpty())
        return;
    const auto removed = device.store().replica().removals().removed(0, kMostListed);
    if (!removed)
        return;
    QStringList missing;
    for (auto it = memory.gone.cbegin(); it != memory.gone.cend(); ++it) {
        if (it.value() > device.clock.nowMs() - kFoundMs)
            missing.append(it.key());
    }
    for (const RemovedNote &note : *removed)
        missing.removeOne(note.id);
    if (!missing.isEmpty())
        m_world.fail(
            QStringLiteral("I15"),
            QStringLiteral("%1 does not say what became of %2")
                .arg(device.name(), *std::min_element(missing.cbegin(), missing.cend())));
}

} // namespace cairn::sim
