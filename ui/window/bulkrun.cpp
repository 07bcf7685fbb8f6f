// SPDX-License-Identifier: GPL-3.0-or-later
#include "bulkrun.h"

#include <utility>

namespace cairn {

namespace {

constexpr int kSliceMs = 12; // with what a window does in its turn, less than two frames
constexpr int kPatienceMs = 1'000; // what is over sooner needs no progress
constexpr int kTellMs = 100;
constexpr int kGroupMs = 20; // and the commit, with what follows from it in the window
constexpr int kMaxGroup = 500;
constexpr int kAloneAfterTrouble = 50;

} // namespace

BulkRun::BulkRun(QStringList noteIds, Step step, QObject *parent)
    : QObject(parent)
    , m_noteIds(std::move(noteIds))
    , m_step(std::move(step))
{
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &BulkRun::work);
}

void BulkRun::start()
{
    m_running.start();
    m_told.start();
    work();
}

void BulkRun::work()
{
    const bool any = m_next < m_noteIds.size();
    if (any && (!m_together || m_alone > 0 || !workTogether()))
        workAlone();
    if (m_next == m_noteIds.size())
        return finish();
    tell();
    m_turn.start(0);
}

bool BulkRun::workTogether()
{
    const Result<Group> done = m_together(m_noteIds.mid(m_next, kMaxGroup), kGroupMs);
    if (!done) {
        m_alone = kAloneAfterTrouble;
        return false;
    }
    m_outcome.done += m_noteIds.mid(m_next, done->seen);
    m_outcome.changed += done->changed;
    m_next += int(done->seen);
    return true;
}

void BulkRun::workAlone()
{
    QElapsedTimer slice;
    slice.start();
    while (m_next < m_noteIds.size() && slice.elapsed() < kSliceMs) {
        const QString &id = m_noteIds.at(m_next++);
        m_alone = qMax(0, m_alone - 1);
        const Result<void> done = m_step(id);
        if (done)
            m_outcome.done.append(id);
        else if (
            done.error().kind == ErrorKind::Conflict || done.error().kind == ErrorKind::NotFound)
            ++m_outcome.changed;
        else {
            m_outcome.trouble = done.error();
            m_outcome.failed.append(id);
        }
    }
}

void BulkRun::stop()
{
    m_turn.stop();
    m_outcome.left = m_noteIds.mid(m_next);
    finish();
}

void BulkRun::finish()
{
    emit finished(m_outcome);
    deleteLater();
}

void BulkRun::tell()
{
    if (m_running.elapsed() < kPatienceMs || m_told.elapsed() < kTellMs)
        return;
    m_told.start();
    emit progressed(m_next, int(m_noteIds.size()));
}

} // namespace cairn
