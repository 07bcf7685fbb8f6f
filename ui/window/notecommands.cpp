// SPDX-License-Identifier: GPL-3.0-or-later
#include "notecommands.h"

#include "errorwords.h"
#include "notename.h"
#include "plaintext.h"
#include "shownname.h"
#include "status/toast.h"
#include "stayingnotes.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "theme/kind.h"

#include <QMessageBox>
#include <QPushButton>
#include <QWidget>

#include <limits>

namespace cairn {

NoteCommands::NoteCommands(Store &store, Toast &toast, UndoJournal &journal, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_toast(toast)
    , m_journal(journal)
    , m_window(window)
{
}

Result<QString> NoteCommands::create(const NoteContent &content)
{
    CAIRN_ASSIGN(const Saved saved, m_store.notes().create(content));
    return saved.id;
}

void NoteCommands::trash(const QStringList &ids)
{
    NotePatch patch;
    patch.trashed = true;
    const auto changed = change(ids, patch);
    if (!changed || changed->isEmpty())
        return;
    m_journal.add(
        about(
            *changed, [](const QString &name) { return tr("“%1” moved to the trash").arg(name); },
            [](int count) { return tr("%Ln note(s) moved to the trash", nullptr, count); }),
        [this, trashed = *changed] {
            NotePatch back;
            back.trashed = false;
            return takeBack({{trashed, back}}, [](const NoteSummary &note) {
                return note.trashedAt.has_value();
            });
        },
        *changed);
}

void NoteCommands::restore(const QStringList &ids)
{
    NotePatch patch;
    patch.trashed = false;
    if (ids.isEmpty())
        return;
    emit aboutToChange();
    const auto done = m_store.notes().act(ids, patch);
    if (!done)
        return tellFailure(done.error());
    StayingNotes{{}, done->damaged}.tell(m_store, m_toast);
    if (done->changed.isEmpty())
        return; // somebody else was first
    m_journal.add(
        about(
            done->changed, [](const QString &name) { return tr("“%1” restored").arg(name); },
            [](int count) { return tr("%Ln note(s) restored", nullptr, count); }),
        [this, acts = done->acts] { return undoActs(acts); }, done->changed);
}

void NoteCommands::removeForGood(const QStringList &ids)
{
    if (ids.isEmpty())
        return;
    const QString done = about(
        ids, [](const QString &name) { return tr("“%1” deleted for good").arg(name); },
        [](int count) { return tr("%Ln note(s) deleted for good", nullptr, count); });
    confirm(
        about(
            ids, [](const QString &name) { return tr("Delete “%1” for good?").arg(name); },
            [](int count) { return tr("Delete %Ln note(s) for good?", nullptr, count); }),
        ids.size() == 1 ? tr("It is deleted on all your devices. As long as its history is kept "
                             "here, “Deleted notes…” can bring it back.")
                        : tr("They are deleted on all your devices. As long as their history is "
                             "kept here, “Deleted notes…” can bring them back."),
        tr("Delete for good"), [this, ids, done] {
            emit aboutToChange();
            const auto notes = TakeBack::summaries(m_store, ids);
            if (!notes)
                return tellFailure(notes.error());
            QStringList trashed; // some may have been taken out while the question was read
            for (const NoteSummary &note : *notes) {
                if (note.trashedAt)
                    trashed.append(note.id);
            }
            const auto removed = m_store.notes().remove(trashed);
            const auto left = static_cast<int>(ids.size() - trashed.size());
            if (!removed)
                tellFailure(removed.error());
            else if (left == 0)
                m_toast.show(done);
            else
                m_toast.show(
                    tr("%Ln note(s) deleted for good", nullptr, static_cast<int>(trashed.size()))
                    + u' ' + tr("(%Ln other(s) left: not in the trash any more)", nullptr, left));
        });
}

void NoteCommands::emptyTrash()
{
    NoteQuery query;
    query.trashed = true;
    const Result<QList<NoteSummary>> trashed = m_store.notes().list(query);
    if (!trashed)
        return tellFailure(trashed.error());
    QStringList ids;
    for (const NoteSummary &note : *trashed)
        ids.append(note.id);
    removeForGood(ids);
}

void NoteCommands::removeSilently(const QString &id)
{
    // Nothing was ever written into it; if even that fails, an empty note is no loss.
    (void)m_store.notes().remove({id}, true);
}

void NoteCommands::move(const QStringList &ids, const QString &notebookId)
{
    const auto notes = TakeBack::summaries(m_store, ids);
    if (!notes)
        return tellFailure(notes.error());
    QList<NoteSummary> before = *notes;
    before.removeIf([&](const NoteSummary &note) { return note.notebookId == notebookId; });
    QStringList others; // the rest is where it belongs
    for (const NoteSummary &note : std::as_const(before))
        others.append(note.id);
    if (others.isEmpty())
        return;
    NotePatch patch;
    patch.notebookId = notebookId;
    const auto changed = change(others, patch);
    if (!changed || changed->isEmpty())
        return;
    const QSet<QString> moved(changed->cbegin(), changed->cend());
    before.removeIf([&moved](const NoteSummary &note) { return !moved.contains(note.id); });
    const auto notebook = notebookId.isEmpty() ? Result<NotebookInfo>(NotebookInfo{})
                                               : m_store.notebooks().notebook(notebookId);
    const QString text = notebookId.isEmpty() || !notebook
        ? about(
            *changed,
            [](const QString &name) { return tr("“%1” taken out of the notebook").arg(name); },
            [](int count) { return tr("%Ln note(s) taken out of the notebook", nullptr, count); })
        : about(
            *changed,
            [&notebook](const QString &name) {
                return tr("“%1” moved to “%2”").arg(name, isolatedName(notebook->name));
            },
            [&notebook](int count) {
                return tr("%Ln note(s) moved to “%1”", nullptr, count)
                    .arg(isolatedName(notebook->name));
            });
    m_journal.add(
        text, [this, before, notebookId] { return moveBack(before, notebookId); }, *changed);
}

UndoJournal::Outcome NoteCommands::moveBack(const QList<NoteSummary> &before, const QString &from)
{
    QHash<QString, QStringList> places;
    for (const NoteSummary &note : before)
        places[note.notebookId].append(note.id);
    QList<ManyEdit> ways;
    for (auto place = places.cbegin(); place != places.cend(); ++place) {
        if (!place.key().isEmpty() && !m_store.notebooks().notebook(place.key())) {
            return m_journal.told(
                tr("The notebook before is not there any more: nothing was moved back"));
        }
        NotePatch back;
        back.notebookId = place.key();
        ways.append({place.value(), back});
    }
    return takeBack(ways, [from](const NoteSummary &note) { return note.notebookId == from; });
}

Result<QString> NoteCommands::duplicate(const QString &id)
{
    CAIRN_ASSIGN(const Note note, m_store.notes().note(id));
    NoteContent content;
    content.title = tr("%1 (copy)").arg(note.title);
    content.body = note.body;
    content.notebookId = note.notebookId;
    content.tags = note.tags;
    content.color = note.color;
    CAIRN_ASSIGN(const Saved made, m_store.notes().create(content));
    NoteAct act;
    CAIRN_ASSIGN(act.generation, m_store.generation());
    act.made = made.rev;
    m_journal.add(
        tr("“%1” duplicated").arg(NoteName::of(note.title)),
        [this, id = made.id, act] {
            return undoActs({{id, act}});
        },
        {made.id});
    return made.id;
}

QString NoteCommands::about(
    const QStringList &ids, const std::function<QString(const QString &)> &one,
    const std::function<QString(int)> &many)
{
    const QList<NoteSummary> notes = ids.size() == 1
        ? TakeBack::summaries(m_store, ids).value_or(QList<NoteSummary>())
        : QList<NoteSummary>();
    return notes.isEmpty() ? many(static_cast<int>(ids.size()))
                           : one(NoteName::of(notes.first().title));
}

std::optional<QStringList> NoteCommands::change(const QStringList &ids, const NotePatch &patch)
{
    emit aboutToChange();
    const auto done = m_store.notes().editMany(ids, patch);
    if (!done) {
        tellFailure(done.error());
        return std::nullopt;
    }
    StayingNotes{{}, done->damaged}.tell(m_store, m_toast);
    return done->changed;
}

UndoJournal::Outcome NoteCommands::takeBack(
    const QList<ManyEdit> &ways, const std::function<bool(const NoteSummary &)> &isStillSo)
{
    emit aboutToChange();
    return TakeBack::run(m_store, m_journal, ways, isStillSo);
}

/// Not over what was written into a note since. In one transaction, as the act was.
UndoJournal::Outcome NoteCommands::undoActs(const QHash<QString, NoteAct> &acts)
{
    emit aboutToChange();
    const QStringList ids = acts.keys();
    const auto all = m_store.notes().undoSome(ids, acts, std::numeric_limits<int>::max());
    if (!all)
        return m_journal.failed(all.error());
    const StayingNotes staying{all->staying, all->damaged};
    const qsizetype undone = ids.size() - all->staying.size() - all->damaged.size() - all->gone;
    return TakeBack::tell(m_store, m_journal, undone, staying);
}

void NoteCommands::confirm(
    const QString &question, const QString &consequence, const QString &yes,
    std::function<void()> action)
{
    QMessageBox *box =
        plainMessageBox(question, question, consequence, QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("confirmBox"));
    QPushButton *accept = box->addButton(yes, QMessageBox::AcceptRole);
    accept->setObjectName(QStringLiteral("confirmYes"));
    setKind(accept, "danger");
    connect(accept, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    box->open();
}

void NoteCommands::tellFailure(const Error &error)
{
    m_toast.show(tr("That did not work: %1.").arg(ErrorWords::reason(error)));
}

} // namespace cairn
