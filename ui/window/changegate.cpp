// SPDX-License-Identifier: GPL-3.0-or-later
#include "changegate.h"

#include <utility>

namespace cairn {

namespace {
constexpr qsizetype kMany = 10;
constexpr int kRestMs = 150; // after they were shown: the rest of the time is the person's
} // namespace

ChangeGate::ChangeGate(QObject *parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &ChangeGate::pass);
}

void ChangeGate::add(const ChangeSet &changes)
{
    m_waiting.unite(changes);
    m_waiting.origin = changes.origin;
    if (!m_rest.isActive() || changes.everything)
        pass();
}

void ChangeGate::pass()
{
    if (m_waiting.isEmpty())
        return;
    const bool many = m_waiting.notes.size() >= kMany;
    emit passed(std::exchange(m_waiting, {}));
    if (many)
        m_rest.start();
}

} // namespace cairn
