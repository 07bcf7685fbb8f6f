// SPDX-License-Identifier: GPL-3.0-or-later
#include "deskwork.h"

#include "document.h"
#include "person.h"
#include "removal.h"
#include "store/conflict/removalguard.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "story.h"
#include "windowsession.h"

#include <QJsonDocument>

namespace cairn::sim {

namespace {

constexpr int kHearMs = 400; ///< until a window gets to know what another process did
constexpr int kKeyMs = 350; ///< between two words
constexpr int kCommandPercent = 25; ///< of the pauses between them
constexpr int kListed = 1'000;

} // namespace

void DeskWork::act(SimDevice &device, const Step &step)
{
    SeededRandom dice(step.dice);
    switch (step.op) {
    case Op::OpenNote:
        if (step.amount % 6 == 0 && device.window)
            open(device, {});
        else
            open(device, m_person.pickNote(device, step.what));
        break;
    case Op::TypeInWindow:
        return typeInWindow(device, step);
    case Op::KillTyping:
        return killTyping(device, step);
    case Op::Command:
        command(device, m_person.pickNote(device, step.what), step.amount, dice);
        break;
    case Op::ManyNotes:
        return manyNotes(device, step);
    case Op::TagAll: {
        NotePatch patch;
        patch.addTags = QStringList{QStringLiteral("all%1").arg(step.amount % 3)};
        (void)device.store().notes().editMany(m_person.noteIds(device, false), patch);
        break;
    }
    case Op::TakeBack:
        return takeBack(device);
    default:
        break;
    }
}

// --- the window

WindowSession &DeskWork::window(SimDevice &device)
{
    if (!device.window)
        device.window = std::make_unique<WindowSession>(m_world, device, device.timers());
    return *device.window;
}

/// Whoever goes on to another note while one cannot be saved (it is gone for good) gives it up.
void DeskWork::open(SimDevice &device, const QString &id)
{
    WindowSession &here = window(device);
    const auto go = [&] { return id.isEmpty() ? here.close() : here.open(id); };
    if (!go() && here.hasFailed() && !device.hasBadDisk()) {
        here.discard();
        (void)go();
    }
}

void DeskWork::typeInWindow(SimDevice &device, const Step &step)
{
    SeededRandom dice(step.dice);
    if (window(device).noteId().isEmpty() || step.what % 5 == 0)
        open(device, m_person.pickNote(device, step.what));
    const WindowSession *const mine = device.window.get();
    const int words = 1 + int(step.amount % 5);
    for (int i = 0; i < words; ++i) {
        if (device.window.get() != mine || m_world.violation() || !mine->canType())
            return;
        if (dice.below(100) < 12)
            device.window->rename();
        else
            device.window->type(dice);
        if (dice.below(100) < kCommandPercent)
            command(device, mine->noteId(), quint32(dice.below(1'000)), dice);
        m_world.afterWork();
        m_world.pass(qint64(dice.below(kKeyMs)));
    }
}

void DeskWork::killTyping(SimDevice &device, const Step &step)
{
    typeInWindow(device, step);
    if (!device.window || !device.window->canType() || m_world.violation())
        return;
    SeededRandom dice(step.dice + 1);
    device.window->type(dice);
    m_world.pass(qint64(dice.below(600)));
    if (device.isRunning())
        m_world.kill(device);
}

// --- the command line

void DeskWork::command(SimDevice &device, const QString &id, quint32 what, SeededRandom &dice)
{
    if (id.isEmpty())
        return;
    SeededRandom random(dice.next());
    auto store = Store::open(
        {device.file(), &device.clock, &random, device.name(), ChangeSet::Origin::Person});
    if (!store)
        return;
    carryOut(device, **store, id, what, dice);
    store->reset();
    device.engine().localChange();
    if (device.window)
        device.window->hear(qint64(dice.below(kHearMs)));
}

void DeskWork::carryOut(
    SimDevice &device, Store &store, const QString &id, quint32 what, SeededRandom &dice)
{
    const auto note = store.notes().note(id);
    if (!note)
        return;
    m_world.note(QStringLiteral("  command %1 on %2").arg(what % 10).arg(id));
    NotePatch patch;
    switch (what % 10) {
    case 0: {
        const auto box = store.notebooks().ensurePath(QStringLiteral("Box %1").arg(what / 10 % 3));
        if (!box)
            return;
        patch.notebookId = box->id;
        (void)store.notes().edit(id, patch);
        return;
    }
    case 1:
        patch.removeTags = note->tags.mid(0, 1);
        m_world.witness().edited(
            id, tokensIn(patch.removeTags.join(u' ')), {}, Witness::Fate::TakenBack);
        (void)store.notes().edit(id, patch);
        return;
    case 2:
        patch.trashed = true;
        m_world.witness().noteTrashed(id);
        (void)store.notes().edit(id, patch);
        return;
    case 3:
        return goBackSomewhere(device, store, *note, dice);
    case 4:
        return addWord(device, store, *note, patch, true);
    case 5:
    case 6:
        return addWord(device, store, *note, patch, false);
    default:
        return append(device, store, *note);
    }
}

void DeskWork::append(SimDevice &device, Store &store, const Note &note)
{
    const QString word = m_world.witness().newWord();
    NotePatch patch;
    patch.body = note.raw.value(field::kBody).toString() + u'\n' + word;
    patch.basedOn = note.rev;
    patch.base = note.raw;
    m_world.note(QStringLiteral("  %1 appended").arg(word));
    if (store.notes().edit(note.id, patch))
        m_world.witness().saved(word, note.id, device.number());
    else
        m_world.witness().unsure(word, device.number());
}

/// As a title or as a tag: neither may be lost beside a text that is being typed.
void DeskWork::addWord(
    SimDevice &device, Store &store, const Note &note, NotePatch patch, bool title)
{
    const QString word = m_world.witness().newWord();
    if (title)
        patch.title = QStringLiteral("Note ") + word;
    else
        patch.addTags = QStringList{word};
    if (store.notes().edit(note.id, patch))
        m_world.witness().saved(word, note.id, device.number());
    else
        m_world.witness().unsure(word, device.number());
    if (title)
        m_world.witness().edited(
            note.id, tokensIn(note.title), tokensIn(*patch.title), Witness::Fate::TakenBack);
}

void DeskWork::goBackSomewhere(
    SimDevice &device, Store &store, const Note &note, SeededRandom &dice)
{
    const auto versions = store.versions().history(note.id);
    if (versions && versions->size() > 1)
        goBack(
            device, store, note.id,
            versions->at(qsizetype(dice.below(quint64(versions->size())))).rev);
}

/// What it replaces stays in the history.
void DeskWork::goBack(SimDevice &device, Store &store, const QString &id, const RevId &rev)
{
    const auto words = m_person.wordsOf(device, id);
    const auto body = store.versions().body(id, rev);
    if (!words || !body)
        return;
    m_world.note(QStringLiteral("  %1 goes back to %2").arg(id, rev.toString()));
    m_world.witness().noteDecided(id);
    (void)store.notes().revert(id, rev);
    m_world.witness().edited(
        id, *words, tokensIn(QJsonDocument(*body).toJson(QJsonDocument::Compact)),
        Witness::Fate::Overruled);
}

// --- many notes

void DeskWork::manyNotes(SimDevice &device, const Step &step)
{
    QList<NoteContent> contents;
    QStringList words;
    for (quint32 i = 0; i < 22 + step.amount % 12; ++i) {
        words << m_world.witness().newWord();
        Story story;
        story.places[0] << words.last();
        NoteContent content;
        content.title = QStringLiteral("Note of many");
        content.body = story.toBody();
        contents.append(content);
    }
    const auto saved = device.store().notes().createMany(contents);
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (!saved) {
            m_world.witness().unsure(words.at(i), device.number());
            continue;
        }
        m_world.witness().noteMade(saved->at(i).id);
        m_world.witness().saved(words.at(i), saved->at(i).id, device.number());
    }
}

void DeskWork::takeBack(SimDevice &device)
{
    const auto gone = device.store().replica().removals().removed(0, kListed);
    if (!gone)
        return;
    for (const RemovedNote &note : *gone)
        goBack(device, device.store(), note.id, note.rev);
}

} // namespace cairn::sim
