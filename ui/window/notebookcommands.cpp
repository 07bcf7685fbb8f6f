#include "notebookcommands.h"

#include "dialogs/notebookpolicydialog.h"
#include "errorwords.h"
#include "plaintext.h"
#include "shownname.h"
#include "status/toast.h"
#include "store/notebookstore.h"
#include "store/notestore.h"
#include "store/policystore.h"
#include "store/store.h"
#include "store/tagstore.h"

#include <QHash>
#include <QInputDialog>
#include <QWidget>

namespace cairn {

NotebookCommands::NotebookCommands(Store &store, Toast &toast, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_toast(toast)
    , m_window(window)
{
}

void NotebookCommands::askName(
    const QString &title, const QString &label, const QString &now,
    std::function<void(const QString &)> use)
{
    auto *dialog = new QInputDialog(m_window);
    dialog->setObjectName(QStringLiteral("nameDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(plainToolTip(label));
    dialog->setTextValue(now);
    dialog->setMinimumWidth(360);
    connect(
        dialog, &QInputDialog::textValueSelected, this,
        [use = std::move(use)](const QString &text) {
            if (const QString name = text.trimmed(); !name.isEmpty())
                use(name);
        });
    dialog->open();
}

void NotebookCommands::add(const QString &parentId)
{
    askName(tr("New notebook"), tr("Name:"), {}, [this, parentId](const QString &name) {
        const Result<NotebookInfo> made = m_store.notebooks().add(name, parentId);
        if (!made)
            return tellFailure(made.error());
        emit added(made->id);
    });
}

void NotebookCommands::rename(const QString &id)
{
    const Result<NotebookInfo> notebook = m_store.notebooks().notebook(id);
    if (!notebook)
        return tellFailure(notebook.error());
    const QString old = notebook->name;
    askName(tr("Rename notebook"), tr("Name:"), old, [this, id, old](const QString &name) {
        if (const auto done = m_store.notebooks().rename(id, name); !done)
            return tellFailure(done.error());
        m_toast.show(
            tr("Notebook renamed to “%1”").arg(isolatedName(name)), tr("Undo"), [this, id, old] {
                if (const auto back = m_store.notebooks().rename(id, old); !back)
                    tellFailure(back.error());
            });
    });
}

void NotebookCommands::move(const QString &id, const QString &parentId)
{
    const Result<NotebookInfo> before = m_store.notebooks().notebook(id);
    if (!before || before->parentId == parentId || id == parentId)
        return;
    if (const auto done = m_store.notebooks().move(id, parentId); !done) {
        if (done.error().kind == ErrorKind::Invalid)
            return m_toast.show(tr("A notebook cannot be moved into itself"));
        return tellFailure(done.error());
    }
    m_toast.show(
        tr("Notebook “%1” moved").arg(isolatedName(before->name)), tr("Undo"),
        [this, id, old = before->parentId] {
            if (const auto back = m_store.notebooks().move(id, old); !back)
                tellFailure(back.error());
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
    connect(dialog, &QDialog::accepted, this, [this, dialog, id, old = *own] {
        const auto chosen = dialog->policy();
        if (chosen == old)
            return;
        if (const auto done = m_store.policies().setNotebookPolicy(id, chosen); !done)
            return tellFailure(done.error());
        m_toast.show(tr("Setting of the notebook changed"), tr("Undo"), [this, id, old] {
            if (const auto back = m_store.policies().setNotebookPolicy(id, old); !back)
                tellFailure(back.error());
        });
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
    m_toast.show(text, tr("Undo"), [this, notesByPath, paths] { restore(notesByPath, paths); });
}

void NotebookCommands::restore(
    const QHash<QString, QStringList> &notesByPath, const QStringList &paths)
{
    for (const QString &path : paths) {
        const Result<NotebookInfo> made = m_store.notebooks().ensurePath(path);
        if (!made)
            return tellFailure(made.error());
        NotePatch back;
        back.trashed = false;
        back.notebookId = made->id;
        const QStringList ids = notesByPath.value(path);
        if (ids.isEmpty())
            continue;
        if (const auto done = m_store.notes().editMany(ids, back); !done)
            return tellFailure(done.error());
    }
}

void NotebookCommands::renameTag(const QString &tag)
{
    askName(
        tr("Rename tag"), tr("Name of the tag. If there is one of this name, both become one:"),
        tag, [this, tag](const QString &name) {
            emit aboutToChange();
            const Result<int> changed = m_store.tags().rename(tag, name);
            if (!changed)
                return tellFailure(changed.error());
            m_toast.show(tr("Tag renamed in %Ln note(s)", nullptr, *changed));
        });
}

void NotebookCommands::tellFailure(const Error &error)
{
    m_toast.show(tr("That did not work: %1.").arg(ErrorWords::reason(error)));
}

} // namespace cairn
