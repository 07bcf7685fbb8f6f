// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "random.h"
#include "simworld.h"

namespace cairn::sim {

class Person;

/// What people do with several notes at once, in a window, and on the command line beside it. A
/// command is a process of its own: it opens the profile, does one thing, and is gone.
class DeskWork {
public:
    DeskWork(SimWorld &world, Person &person)
        : m_world(world)
        , m_person(person)
    {
    }
    void act(SimDevice &device, const Step &step);

private:
    WindowSession &window(SimDevice &device);
    void open(SimDevice &device, const QString &id);
    void typeInWindow(SimDevice &device, const Step &step);
    void killTyping(SimDevice &device, const Step &step);
    void command(SimDevice &device, const QString &id, quint32 what, SeededRandom &dice);
    void
    carryOut(SimDevice &device, Store &store, const QString &id, quint32 what, SeededRandom &dice);
    void append(SimDevice &device, Store &store, const Note &note);
    void addWord(SimDevice &device, Store &store, const Note &note, NotePatch patch, bool title);
    void goBack(SimDevice &device, Store &store, const QString &id, const RevId &rev);
    void goBackSomewhere(SimDevice &device, Store &store, const Note &note, SeededRandom &dice);
    void manyNotes(SimDevice &device, const Step &step);
    void takeBack(SimDevice &device);

    SimWorld &m_world;
    Person &m_person;
};

} // namespace cairn::sim
