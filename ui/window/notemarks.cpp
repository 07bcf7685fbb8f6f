// SPDX-License-Identifier: GPL-3.0-or-later
// What is set on notes and taken off again: tags, pin, emergency. Each is a step of the journal.
#include "notecommands.h"

#include "shownname.h"
#include "status/toast.h"
#include "tagname.h"

#include <algorithm>

namespace cairn {

void NoteCommands::mark(
    const QStringList &ids, const NotePatch &patch, const NotePatch &back,
    const std::function<bool(const NoteSummary &)> &isStillSo,
    const std::function<QString(const QString &)> &one, const std::function<QString(int)> &many)
{
    const auto changed = change(ids, patch);
    if (!changed || changed->isEmpty())
        return;
    m_journal.add(
        about(*changed, one, many),
        [this, changed = *changed, back, isStillSo] {
            return takeBack({{changed, back}}, isStillSo);
        },
        *changed);
}

void NoteCommands::addTag(const QStringList &ids, const QString &tag)
{
    const auto notes = TakeBack::summaries(m_store, ids);
    if (!notes)
        return tellFailure(notes.error());
    QStringList without;
    for (const NoteSummary &note : *notes) {
        if (!tagname::contains(note.tags, tag))
            without.append(note.id);
    }
    const QString name = isolatedName(tag);
    if (without.isEmpty())
        return m_toast.show(tr("Tagged #%1 already").arg(name));
    NotePatch patch;
    patch.addTags = {tag};
    NotePatch back;
    back.removeTags = {tag};
    mark(
        without, patch, back,
        [tag](const NoteSummary &note) { return tagname::contains(note.tags, tag); },
        [name](const QString &title) { return tr("“%1” tagged #%2").arg(title, name); },
        [name](int count) { return tr("%Ln note(s) tagged #%1", nullptr, count).arg(name); });
}

void NoteCommands::setTags(const QString &id, const QStringList &shown, const QStringList &tags)
{
    NotePatch patch;
    for (const QString &tag : tags) {
        if (!shown.contains(tag))
            patch.addTags.append(tag);
    }
    for (const QString &tag : shown) {
        if (!tags.contains(tag))
            patch.removeTags.append(tag);
    }
    NotePatch back; // what came or went elsewhere meanwhile stays so
    back.addTags = patch.removeTags;
    back.removeTags = patch.addTags;
    const auto isStillSo = [patch](const NoteSummary &note) {
        const auto isThere = [&note](const QString &tag) {
            return tagname::contains(note.tags, tag);
        };
        return std::ranges::any_of(patch.addTags, isThere)
            || std::ranges::any_of(patch.removeTags, std::not_fn(isThere));
    };
    const auto words = [patch](const QString &title) {
        if (patch.addTags.size() + patch.removeTags.size() > 1)
            return tr("Tags of “%1” changed").arg(title);
        return patch.removeTags.isEmpty()
            ? tr("“%1” tagged #%2").arg(title, isolatedName(patch.addTags.value(0)))
            : tr("“%1” is not tagged #%2 any more")
                  .arg(title, isolatedName(patch.removeTags.value(0)));
    };
    mark({id}, patch, back, isStillSo, words, [words](int) { return words({}); });
}

void NoteCommands::setPinned(const QStringList &ids, bool pinned)
{
    NotePatch patch;
    patch.pinned = pinned;
    NotePatch back;
    back.pinned = !pinned;
    mark(
        ids, patch, back, [pinned](const NoteSummary &note) { return note.pinned == pinned; },
        [pinned](const QString &title) {
            return pinned ? tr("“%1” pinned to the top").arg(title)
                          : tr("“%1” is not pinned any more").arg(title);
        },
        [pinned](int count) {
            return pinned ? tr("%Ln note(s) pinned to the top", nullptr, count)
                          : tr("%Ln note(s) not pinned any more", nullptr, count);
        });
}

void NoteCommands::setEmergency(const QStringList &ids, bool emergency)
{
    NotePatch patch;
    patch.emergency = emergency;
    NotePatch back;
    back.emergency = !emergency;
    mark(
        ids, patch, back,
        [emergency](const NoteSummary &note) { return note.emergency == emergency; },
        [emergency](const QString &title) {
            return emergency
                ? tr("“%1” is marked as emergency: always kept here, sent and received first")
                      .arg(title)
                : tr("“%1” is not marked as emergency any more").arg(title);
        },
        [emergency](int count) {
            return emergency ? tr(
                       "%Ln note(s) marked as emergency: always kept here, sent and received first",
                       nullptr, count)
                             : tr("%Ln note(s) not marked as emergency any more", nullptr, count);
        });
}

} // namespace cairn
