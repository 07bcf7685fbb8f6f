// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

namespace cairn {

/// An icon among words. Whoever shows one uses this: a picture that is made of an icon once keeps
/// the colours of that moment, while this follows the palette.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    IconLabel(int size, QWidget *parent); ///< px, of the square
    void setIcon(const QIcon &icon);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_icon;
    int m_size;
};

} // namespace cairn
