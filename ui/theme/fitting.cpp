// SPDX-License-Identifier: GPL-3.0-or-later
#include "fitting.h"

#include <QEvent>
#include <QLayout>
#include <QScreen>
#include <QScrollBar>

namespace cairn {

namespace {

constexpr QSize
    kWindowFrame(16, 48); // title bar and borders; unknown until the window is on the screen

} // namespace

void resizeToFit(QWidget *window, const QSize &wanted)
{
    const QScreen *screen = window->screen();
    window->resize(screen ? wanted.boundedTo(screen->availableSize() - kWindowFrame) : wanted);
}

void growToFit(QWidget *window)
{
    QLayout *layout = window->layout();
    layout->activate();
    int wanted = layout->hasHeightForWidth() ? layout->totalHeightForWidth(window->width())
                                             : layout->totalMinimumSize().height();
    const auto pages = window->findChildren<ScrollingPage *>();
    for (const ScrollingPage *page : pages)
        wanted = qMax(wanted, window->height() + page->outOfSight());
    if (wanted > window->height())
        resizeToFit(window, QSize(window->width(), wanted));
}

ScrollingPage::ScrollingPage(QWidget *page, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // what is inside takes the keys, and comes into view by that
    setWidget(page);
    page->installEventFilter(this);
}

QSize ScrollingPage::sizeHint() const
{
    return widget()->sizeHint() + QSize(verticalScrollBar()->sizeHint().width(), 0);
}

QSize ScrollingPage::minimumSizeHint() const
{
    return {
        widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
        fontMetrics().height() * 6};
}

int ScrollingPage::outOfSight() const
{
    const QWidget *page = widget();
    const int needed = page->hasHeightForWidth() ? page->heightForWidth(viewport()->width())
                                                 : page->sizeHint().height();
    return needed - viewport()->height();
}

bool ScrollingPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry(); // what is on the page wants another size now
    return QScrollArea::eventFilter(watched, event);
}

} // namespace cairn
