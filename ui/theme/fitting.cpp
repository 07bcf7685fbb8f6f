#include "fitting.h"

#include <QEvent>
#include <QScreen>
#include <QScrollBar>

namespace cairn {

namespace {

constexpr QSize kWindowFrame(16, 48); // title bar and borders; unknown until the window is on the screen

} // namespace

void resizeToFit(QWidget *window, const QSize &wanted)
{
    const QScreen *screen = window->screen();
    window->resize(screen ? wanted.boundedTo(screen->availableSize() - kWindowFrame) : wanted);
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

bool ScrollingPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry(); // what is on the page wants another size now
    return QScrollArea::eventFilter(watched, event);
}

} // namespace cairn
