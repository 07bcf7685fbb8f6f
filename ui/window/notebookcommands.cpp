// SPDX-License-Identifier: GPL-3.0-or-later
#include "notebookcommands.h"

#include "dialogs/namedialog.h"
#include "dialogs/notebookpolicydialog.h"
#include "errorwords.h"
#include "openconflicts.h"
#include "plaintext.h"
#include "shownname.h"
#include "status/toast.h"
#include "stayingnotes.h"
#include "store/conflict/policystore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/store.h"
#include "tagname.h"
#include "takeback.h"

#include <QWidget>

#include <map>
#include <utility>

namespace cairn {

NotebookCommands::NotebookCommands(
    Store &store, Toast &toast, UndoJournal &journal, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_toast(toast)
    , m_journal(journal)
    , m_window(window)
{
}

/// What is wrong with a name that the store refused.
QString NotebookCommands::nameTrouble(const QString &name, const Error &error)
{
    if (error.kind != ErrorKind::Invalid)
        return tr("That did not work: %1.").arg(ErrorWords::reason(error));
    switch (NotebookStore::faultOf(name)) {
    case NotebookStore::NameFault::None:
        return tr("There is a notebook with this name in the same place already.");
    case NotebookStore::NameFault::Slash:
        return tr("“/” cannot be part of a name: it stands between a notebook and those inside it. "
                  "Make them one after the other, or choose another character.");
    case NotebookStore::NameFault::TooLong:
        return tr("This name is too long: 200 characters at most.");
    case NotebookStore::NameFault::Empty:
    case NotebookStore::NameFault::NotText:
        break;
    }
    return tr("This name holds something that is no text.");
}

void NotebookCommands::add(const QString &parentId)
{
    const Result<QList<NotebookInfo>> all = m_store.notebooks().list();
    if (!all)
        return tellFailure(all.error());
    auto *dialog = new NameDialog(
        tr("New notebook"), tr("Create"),
        [this](const QString &name, const QString &place) -> std::optional<QString> {
            const Result<NotebookInfo> made = m_store.notebooks().add(name, place);
            if (!made)
                return nameTrouble(name, made.error());
            emit added(made->id);
            m_journal.add(
                tr("Notebook “%1” made").arg(isolatedName(made->name)),
                [this, made = *made] { return unmake(made); }, {made->id});
            return std::nullopt;
        },
        m_window);
    QList<NameDialog::Place> places{{QString(), tr("No other notebook")}};
    for (const NotebookInfo &notebook : *all) {
        QString path = notebook.path;
        path.replace(QLatin1Char('/'), QStringLiteral(" › "));
        places.append({notebook.id, oneLine(path, kMaxShownPath)});
    }
    if (places.size() > 1)
        dialog->offerPlaces(tr("Inside"), places, parentId);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void NotebookCommands::rename(const QString &id)
{
    const Result<NotebookInfo> notebook = m_store.notebooks().notebook(id);
    if (!notebook)
        return tellFailure(notebook.error());
    const auto use = [this, id, old = notebook->name](
                         const QString &typed, const QString &) -> std::optional<QString> {
        if (const auto done = m_store.notebooks().rename(id, typed); !done)
            return nameTrouble(typed, done.error());
        const QString name = NotebookStore::normalizedName(typed);
        m_journal.add(
            tr("Notebook “%1” renamed to “%2”").arg(isolatedName(old), isolatedName(name)),
            [this, id, old, name] {
                const Result<NotebookInfo> now = m_store.notebooks().notebook(id);
                if (now && now->name != name)
                    return stays(now->name);
                return outcome(m_store.notebooks().rename(id, old));
            },
            {id});
        return std::nullopt;
    };
    auto *dialog = new NameDialog(tr("Rename notebook"), tr("Rename"), use, m_window);
    dialog->setName(notebook->name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void NotebookCommands::move(const QString &id, const QString &parentId)
{
    const Result<NotebookInfo> before = m_store.notebooks().notebook(id);
    if (!before || before->parentId == parentId || id == parentId)
        return;
    if (const auto done = m_store.notebooks().move(id, parentId); !done) {
        if (done.error().kind != ErrorKind::Invalid)
            return tellFailure(done.error());
        const Result<NotebookInfo> target = m_store.notebooks().notebook(parentId);
        const bool inside = target && (target->path + u'/').startsWith(before->path + u'/');
        return m_toast.show(
            inside ? tr("A notebook cannot be moved into itself")
                   : tr("There is a notebook “%1” there already").arg(isolatedName(before->name)));
    }
    m_journal.add(
        tr("Notebook “%1” moved").arg(isolatedName(before->name)),
        [this, id, parentId, old = before->parentId] {
            const Result<NotebookInfo> now = m_store.notebooks().notebook(id);
            if (now && now->parentId != parentId)
                return stays(now->name);
            return outcome(m_store.notebooks().move(id, old));
        },
        {id});
}

void NotebookCommands::choosePolicy(const QString &id)
{
    PolicyStore &policies = m_store.policies();
    const Result<NotebookInfo> notebook = m_store.notebooks().notebook(id);
    if (!notebook)
        return tellFailure(notebook.error());
    const auto own = policies.notebookPolicy(id);
    const auto around = policies.effective(notebook->parentId);
    if (!own || !around)
        return tellFailure(own ? around.error() : own.error());
    auto *dialog = new NotebookPolicyDialog(notebook->name, *own, *around, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &QDialog::accepted, this, [this, dialog, id, old = *own, name = notebook->name] {
            const auto chosen = dialog->policy();
            if (chosen == old)
                return;
            if (const auto done = m_store.policies().setNotebookPolicy(id, chosen); !done)
                return tellFailure(done.error());
            m_journal.add(
                tr("Setting of the notebook “%1” changed").arg(isolatedName(name)),
                [this, id, old, chosen, name] {
                    if (const auto now = m_store.policies().notebookPolicy(id);
                        now && *now != chosen)
                        return stays(name);
                    return outcome(m_store.policies().setNotebookPolicy(id, old));
                },
                {id});
            OpenConflicts(m_store, m_toast).offer(id);
        });
    dialog->open();
}

void NotebookCommands::remove(const QString &id)
{
    const Result<NotebookInfo> notebook = m_store.notebooks().notebook(id);
    if (!notebook)
        return tellFailure(notebook.error());
    emit aboutToChange();
    const Result<NotebookRemoval> removal = m_store.notebooks().remove(id);
    if (!removal)
        return tellFailure(removal.error());
    const QString name = isolatedName(notebook->name);
    const int count = static_cast<int>(removal->noteIds.size());
    StayingNotes{{}, removal->damaged}.tell(m_store, m_toast);
    m_journal.add(
        count == 0
            ? tr("Notebook “%1” deleted").arg(name)
            : tr("Notebook “%1” deleted, %Ln note(s) in the trash", nullptr, count).arg(name),
        [this, name, removal = *removal] { return putBack(name, removal); });
}

UndoJournal::Outcome NotebookCommands::putBack(const QString &name, const NotebookRemoval &removal)
{
    emit aboutToChange();
    const auto back = m_store.notebooks().putBack(removal);
    if (!back)
        return m_journal.failed(back.error());
    const StayingNotes staying{{}, back->damaged};
    if (back->gone == 0 && staying.isEmpty())
        return UndoJournal::Outcome::Undone;
    const QString done = back->gone == 0
        ? tr("The notebook “%1” is back").arg(name)
        : tr("The notebook “%1” is back, without %Ln note(s) deleted for good", nullptr, back->gone)
              .arg(name);
    return m_journal.told(staying.with(done, 1, m_store));
}

/// One that nothing was put into.
UndoJournal::Outcome NotebookCommands::unmake(const NotebookInfo &made)
{
    emit aboutToChange();
    const Result<QList<NotebookInfo>> all = m_store.notebooks().list();
    if (!all)
        return m_journal.failed(all.error());
    for (const NotebookInfo &now : *all) {
        if (now.parentId == made.id
            || (now.id == made.id && (now.notes > 0 || now.name != made.name)))
            return stays(made.name);
    }
    return outcome(m_store.notebooks().remove(made.id).map([](const NotebookRemoval &) {}));
}

/// Of a notebook that was changed since, here or elsewhere.
UndoJournal::Outcome NotebookCommands::stays(const QString &name)
{
    return m_journal.told(
        tr("The notebook “%1” has changed since and stays as it is.").arg(isolatedName(name)));
}

UndoJournal::Outcome NotebookCommands::outcome(const Result<void> &undone)
{
    return undone ? UndoJournal::Outcome::Undone : m_journal.failed(undone.error());
}

void NotebookCommands::renameTag(const QString &tag)
{
    const auto use = [this, tag](const QString &name, const QString &) -> std::optional<QString> {
        emit aboutToChange();
        const Result<TagRename> renamed = m_store.tags().rename(tag, name);
        if (!renamed && renamed.error().kind == ErrorKind::Invalid)
            return tr("A tag needs a name of at most 100 characters, beside the “#”.");
        if (!renamed)
            return tr("That did not work: %1.").arg(ErrorWords::reason(renamed.error()));
        QStringList ids;
        for (const TagRename::Note &note : renamed->notes)
            ids.append(note.id);
        StayingNotes{{}, renamed->damaged}.tell(m_store, m_toast);
        if (!ids.isEmpty())
            m_journal.add(
                tr("Tag #%1 renamed in %Ln note(s)", nullptr, int(ids.size()))
                    .arg(isolatedName(tag)),
                [this, renamed = *renamed] { return undoRename(renamed); }, ids);
        return std::nullopt;
    };
    auto *dialog = new NameDialog(tr("Rename tag"), tr("Rename"), use, m_window);
    dialog->setExplanation(tr("If there is a tag of this name already, both become one."));
    dialog->setName(tag);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

/// Each note gets the tag back as it was written in it, and keeps the other one if it had both.
UndoJournal::Outcome NotebookCommands::undoRename(const TagRename &renamed)
{
    emit aboutToChange();
    std::map<std::pair<QString, bool>, QStringList> notes;
    for (const TagRename::Note &note : renamed.notes)
        notes[{note.was, note.hadBoth}].append(note.id);
    QList<ManyEdit> ways;
    for (const auto &[before, ids] : notes) {
        NotePatch back;
        back.addTags = {before.first};
        if (!before.second)
            back.removeTags = {renamed.name};
        ways.append({ids, back});
    }
    return TakeBack::run(m_store, m_journal, ways, [name = renamed.name](const NoteSummary &note) {
        return tagname::contains(note.tags, name); // as it was written in it
    });
}

void NotebookCommands::tellFailure(const Error &error)
{
    m_toast.show(tr("That did not work: %1.").arg(ErrorWords::reason(error)));
}

} // namespace cairn
