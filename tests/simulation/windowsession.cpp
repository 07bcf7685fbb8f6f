// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowsession.h"

#include "changeset.h"
#include "document.h"
#include "engine/syncengine.h"
#include "simworld.h"
#include "store/notes/noteedit.h"
#include "store/notes/notestore.h"
#include "store/sqlite/database.h"
#include "store/store.h"
#include "storeinsides.h"
#include "story.h"

#include <QScopedValueRollback>

#include <utility>

namespace cairn::sim {

namespace {

constexpr int kPauseMs = 300;
constexpr int kLongestMs = 500;
constexpr int kRetryMs = 4'000;
constexpr int kWriterMs = 60; ///< how long the writer takes at most, and the same again to tell
constexpr qint64 kPromisedMs = 1'000; ///< of typing may be lost, not more
constexpr qint64 kHeardMs = 1'000; ///< until what changed elsewhere is shown

} // namespace

WindowSession::WindowSession(SimWorld &world, SimDevice &device, Timers &timers)
    : m_world(world)
    , m_device(device)
    , m_random(device.number() + 7'000'000)
    , m_pause(timers.make([this] { startSave(); }))
    , m_longest(timers.make([this] { startSave(); }))
    , m_retry(timers.make([this] { startSave(); }))
    , m_writes(timers.make([this] { carryOut(); }))
    , m_delivers(timers.make([this] { deliver(); }))
    , m_hears(timers.make([this] {
        ChangeSet changes;
        changes.everything = true;
        applyChanges(changes);
    }))
{
    const auto heard = [this](const ChangeSet &changes) { applyChanges(changes); };
    QObject::connect(&device.store(), &Store::changed, &m_context, heard);
    QObject::connect(&device.engine(), &SyncEngine::committed, &m_context, heard);
}

WindowSession::~WindowSession() = default;

bool WindowSession::open(const QString &id)
{
    if (noteId() == id)
        return true;
    if (!saveNow())
        return false;
    auto note = m_device.store().notes().note(id);
    if (!note)
        return false;
    m_note = std::move(*note);
    m_base = {m_note->rev, m_note->raw};
    m_body = m_note->body;
    m_title = m_note->title;
    return true;
}

bool WindowSession::close()
{
    if (!saveNow())
        return false;
    clear();
    return true;
}

void WindowSession::clear()
{
    m_note.reset();
    m_base = {};
    m_body.clear();
    m_title.clear();
    m_unwritten.clear();
    m_bodyChanged = m_titleChanged = false;
    m_unsavedSince = -1;
}

// --- what the person does

QString WindowSession::newWord()
{
    const QString word = m_world.witness().newWord();
    m_unwritten.insert(word);
    if (m_unsavedSince < 0)
        m_unsavedSince = m_world.elapsedMs();
    m_world.note(QStringLiteral("  %1 typed in the window of %2").arg(word, m_device.name()));
    return word;
}

void WindowSession::type(SeededRandom &dice)
{
    Story story = Story::parse(m_body);
    QStringList &place = story.places[qsizetype(dice.below(Story::kPlaces))];
    if (!place.isEmpty() && dice.below(100) < 15)
        place.removeAt(qsizetype(dice.below(quint64(place.size()))));
    place << newWord();
    m_body = story.toBody();
    m_bodyChanged = true;
    scheduleSave();
}

void WindowSession::rename()
{
    m_title = QStringLiteral("Note ") + newWord();
    m_titleChanged = true;
    scheduleSave();
}

void WindowSession::scheduleSave()
{
    m_pause->start(kPauseMs);
    if (!m_longest->isActive())
        m_longest->start(kLongestMs);
}

// --- saving

bool WindowSession::saveNow()
{
    if (m_busy)
        return saysSaved();
    m_pause->stop();
    m_longest->stop();
    if (m_writing) { // waits for the writer
        const QScopedValueRollback busy(m_busy, true);
        if (!m_written)
            carryOut();
        deliver();
    }
    if (!m_note || !isChanged()) {
        if (m_stale)
            refresh();
        return true;
    }
    const NotePatch patch = takeChanges();
    m_busy = true;
    m_onBadDisk = m_device.hasBadDisk();
    const auto saved = m_device.store().notes().edit(m_note->id, patch);
    m_busy = false;
    promise(patch, saved);
    if (!saved) {
        giveBack(patch);
        failed(saved.error());
        return false;
    }
    m_failed = false;
    refresh();
    return true;
}

void WindowSession::startSave()
{
    if (m_busy || !m_note || !isChanged())
        return;
    m_pause->stop();
    m_longest->stop();
    if (m_writing) {
        m_due = true;
        return;
    }
    m_writing = takeChanges();
    m_writes->start(qint64(m_random.below(kWriterMs)));
}

void WindowSession::carryOut()
{
    m_writes->stop();
    m_onBadDisk = m_device.hasBadDisk();
    if (!m_own) {
        auto opened = Store::open(
            {m_device.file(), &m_device.clock, &m_random, m_device.name(),
             ChangeSet::Origin::Person});
        if (opened)
            m_own = std::move(*opened);
        else
            m_written = tl::unexpected(opened.error());
    }
    m_after.reset();
    if (m_own) {
        m_written = m_own->notes().edit(m_note->id, *m_writing);
        promise(*m_writing, *m_written);
    }
    if (*m_written) {
        if (auto note = m_own->notes().note(m_note->id))
            m_after = std::move(*note);
        m_device.engine().localChange();
    } else {
        m_own.reset();
    }
    m_delivers->start(qint64(m_random.below(kWriterMs)));
}

/// What the disk has said yes to is promised, whether or not the window lives to hear it.
void WindowSession::promise(const NotePatch &patch, const Result<Saved> &saved)
{
    const QSet<QString> before = tokensIn(
        m_base.raw.value(field::kTitle).toString() + u'\n'
        + m_base.raw.value(field::kBody).toString());
    const QSet<QString> after = tokensIn(
        patch.title.value_or(m_base.raw.value(field::kTitle).toString()) + u'\n'
        + patch.body.value_or(m_base.raw.value(field::kBody).toString()));
    Witness &witness = m_world.witness();
    if (saved)
        witness.written(m_note->id, m_device.number());
    for (const QString &word : after - before) {
        if (!m_unwritten.contains(word))
            continue;
        if (saved) {
            witness.saved(word, m_note->id, m_device.number());
            m_unwritten.remove(word);
        } else {
            witness.unsure(word, m_device.number());
        }
    }
    m_world.note(QStringLiteral("  window of %1 saves %2: %3")
                     .arg(
                         m_device.name(), m_note->id,
                         saved ? saved->rev.toString() : saved.error().message));
    witness.edited(m_note->id, before, after, Witness::Fate::TakenBack);
}

void WindowSession::deliver()
{
    m_delivers->stop();
    const NotePatch patch = *std::exchange(m_writing, std::nullopt);
    const Result<Saved> saved = *std::exchange(m_written, std::nullopt);
    const bool due = std::exchange(m_due, false);
    if (!saved) {
        giveBack(patch);
        failed(saved.error());
        return;
    }
    m_failed = false;
    if (m_after)
        takeWritten(patch, *std::exchange(m_after, std::nullopt));
    if (isChanged() && due)
        startSave();
    else if (isChanged())
        scheduleSave();
    else
        refresh();
}

void WindowSession::takeWritten(const NotePatch &patch, Note now)
{
    const QString body = patch.body.value_or(m_base.raw.value(field::kBody).toString());
    const QString title = patch.title.value_or(m_base.raw.value(field::kTitle).toString());
    const bool bodyFits = now.body == body;
    const bool titleFits = now.title == normalizedTitle(title);
    const bool takesBody = bodyFits || !m_bodyChanged;
    const bool takesTitle = titleFits || !m_titleChanged;
    m_note = std::move(now);
    m_base = {m_note->rev, m_note->raw};
    if (!bodyFits && takesBody)
        m_body = m_note->body;
    if (!titleFits && takesTitle)
        m_title = m_note->title;
    if (!takesBody)
        m_base.raw.insert(field::kBody, body);
    if (!takesTitle)
        m_base.raw.insert(field::kTitle, title);
    if (!takesBody || !takesTitle) {
        m_base.rev = {};
        m_stale = true;
    }
}

NotePatch WindowSession::takeChanges()
{
    NotePatch patch;
    patch.basedOn = m_base.rev;
    patch.base = m_base.raw;
    m_writingSince = std::exchange(m_unsavedSince, -1);
    if (std::exchange(m_bodyChanged, false))
        patch.body = m_body;
    if (std::exchange(m_titleChanged, false))
        patch.title = m_title;
    return patch;
}

void WindowSession::giveBack(const NotePatch &patch)
{
    m_bodyChanged |= patch.body.has_value();
    m_titleChanged |= patch.title.has_value();
    m_unsavedSince = m_writingSince;
}

void WindowSession::failed(const Error &error)
{
    m_world.note(
        QStringLiteral("  window of %1 cannot save: %2").arg(m_device.name(), error.message));
    m_failed = true;
    m_retry->start(kRetryMs);
    auto row = databaseOf(m_device.store())
                   .statement(QStringLiteral("SELECT 1 FROM document WHERE id = :id"));
    row.bind(":id", m_note->id);
    if (!m_onBadDisk && !m_device.hasBadDisk() && row.run() && row.next())
        m_world.fail(
            QStringLiteral("I16"),
            QStringLiteral("%1 cannot be saved on a sound disk: %2")
                .arg(m_note->id, error.message));
}

void WindowSession::discard()
{
    m_writing.reset();
    m_written.reset();
    m_writes->stop();
    m_delivers->stop();
    m_pause->stop();
    m_longest->stop();
    m_retry->stop();
    m_failed = false;
    clear();
}

// --- what others do

void WindowSession::hear(qint64 laterMs) { m_hears->start(laterMs); }

void WindowSession::applyChanges(const ChangeSet &changes)
{
    if (!m_note || m_busy)
        return;
    if (changes.everything || changes.notebooks || changes.notes.contains(m_note->key))
        refresh();
}

void WindowSession::refresh()
{
    if (!m_note || m_busy)
        return;
    if (!saysSaved()) {
        m_stale = true;
        startSave();
        return;
    }
    m_stale = false;
    auto note = m_device.store().notes().note(m_note->id);
    if (note)
        takeOver(std::move(*note));
    else if (note.error().kind == ErrorKind::NotFound)
        clear();
    else
        hear(kRetryMs); // what is shown stays till then
}

void WindowSession::takeOver(Note note)
{
    m_note = std::move(note);
    m_base = {m_note->rev, m_note->raw};
    m_body = m_note->body;
    m_title = m_note->title;
}

// --- I16

void WindowSession::check()
{
    if (!m_note || m_failed)
        return;
    const QSet<QString> shown = tokensIn(m_title + u'\n' + m_body);
    const QString where = QStringLiteral(" in the window of ") + m_device.name();
    if (!saysSaved()) {
        const qint64 since = m_writing ? m_writingSince : m_unsavedSince;
        if (since >= 0 && m_world.elapsedMs() - since > kPromisedMs)
            m_world.fail(
                QStringLiteral("I16"),
                QStringLiteral("nothing is saved for %1 ms").arg(m_world.elapsedMs() - since)
                    + where);
        return;
    }
    if (shown.intersects(m_unwritten))
        m_world.fail(QStringLiteral("I16"), QStringLiteral("\"saved\" and not written") + where);
    if (m_hears->isActive())
        return;
    const auto now = m_device.store().notes().note(m_note->id);
    if (!now && now.error().kind != ErrorKind::NotFound)
        return;
    if (now && now->body == m_body && now->title == m_title) {
        m_otherSince = -1;
        return;
    }
    const QString there = now ? now->rev.toString() : QString();
    if (m_otherSince < 0 || there != m_other) {
        m_otherSince = m_world.elapsedMs();
        m_other = there;
    }
    if (m_world.elapsedMs() - m_otherSince > kHeardMs)
        m_world.fail(
            QStringLiteral("I16"),
            QStringLiteral("%1 is shown otherwise than it is on the disk").arg(m_note->id) + where);
}

} // namespace cairn::sim
