// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace cairn {

/// Widgets in reading order in one line, each as wide as it wishes; those that are hidden take no
/// room. May be made narrower than its widgets: who uses it hides what does not fit. Mirrors in
/// right-to-left layouts.
class FlowLayout : public QLayout {
public:
    explicit FlowLayout(QWidget *parent, int gap);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    void insertWidget(int position, QWidget *widget);
    int gap() const { return m_gap; }
    int count() const override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    QList<QLayoutItem *> m_items;
    int m_gap;
};

} // namespace cairn
