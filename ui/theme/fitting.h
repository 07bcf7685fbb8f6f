// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QSize>

namespace cairn {

/// Gives a window the size it would like, or less where its screen has no room for that beside what
/// the system draws around windows. Every window of ours goes through here: a laptop of 1366 × 768
/// at 150 % has 911 × 512 left. Before the window is shown; UI thread.
void resizeToFit(QWidget *window, const QSize &wanted);
/// Makes a window as high as what is in it needs at its width now, where the screen has room for
/// that. For windows in which words appear while they are shown. UI thread.
void growToFit(QWidget *window);

/// A page as high as it would like to be, that scrolls up and down where the window is lower. Never
/// sideways.
class ScrollingPage : public QScrollArea {
    Q_OBJECT
public:
    /// Takes the page over.
    ScrollingPage(QWidget *page, QWidget *parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int
    outOfSight() const; ///< height, in pixels, that the page lacks; negative: it has room to spare

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace cairn
