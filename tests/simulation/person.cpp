// SPDX-License-Identifier: GPL-3.0-or-later
#include "person.h"

#include "ids.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/policystore.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"
#include "store/sqlite/database.h"
#include "storeinsides.h"
#include "story.h"

#include <QJsonDocument>

namespace cairn::sim {

namespace {

constexpr int kBoxes = 3; ///< notebooks anybody may think of
constexpr int kSources = 4; ///< files anybody may import
constexpr qint64 kDayMs = 86'400'000;

QString textOf(const Note &note)
{
    return note.title + u'\n' + note.body + u'\n' + note.tags.join(u' ');
}

/// Some tags are words that were promised, too.
QSet<QString> wordsIn(const ConflictLeaf &leaf)
{
    return tokensIn(QJsonDocument(leaf.raw).toJson(QJsonDocument::Compact));
}

} // namespace

void Person::act(const Step &step)
{
    SimDevice &device = m_world.device(step.device);
    if (step.op == Op::AddDevice) {
        if (m_world.devices() < 5)
            m_world.addDevice();
        return;
    }
    if (step.op == Op::Days) {
        m_world.sleep(qint64(1 + step.amount % 60) * kDayMs);
        return;
    }
    if (!device.isRunning() && !device.start()) // somebody looks at it and starts it again
        return;
    switch (step.op) {
    case Op::Create:
        return create(device, step);
    case Op::Type:
        return type(device, step);
    case Op::ManyEdits:
        return typeMany(device, step);
    case Op::Rename:
        return rename(device, step);
    case Op::Move:
    case Op::Tag:
        return change(device, step);
    case Op::Trash:
    case Op::Untrash:
        return trash(device, step, step.op == Op::Trash);
    case Op::Delete:
        return removeForGood(device, step);
    case Op::Revive:
        return revive(device, step);
    case Op::UndoResolve:
        return undo(device, step);
    case Op::Import:
        return importSource(device, step);
    case Op::ResolveMine:
    case Op::ResolveOther:
    case Op::ResolveBoth:
    case Op::ResolveMerged:
        resolve(device, step.op, step);
        return;
    case Op::OpenNote:
    case Op::TypeInWindow:
    case Op::Command:
    case Op::ManyNotes:
    case Op::TagAll:
    case Op::TakeBack:
    case Op::KillTyping:
        return m_desk.act(device, step);
    default:
        return manage(device, step);
    }
}

/// What a person does with the application rather than with notes.
void Person::manage(SimDevice &device, const Step &step)
{
    switch (step.op) {
    case Op::Restart:
        device.stop();
        if (const auto started = device.start();
            started && m_world.onRestarted && !device.hasBadDisk())
            m_world.onRestarted(device);
        break;
    case Op::SignOut:
        device.signOut();
        break;
    case Op::SignIn:
        if (!device.isSignedIn())
            device.signIn();
        break;
    case Op::EnterPassword:
        if (device.status().phase == SyncStatus::Phase::SignIn) {
            device.setPassword(m_world.password());
            device.signIn();
        }
        break;
    case Op::Retry:
        (void)device.store().outbox().retryAll();
        break;
    case Op::SyncNow:
        device.syncNow();
        break;
    case Op::Offline:
    case Op::Online:
        device.setOnline(step.op == Op::Online);
        break;
    case Op::Answer:
        if (!device.status().removals.isEmpty())
            m_world.answerRemovals(device, step.amount % 3 == 0);
        break;
    case Op::Policy:
        (void)device.store().policies().setPolicy(ConflictPolicy(step.amount % 5));
        break;
    default:
        break;
    }
}

// --- what there is

QStringList Person::noteIds(SimDevice &device, bool trashed)
{
    auto rows = databaseOf(device.store())
                    .statement(QStringLiteral(
                        "SELECT d.id FROM note n JOIN document d ON d.key = n.document"
                        " WHERE n.trashed = :trashed ORDER BY d.id"));
    rows.bind(":trashed", trashed ? 1 : 0);
    QStringList ids;
    if (!rows.run())
        return ids;
    while (rows.next())
        ids.append(rows.text(0));
    return ids;
}

/// The first ones are favourites: several devices meet there.
QString Person::pickNote(SimDevice &device, quint32 what, bool trashed)
{
    const QStringList ids = noteIds(device, trashed);
    if (ids.isEmpty())
        return {};
    const qsizetype among = what % 4 == 0 ? ids.size() : std::min<qsizetype>(3, ids.size());
    return ids.at(qsizetype(what / 4) % among);
}

std::optional<QSet<QString>> Person::wordsOf(SimDevice &device, const QString &id)
{
    auto rows = databaseOf(device.store())
                    .statement(QStringLiteral(
                        "SELECT r.body FROM revision r JOIN document d ON d.key = r.document"
                        " WHERE d.id = :id AND r.leaf = 1 AND r.deleted = 0"));
    rows.bind(":id", id);
    QSet<QString> words;
    if (!rows.run())
        return std::nullopt;
    while (rows.next())
        words.unite(tokensIn(rows.blob(0)));
    return rows.status() ? std::optional(words) : std::nullopt;
}

void Person::learnNotes(SimDevice &device)
{
    if (device.hasBadDisk())
        m_world.witness().copyUnseen();
    for (const bool trashed : {false, true}) {
        for (const QString &id : noteIds(device, trashed)) {
            if (m_world.witness().knows(id))
                continue;
            m_world.witness().noteMade(id);
            if (trashed) // the copy of a version that was in the trash
                m_world.witness().noteTrashed(id);
        }
    }
}

// --- notes

void Person::create(SimDevice &device, const Step &step)
{
    const QString word = m_world.witness().newWord();
    Story story;
    story.places[0] << word;
    NoteContent content;
    content.title = QStringLiteral("Note");
    content.body = story.toBody();
    content.emergency = step.what % 10 == 0;
    if (step.what % 3 == 0) {
        if (const auto box = device.store().notebooks().ensurePath(
                QStringLiteral("Box %1").arg(step.amount % kBoxes)))
            content.notebookId = box->id;
    }
    const auto saved = device.store().notes().create(content);
    if (!saved) {
        m_world.witness().unsure(word, device.number());
        return;
    }
    m_world.note(QStringLiteral("  %1 = %2").arg(word, saved->id));
    m_world.witness().noteMade(saved->id);
    m_world.witness().saved(word, saved->id, device.number());
}

/// As the editor does it: it knows which revision it showed, and goes on from its own last save.
void Person::type(SimDevice &device, const Step &step)
{
    const QString id = pickNote(device, step.what);
    auto open = device.store().notes().note(id);
    if (id.isEmpty() || !open)
        return;
    SeededRandom dice(step.dice);
    Note shown = *open;
    QString body = open->body;
    const int saves = 1 + int(step.amount % 4);
    for (int i = 0; i < saves; ++i) {
        if (i > 0)
            m_world.turn(int(dice.below(12)));
        if (!device.isRunning() || m_world.violation())
            return;
        const QString word = m_world.witness().newWord();
        Story story = Story::parse(body);
        QStringList &place = story.places[qsizetype(dice.below(Story::kPlaces))];
        if (!place.isEmpty() && dice.below(100) < 15)
            place.removeAt(qsizetype(dice.below(quint64(place.size()))));
        place << word;
        NotePatch patch;
        patch.body = story.toBody();
        patch.basedOn = shown.rev;
        patch.base = shown.raw;
        const auto saved = device.store().notes().edit(id, patch);
        if (saved) {
            m_world.note(QStringLiteral("  %1 in %2 %3").arg(word, id, saved->rev.toString()));
            m_world.witness().saved(word, id, device.number());
        } else if (saved.error().kind == ErrorKind::NotFound) {
            return; // it was deleted meanwhile
        } else {
            m_world.witness().unsure(word, device.number());
        }
        m_world.witness().edited(
            id, tokensIn(body), tokensIn(*patch.body), Witness::Fate::TakenBack);
        // What others wrote meanwhile is in it now, and comes to be shown.
        const auto after = device.store().notes().note(id);
        if (!saved || !after)
            return;
        shown = *after;
        body = after->body;
    }
}

void Person::typeMany(SimDevice &device, const Step &step)
{
    const QString id = pickNote(device, step.what);
    const auto open = device.store().notes().note(id);
    if (id.isEmpty() || !open)
        return;
    QString body = open->body;
    for (quint32 i = 0; i < step.amount; ++i) {
        const QString word = m_world.witness().newWord();
        Story story = Story::parse(body);
        QStringList &place = story.places[qsizetype(i % Story::kPlaces)];
        if (place.size() > 3)
            place.removeFirst();
        place << word;
        NotePatch patch;
        patch.body = story.toBody();
        if (!device.store().notes().edit(id, patch)) {
            m_world.witness().unsure(word, device.number());
            m_world.witness().edited(
                id, tokensIn(body), tokensIn(*patch.body), Witness::Fate::TakenBack);
            return;
        }
        m_world.witness().saved(word, id, device.number());
        m_world.witness().edited(
            id, tokensIn(body), tokensIn(*patch.body), Witness::Fate::TakenBack);
        body = *patch.body;
    }
}

void Person::rename(SimDevice &device, const Step &step)
{
    const QString id = pickNote(device, step.what);
    const auto open = device.store().notes().note(id);
    if (id.isEmpty() || !open)
        return;
    const QString word = m_world.witness().newWord();
    NotePatch patch;
    patch.title = QStringLiteral("Note ") + word;
    patch.basedOn = open->rev;
    patch.base = open->raw;
    const auto saved = device.store().notes().edit(id, patch);
    if (saved)
        m_world.witness().saved(word, id, device.number());
    else
        m_world.witness().unsure(word, device.number());
    m_world.witness().edited(
        id, tokensIn(open->title), tokensIn(*patch.title), Witness::Fate::TakenBack);
}

/// Fields that are no text: they merge without a word, and nobody was promised anything but that
/// all devices agree.
void Person::change(SimDevice &device, const Step &step)
{
    const QString id = pickNote(device, step.what);
    if (id.isEmpty())
        return;
    NotePatch patch;
    if (step.op == Op::Move) {
        const QString path = QStringLiteral("Box %1").arg(step.amount % kBoxes);
        const auto box = device.store().notebooks().ensurePath(
            step.amount % 7 == 0 ? path + QStringLiteral("/Inner") : path);
        if (!box)
            return;
        patch.notebookId = box->id;
    } else if (step.amount % 5 == 0) {
        patch.pinned = step.amount % 2 == 0;
        patch.emergency = step.amount % 3 == 0;
    } else {
        const QStringList tags{QStringLiteral("tag%1").arg(step.amount % 6)};
        (step.amount % 2 == 0 ? patch.addTags : patch.removeTags) = tags;
    }
    (void)device.store().notes().edit(id, patch);
}

void Person::trash(SimDevice &device, const Step &step, bool into)
{
    const QString id = pickNote(device, step.what, !into);
    if (id.isEmpty())
        return;
    NotePatch patch;
    patch.trashed = into;
    if (into)
        m_world.witness().noteTrashed(id);
    (void)device.store().notes().edit(id, patch);
}

void Person::removeForGood(SimDevice &device, const Step &step)
{
    QString id = pickNote(device, step.what, true);
    if (id.isEmpty() && step.amount % 3 == 0)
        id = pickNote(device, step.what);
    if (id.isEmpty())
        return;
    const std::optional<QSet<QString>> words = wordsOf(device, id);
    if (!words)
        return;
    m_world.witness().noteDeleted(id);
    m_world.note(QStringLiteral("  deletes %1").arg(id));
    (void)device.store().notes().remove({id}, true);
    m_world.witness().edited(id, *words, {}, Witness::Fate::Overruled);
}

void Person::revive(SimDevice &device, const Step &step)
{
    const auto gone = device.store().versions().deletedNotes(10);
    if (!gone || gone->isEmpty())
        return;
    const DeletedNote &note = gone->at(qsizetype(step.what) % gone->size());
    (void)device.store().notes().revert(note.id, note.rev);
}

void Person::importSource(SimDevice &device, const Step &step)
{
    const quint32 source = step.what % kSources;
    NoteContent content;
    content.title = QStringLiteral("Imported %1").arg(source);
    content.body = Story().toBody();
    content.source = QStringLiteral("folder/file %1.md").arg(source);
    content.createdAt = content.updatedAt = 1'600'000'000'000 + source;
    const auto saved = device.store().notes().createMany({content});
    if (!saved) {
        m_world.witness().noteUnsure(noteIdForSource(content.source));
        return;
    }
    for (const Saved &one : *saved)
        m_world.witness().noteMade(one.id);
}

// --- conflicts

bool Person::resolve(SimDevice &device, Op how, const Step &step)
{
    const auto open = device.store().conflicts().list();
    if (!open || open->isEmpty())
        return false;
    const QString id = open->at(qsizetype(step.what) % open->size()).id;
    const auto details = device.store().conflicts().details(id);
    if (!details || details->leaves.size() < 2)
        return false;
    Resolution resolution;
    QSet<QString> before;
    QString after = details->leaves.at(0).title + u'\n' + details->leaves.at(0).body;
    for (const ConflictLeaf &leaf : details->leaves) {
        resolution.seen.append(leaf.rev);
        before.unite(wordsIn(leaf));
    }
    const ConflictLeaf &mine = details->leaves.at(0);
    const ConflictLeaf &other = details->leaves.at(1);
    switch (how) {
    case Op::ResolveMine:
        resolution.keep = Resolution::Keep::Mine;
        break;
    case Op::ResolveOther:
        resolution.keep = Resolution::Keep::Revision;
        resolution.revision = other.rev;
        after = other.title + u'\n' + other.body;
        break;
    case Op::ResolveBoth:
        resolution.keep = Resolution::Keep::Both;
        break;
    default:
        resolution.keep = Resolution::Keep::Merged;
        resolution.title = mine.title;
        resolution.body = Story::united(Story::parse(mine.body), Story::parse(other.body)).toBody();
        after = resolution.title + u'\n' + resolution.body;
        before = wordsIn(mine) | wordsIn(other);
        break;
    }
    m_world.note(QStringLiteral("  %1 resolves %2 (%3)").arg(device.name(), id, opName(how)));
    // A decision may be lost to another one that somebody made at the same time: whatever it left
    // out is then only in histories. Nothing is left out where both are kept.
    const auto saved = device.store().conflicts().resolve(id, resolution);
    if (how != Op::ResolveBoth)
        m_world.witness().edited(id, before, tokensIn(after), Witness::Fate::Overruled);
    m_world.witness().noteDecided(id);
    learnNotes(device);
    return saved.has_value();
}

void Person::undo(SimDevice &device, const Step &step)
{
    const QString id = pickNote(device, step.what);
    const auto before = device.store().notes().note(id);
    if (id.isEmpty() || !before || !device.store().conflicts().undo(id))
        return;
    m_world.witness().noteDecided(id);
    const auto after = device.store().notes().note(id);
    if (after)
        m_world.witness().edited(
            id, tokensIn(textOf(*before)), tokensIn(textOf(*after)), Witness::Fate::Overruled);
    learnNotes(device);
}

} // namespace cairn::sim
