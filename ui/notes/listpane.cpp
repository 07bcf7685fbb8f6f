// SPDX-License-Identifier: GPL-3.0-or-later
#include "listpane.h"

#include "cutlabel.h"
#include "emptystate.h"
#include "items/notelistmodel.h"
#include "notelist.h"
#include "shownname.h"
#include "theme/kind.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>

namespace cairn {

ListPane::ListPane(NoteListModel &model, const Clock &clock, QWidget *parent)
    : QFrame(parent)
    , m_model(model)
    , m_title(new CutLabel(this))
    , m_count(new PlainLabel(this))
    , m_sort(new QToolButton(this))
    , m_list(new NoteList(clock, this))
    , m_empty(new EmptyState(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("listPane"));
    setKind(this, "bar");
    m_title->setObjectName(QStringLiteral("listTitle"));
    setKind(m_title, "section");
    m_count->setObjectName(QStringLiteral("listCount"));
    setKind(m_count, "quiet");
    m_sort->setObjectName(QStringLiteral("sortButton"));
    m_sort->setIcon(icon(Icon::Sort));
    m_sort->setIconSize(QSize(16, 16));
    QSizePolicy kept = m_sort->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // the list does not jump when a search begins
    m_sort->setSizePolicy(kept);
    m_sort->setPopupMode(QToolButton::InstantPopup);
    m_empty->setObjectName(QStringLiteral("listEmpty"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 8, 4);
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_count);
    head->addWidget(m_sort);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_stack, 1);
    m_list->setModel(&m_model);
    connect(m_empty, &EmptyState::actionClicked, this, [this] {
        if (m_search.isEmpty())
            emit newNoteRequested();
        else
            emit searchCleared();
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ListPane::refresh);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ListPane::refresh);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &ListPane::refresh);
    connect(&m_model, &NoteListModel::mayBeMoreChanged, this, &ListPane::refresh);
}

void ListPane::setSortMenu(QMenu *menu) { m_sort->setMenu(menu); }

void ListPane::setSortWords(const QString &words)
{
    m_sort->setToolTip(plainToolTip(words));
    m_sort->setAccessibleName(words);
}

void ListPane::setPlace(const SidebarRow &place, const QString &search)
{
    m_place = place;
    m_search = search;
    m_sort->setVisible(search.isEmpty()); // results are sorted by how well they fit
    refresh();
}

void ListPane::refresh()
{
    const int rows = m_model.rowCount();
    const bool inTrash = m_place.kind == Place::Trash; // the only place that a search stays in
    m_title->setText(
        m_search.isEmpty()
            ? oneLine(m_place.name)
            : (inTrash ? tr("Results in the trash for “%1”") : tr("Results for “%1”"))
                  .arg(isolatedName(m_search)));
    const bool more = m_model.mayBeMore();
    m_count->setText(QLocale().toString(rows) + (more ? QStringLiteral("+") : QString()));
    m_count->setAccessibleName(
        more ? tr("%Ln or more notes", nullptr, rows) : tr("%Ln note(s)", nullptr, rows));
    if (rows == 0)
        showEmptyState();
    m_stack->setCurrentIndex(rows == 0 ? 1 : 0);
}

void ListPane::showEmptyState()
{
    if (!m_search.isEmpty())
        return m_empty->show(
            Icon::Search,
            (m_place.kind == Place::Trash ? tr("Nothing found in the trash for “%1”")
                                          : tr("Nothing found for “%1”"))
                .arg(isolatedName(m_search)),
            tr("Try fewer or shorter words. #tag, notebook:name, is:pinned and -word narrow a "
               "search."),
            tr("Clear search"));
    const QString newNote = tr("New note");
    switch (m_place.kind.value_or(Place::All)) {
    case Place::Emergency:
        return m_empty->show(
            Icon::Emergency, tr("No emergency notes"),
            tr("Notes with the flag are always kept on this computer, and sent and received before "
               "all others."));
    case Place::OpenTasks:
        return m_empty->show(
            Icon::Task, tr("No open tasks"),
            tr("A line that begins with “- [ ]” is a task you can tick."));
    case Place::Conflicts:
        return m_empty->show(Icon::Check, tr("Nothing to review"), {});
    case Place::Trash:
        return m_empty->show(
            Icon::Trash, tr("The trash is empty"),
            tr("Notes stay here until you delete them for good."));
    case Place::Notebook:
        return m_empty->show(
            Icon::Notebook, tr("This notebook is empty"),
            tr("Write a note, or drag notes onto the notebook."), newNote);
    case Place::Tag:
    case Place::TagsHeader:
        return m_empty->show(
            Icon::Tag, tr("No note has this tag"),
            tr("Drag notes onto a tag, or add it above their text."));
    case Place::All:
        break;
    }
    m_empty->show(
        Icon::Notes, tr("No notes yet"), tr("Everything you write is on this computer first."));
}

} // namespace cairn
