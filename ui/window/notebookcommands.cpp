// SPDX-License-Identifier: GPL-3.0-or-later
#include "notebookcommands.h"

#include "dialogs/namedialog.h"
#include "dialogs/notebookpolicydialog.h"
#include "errorwords.h"
#include "openconflicts.h"
#include "plaintext.h"
#include "shownname.h"
#include "status/toast.h"
#include "store/conflict/policystore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/store.h"

#include <QHash>
#include <QWidget>

namespace cairn {

namespace {

QStringList stillInTrash(Store &store, const QStringList &ids)
{
    QList<qint64> keys;
    for (const QString &id : ids) {
        if (const Result<qint64> key = store.notes().keyOf(id))
            keys.append(*key);
    }
    QStringList trashed;
    for (const NoteSummary &note : store.notes().summaries(keys).value_or(QList<NoteSummary>())) {
        if (note.trashedAt)
            trashed.append(note.id);
    }
    return trashed;
}

} // namespace

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
                         const QString &name, const QString &) -> std::optional<QString> {
        if (const auto done = m_store.notebooks().rename(id, name); !done)
            return nameTrouble(name, done.error());
        m_journal.add(
            tr("Notebook “%1” renamed to “%2”").arg(isolatedName(old), isolatedName(name)),
            [this, id, old, name] {
                const Result<NotebookInfo> now = m_store.notebooks().notebook(id);
                if (now && now->name != name)
                    return stays(now->name);
                return outcome(m_store.notebooks().rename(id, old));
            });
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
        });
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
                });
            OpenConflicts(m_store, m_toast).offer(id);
        });
    dialog->open();
}

void NotebookCommands::remove(const QString &id)
{
    const Result<NotebookInfo> notebook = m_store.notebooks().notebook(id);
    const Result<QList<NotebookInfo>> all = m_store.notebooks().list();
    if (!notebook || !all)
        return tellFailure(notebook ? all.error() : notebook.error());
    QStringList paths; // parents come before children: the list is sorted by path
    QHash<QString, QString> pathOf;
    for (const NotebookInfo &info : *all) {
        if (info.id != id && !info.path.startsWith(notebook->path + QLatin1Char('/')))
            continue;
        paths.append(info.path);
        pathOf.insert(info.id, info.path);
    }
    NoteQuery query;
    query.notebookId = id;
    const Result<QList<NoteSummary>> notes = m_store.notes().list(query);
    emit aboutToChange();
    const Result<QStringList> trashed = m_store.notebooks().remove(id);
    if (!trashed)
        return tellFailure(trashed.error());
    QHash<QString, QStringList> notesByPath;
    for (const NoteSummary &note : notes.value_or(QList<NoteSummary>()))
        notesByPath[pathOf.value(note.notebookId, notebook->path)].append(note.id);
    const int count = static_cast<int>(trashed->size());
    const QString text = count == 0
        ? tr("Notebook “%1” deleted").arg(notebook->name)
        : tr("Notebook “%1” deleted, %Ln note(s) in the trash", nullptr, count).arg(notebook->name);
    m_journal.add(text, [this, notesByPath, paths] { return restore(notesByPath, paths); });
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

UndoJournal::Outcome
NotebookCommands::restore(const QHash<QString, QStringList> &notesByPath, const QStringList &paths)
{
    for (const QString &path : paths) {
        const Result<NotebookInfo> made = m_store.notebooks().ensurePath(path);
        if (!made)
            return m_journal.failed(made.error());
        NotePatch back;
        back.trashed = false;
        back.notebookId = made->id;
        const QStringList ids = stillInTrash(m_store, notesByPath.value(path));
        if (ids.isEmpty())
            continue;
        if (const auto done = m_store.notes().editMany(ids, back); !done)
            return m_journal.failed(done.error());
    }
    return UndoJournal::Outcome::Undone;
}

void NotebookCommands::renameTag(const QString &tag)
{
    const auto use = [this, tag](const QString &name, const QString &) -> std::optional<QString> {
        emit aboutToChange();
        const Result<int> changed = m_store.tags().rename(tag, name);
        if (!changed && changed.error().kind == ErrorKind::Invalid)
            return tr("A tag needs a name of at most 100 characters, beside the “#”.");
        if (!changed)
            return tr("That did not work: %1.").arg(ErrorWords::reason(changed.error()));
        m_toast.show(
            tr("Tag #%1 renamed in %Ln note(s)", nullptr, *changed).arg(isolatedName(tag)));
        return std::nullopt;
    };
    auto *dialog = new NameDialog(tr("Rename tag"), tr("Rename"), use, m_window);
    dialog->setExplanation(tr("If there is a tag of this name already, both become one."));
    dialog->setName(tag);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void NotebookCommands::tellFailure(const Error &error)
{
    m_toast.show(tr("That did not work: %1.").arg(ErrorWords::reason(error)));
}

} // namespace cairn
