// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deskwork.h"
#include "simworld.h"

namespace cairn {
struct Note;
}

namespace cairn::sim {

/// The people: does to a device what a step says, and tells the witness what was promised by it.
/// What fails (the disk is full) was not promised.
class Person {
public:
    explicit Person(SimWorld &world)
        : m_world(world)
    {
    }
    void act(const Step &step);
    /// Decides one open conflict of this device; false: it has none.
    bool resolve(SimDevice &device, Op how, const Step &step);

    QStringList noteIds(SimDevice &device, bool trashed);
    QString pickNote(SimDevice &device, quint32 what, bool trashed = false);
    /// In all its live versions; nothing: the disk does not say.
    std::optional<QSet<QString>> wordsOf(SimDevice &device, const QString &id);

private:
    void create(SimDevice &device, const Step &step);
    void type(SimDevice &device, const Step &step);
    void typeMany(SimDevice &device, const Step &step);
    void rename(SimDevice &device, const Step &step);
    void change(SimDevice &device, const Step &step);
    void trash(SimDevice &device, const Step &step, bool into);
    void removeForGood(SimDevice &device, const Step &step);
    void revive(SimDevice &device, const Step &step);
    void undo(SimDevice &device, const Step &step);
    void importSource(SimDevice &device, const Step &step);
    void manage(SimDevice &device, const Step &step);

    void learnNotes(SimDevice &device); ///< copies that a decision made

    SimWorld &m_world;
    DeskWork m_desk{m_world, *this};
};

} // namespace cairn::sim
