// SPDX-License-Identifier: GPL-3.0-or-later
// CommandController: what a person chooses from a list by typing.
#include "commandcontroller.h"

#include "dialogs/quickpicker.h"
#include "dialogs/shortcutsdialog.h"
#include "editor/markdowneditor.h"
#include "mainactions.h"
#include "notecommands.h"
#include "notepane.h"
#include "notes/noteheader.h"
#include "opennotecontroller.h"
#include "shownname.h"
#include "status/toast.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/store.h"
#include "tagname.h"
#include "theme/icons.h"

#include <QAction>
#include <QRegularExpression>

namespace cairn {

namespace {

constexpr int kOffered = 40; ///< notes in the palette
constexpr int kCompletions = 12; ///< titles below a link that is being typed
const QString kMake = QStringLiteral("new:"); ///< before the name of a notebook to be made

/// Of an action: without the mark of a key.
QString plain(const QString &words)
{
    static const QRegularExpression kMark(QStringLiteral("&(.?)"));
    return QString(words).replace(kMark, QStringLiteral("\\1"));
}

QString pathWords(const QString &path)
{
    QStringList words;
    for (const QString &name : path.split(QLatin1Char('/')))
        words.append(isolatedName(name));
    return words.join(QStringLiteral(" › "));
}

} // namespace

/// What is offered while tags and links are typed.
void CommandController::setSources()
{
    Store *store = &m_parts.store; // the widgets that ask outlive this
    m_parts.pane.header()->setTagSource([store] {
        QStringList names;
        for (const TagInfo &tag : store->tags().list().value_or(QList<TagInfo>()))
            names.append(tag.name);
        return names;
    });
    m_parts.pane.editor()->setTitleSource([store](const QString &text) {
        QStringList titles;
        for (const NoteSummary &note :
             store->notes().byTitle(text, kCompletions).value_or(QList<NoteSummary>()))
            titles.append(note.title);
        return titles;
    });
}

void CommandController::chooseNotebook(const QStringList &ids)
{
    QList<PickerItem> items{{QString(), tr("No notebook"), {}, icon(Icon::Notes)}};
    for (const NotebookInfo &notebook :
         m_parts.store.notebooks().list().value_or(QList<NotebookInfo>()))
        items.append({notebook.id, pathWords(notebook.path), {}, icon(Icon::Notebook)});
    m_parts.picker.ask(
        tr("Move to notebook"),
        [items](const QString &text) {
            QList<PickerItem> fitting = QuickPicker::filtered(items, text);
            const QString name = text.trimmed();
            if (!name.isEmpty())
                fitting.append(
                    {kMake + name,
                     tr("New notebook “%1”").arg(isolatedName(name)),
                     {},
                     icon(Icon::NotebookNew)});
            return fitting;
        },
        [this, ids](const QString &id) {
            if (id.startsWith(kMake))
                moveToNew(ids, id.mid(kMake.size()));
            else
                m_parts.noteCommands.move(ids, id);
        });
}

void CommandController::chooseTag(const QStringList &ids)
{
    QList<PickerItem> items;
    QStringList names;
    for (const TagInfo &tag : m_parts.store.tags().list().value_or(QList<TagInfo>())) {
        names.append(tag.name);
        items.append({tag.name, isolatedName(tag.name), {}, icon(Icon::Tag)});
    }
    m_parts.picker.ask(
        tr("Tag %Ln note(s)", nullptr, int(ids.size())),
        [items, names](const QString &text) {
            const QString name = tagname::normalized(text);
            QList<PickerItem> fitting = QuickPicker::filtered(items, name.isEmpty() ? text : name);
            if (!name.isEmpty() && (fitting.isEmpty() || !tagname::contains(names, name)))
                fitting.append(
                    {name, tr("New tag “%1”").arg(isolatedName(name)), {}, icon(Icon::Tag)});
            return fitting;
        },
        [this, ids](const QString &tag) { m_parts.noteCommands.addTag(ids, tag); });
}

void CommandController::moveToNew(const QStringList &ids, const QString &path)
{
    if (const auto made = m_parts.store.notebooks().ensurePath(path))
        m_parts.noteCommands.move(ids, made->id);
    else
        m_parts.toast.show(tr("A notebook cannot have this name"));
}

void CommandController::showJump()
{
    m_parts.picker.ask(
        tr("Jump to note"),
        [this](const QString &text) {
            QList<PickerItem> items;
            for (const NoteSummary &note :
                 m_parts.store.notes().byTitle(text, kOffered).value_or(QList<NoteSummary>()))
                items.append(
                    {note.id, note.title.isEmpty() ? tr("Untitled") : oneLine(note.title),
                     isolatedName(note.notebookName), icon(Icon::File)});
            return items;
        },
        [this](const QString &id) {
            m_open.open(id);
            m_parts.pane.focusText();
        });
}

void CommandController::showCommands()
{
    QList<PickerItem> items;
    const QList<QAction *> all = m_parts.actions.all();
    for (const QAction *action : all) {
        if (action->isEnabled() && action != m_parts.actions[MainActions::Commands])
            items.append(
                {action->objectName(), plain(action->text()),
                 action->shortcut().toString(QKeySequence::NativeText), action->icon(),
                 m_parts.actions.keywords(action)});
    }
    m_parts.picker.ask(
        tr("Run a command"),
        [items](const QString &text) { return QuickPicker::filtered(items, text); },
        [this](const QString &name) {
            if (auto *action =
                    m_parts.window.findChild<QAction *>(name, Qt::FindDirectChildrenOnly))
                action->trigger();
        });
}

void CommandController::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(m_parts.actions, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace cairn
