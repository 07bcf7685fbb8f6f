// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace cairn {

/// Icon, title, and quiet words at the trailing edge (kDetailRole).
class PickerDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kDetailRole = Qt::UserRole + 1;
    using QStyledItemDelegate::QStyledItemDelegate;
    static int rowHeight(const QFontMetrics &metrics) { return metrics.height() + 14; }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
        const override;
};

} // namespace cairn
