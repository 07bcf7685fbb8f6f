// SPDX-License-Identifier: GPL-3.0-or-later
#include "notecommands.h"

#include "errorwords.h"
#include "notename.h"
#include "plaintext.h"
#include "shownname.h"
#include "status/toast.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "theme/kind.h"
#include "writtensince.h"

#include <QMessageBox>
#include <QPushButton>
#include <QWidget>

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
    if (ids.isEmpty() || !apply(ids, patch))
        return;
    m_journal.add(
        about(
            ids, [](const QString &name) { return tr("“%1” moved to the trash").arg(name); },
            [](int count) { return tr("%Ln note(s) moved to the trash", nullptr, count); }),
        [this, ids] {
            NotePatch back;
            back.trashed = false;
            return takeBack(
                {{ids, back}}, [](const NoteSummary &note) { return note.trashedAt.has_value(); });
        });
}

void NoteCommands::restore(const QStringList &ids)
{
    NotePatch patch;
    patch.trashed = false;
    if (ids.isEmpty())
        return;
    emit aboutToChange();
    const auto acts = m_store.notes().act(ids, patch);
    if (!acts)
        return tellFailure(acts.error());
    if (acts->isEmpty())
        return; // somebody else was first
    m_journal.add(
        about(
            ids, [](const QString &name) { return tr("“%1” restored").arg(name); },
            [](int count) { return tr("%Ln note(s) restored", nullptr, count); }),
        [this, acts = *acts] { return trashAgain(acts); });
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
        ids.size() == 1 ? tr("It is deleted on all your devices. This cannot be undone.")
                        : tr("They are deleted on all your devices. This cannot be undone."),
        tr("Delete for good"), [this, ids, done] {
            emit aboutToChange();
            if (const auto removed = m_store.notes().remove(ids); !removed)
                tellFailure(removed.error());
            else
                m_toast.show(done);
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
    const QList<NoteSummary> before = summaries(ids);
    NotePatch patch;
    patch.notebookId = notebookId;
    if (before.isEmpty() || !apply(ids, patch))
        return;
    const auto notebook = notebookId.isEmpty() ? Result<NotebookInfo>(NotebookInfo{})
                                               : m_store.notebooks().notebook(notebookId);
    const QString text = notebookId.isEmpty() || !notebook
        ? about(
            ids, [](const QString &name) { return tr("“%1” taken out of the notebook").arg(name); },
            [](int count) { return tr("%Ln note(s) taken out of the notebook", nullptr, count); })
        : about(
            ids,
            [&notebook](const QString &name) {
                return tr("“%1” moved to “%2”").arg(name, isolatedName(notebook->name));
            },
            [&notebook](int count) {
                return tr("%Ln note(s) moved to “%1”", nullptr, count)
                    .arg(isolatedName(notebook->name));
            });
    m_journal.add(text, [this, before, notebookId] { return moveBack(before, notebookId); });
}

UndoJournal::Outcome NoteCommands::moveBack(const QList<NoteSummary> &before, const QString &from)
{
    QHash<QString, QStringList> places;
    for (const NoteSummary &note : before)
        places[note.notebookId].append(note.id);
    QList<WayBack> ways;
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

void NoteCommands::addTag(const QStringList &ids, const QString &tag)
{
    QStringList without;
    for (const NoteSummary &note : summaries(ids)) {
        if (!note.tags.contains(tag))
            without.append(note.id);
    }
    if (without.isEmpty())
        return m_toast.show(tr("Tagged #%1 already").arg(isolatedName(tag)));
    NotePatch patch;
    patch.addTags = {tag};
    if (!apply(without, patch))
        return;
    m_journal.add(
        about(
            without,
            [&tag](const QString &name) {
                return tr("“%1” tagged #%2").arg(name, isolatedName(tag));
            },
            [&tag](int count) {
                return tr("%Ln note(s) tagged #%1", nullptr, count).arg(isolatedName(tag));
            }),
        [this, without, tag] {
            NotePatch back;
            back.removeTags = {tag};
            return takeBack({{without, back}}, [tag](const NoteSummary &note) {
                return note.tags.contains(tag);
            });
        });
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
    apply({id}, patch);
}

void NoteCommands::setPinned(const QStringList &ids, bool pinned)
{
    NotePatch patch;
    patch.pinned = pinned;
    apply(ids, patch);
}

void NoteCommands::setEmergency(const QStringList &ids, bool emergency)
{
    NotePatch patch;
    patch.emergency = emergency;
    if (apply(ids, patch) && emergency)
        m_toast.show(about(
            ids,
            [](const QString &name) {
                return tr("“%1” is marked as emergency: always kept here, sent and received first")
                    .arg(name);
            },
            [](int count) {
                return tr(
                    "%Ln note(s) marked as emergency: always kept here, sent and received first",
                    nullptr, count);
            }));
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
    return create(content);
}

QString NoteCommands::about(
    const QStringList &ids, const std::function<QString(const QString &)> &one,
    const std::function<QString(int)> &many)
{
    const QList<NoteSummary> notes = ids.size() == 1 ? summaries(ids) : QList<NoteSummary>();
    return notes.isEmpty() ? many(static_cast<int>(ids.size()))
                           : one(NoteName::of(notes.first().title));
}

QList<NoteSummary> NoteCommands::summaries(const QStringList &ids)
{
    QList<qint64> keys;
    for (const QString &id : ids) {
        if (const Result<qint64> key = m_store.notes().keyOf(id))
            keys.append(*key);
    }
    return m_store.notes().summaries(keys).value_or(QList<NoteSummary>());
}

bool NoteCommands::apply(const QStringList &ids, const NotePatch &patch)
{
    emit aboutToChange();
    if (const auto done = m_store.notes().editMany(ids, patch); !done) {
        tellFailure(done.error());
        return false;
    }
    return true;
}

/// Undoes an act on those notes that are still as it left them. The others stay, and are named.
UndoJournal::Outcome NoteCommands::takeBack(
    const QList<WayBack> &ways, const std::function<bool(const NoteSummary &)> &isStillSo)
{
    emit aboutToChange();
    qsizetype undone = 0;
    QStringList staying;
    for (const WayBack &way : ways) {
        QStringList ids;
        for (const NoteSummary &note : summaries(way.ids))
            (isStillSo(note) ? ids : staying).append(note.id); // what is gone is in neither
        if (ids.isEmpty())
            continue;
        if (const auto done = m_store.notes().editMany(ids, way.patch); !done)
            return m_journal.failed(done.error());
        undone += ids.size();
    }
    return tellUndone(undone, staying);
}

/// Not over what was written into a note since it came out of the trash.
UndoJournal::Outcome NoteCommands::trashAgain(const QHash<QString, NoteAct> &acts)
{
    emit aboutToChange();
    qsizetype undone = 0;
    QStringList staying;
    for (auto act = acts.cbegin(); act != acts.cend(); ++act) {
        const Result<void> done = m_store.notes().undo(act.key(), act.value());
        if (done)
            ++undone;
        else if (WrittenSince::isReason(done.error()))
            staying.append(act.key());
        else if (done.error().kind != ErrorKind::NotFound)
            return m_journal.failed(done.error());
    }
    return tellUndone(undone, staying);
}

UndoJournal::Outcome NoteCommands::tellUndone(qsizetype undone, const QStringList &staying)
{
    if (undone > 0 && staying.isEmpty())
        return UndoJournal::Outcome::Undone;
    if (staying.isEmpty()) {
        Error gone;
        gone.kind = ErrorKind::NotFound;
        return m_journal.failed(gone);
    }
    const QString words = tr("%Ln note(s) are as they were", nullptr, int(undone));
    return m_journal.told(WrittenSince::with(words, undone, m_store, staying));
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
