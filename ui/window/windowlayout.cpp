// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowlayout.h"

#include "items/sidebarmodel.h"
#include "mainactions.h"
#include "notepane.h"
#include "notes/listpane.h"
#include "notes/noteheader.h"
#include "notes/notelist.h"
#include "notes/sidebar.h"
#include "status/banner.h"
#include "status/statusbar.h"
#include "theme/kind.h"
#include "topbar.h"
#include "windowmenus.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace cairn {

namespace {

constexpr int kMinWidths[] = {130, 190, 300}; ///< px; all beside each other on 1366 px at 200 %
constexpr int kFirstWidths[] = {210, 310};

QFrame *makeLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    setKind(line, "line");
    return line;
}

QFrame *inFrame(Sidebar *sidebar, QWidget *parent)
{
    auto *side = new QFrame(parent);
    setKind(side, "sidebar");
    auto *rows = new QVBoxLayout(side);
    rows->setContentsMargins(0, 8, 0, 8);
    rows->addWidget(sidebar);
    return side;
}

QSplitter *makeColumns(const WindowLayout &layout, QWidget *window)
{
    auto *columns = new QSplitter(window);
    columns->setObjectName(QStringLiteral("mainSplitter"));
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    columns->addWidget(inFrame(layout.sidebar, window));
    columns->addWidget(layout.listPane);
    columns->addWidget(layout.pane);
    for (int i = 0; i < 3; ++i)
        columns->widget(i)->setMinimumWidth(kMinWidths[i]);
    columns->setStretchFactor(2, 1);
    columns->setSizes(
        {kFirstWidths[0], kFirstWidths[1],
         WindowLayout::kFirstWidth - kFirstWidths[0] - kFirstWidths[1]});
    return columns;
}

} // namespace

WindowLayout WindowLayout::make(
    MainActions &actions, SidebarModel &places, NoteListModel &notes, const Clock &clock,
    QWidget *window)
{
    WindowLayout layout;
    layout.top = new TopBar(actions, window);
    layout.sidebar = new Sidebar(window);
    layout.sidebar->setModel(&places);
    layout.listPane = new ListPane(notes, clock, window);
    layout.pane = new NotePane(clock, window);
    layout.status = new StatusBar(clock, window);
    layout.splitter = makeColumns(layout, window);

    layout.central = new QWidget(window);
    auto *rows = new QVBoxLayout(layout.central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(layout.top);
    rows->addWidget(makeLine(layout.central));
    layout.notice = new Banner(layout.central);
    layout.notice->setObjectName(QStringLiteral("windowNotice"));
    rows->addWidget(layout.notice);
    rows->addWidget(layout.splitter, 1);
    rows->addWidget(makeLine(layout.central));
    rows->addWidget(layout.status);

    layout.top->setMenu(WindowMenus::more(actions, window));
    layout.listPane->setSortMenu(WindowMenus::sort(actions, window));
    QWidget::setTabOrder(layout.top, layout.sidebar);
    QWidget::setTabOrder(layout.sidebar, layout.listPane->list());
    QWidget::setTabOrder(layout.listPane->list(), layout.pane->header());
    return layout;
}

} // namespace cairn
