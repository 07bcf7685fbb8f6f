// SPDX-License-Identifier: GPL-3.0-or-later
#include "pickerdelegate.h"

#include "theme/themecolors.h"

#include <QIcon>
#include <QPainter>

namespace cairn {

QSize PickerDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, rowHeight(QFontMetrics(option.font))};
}

void PickerDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColors colors = ThemeColors::of(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.selection());
        painter->drawRoundedRect(QRectF(option.rect).adjusted(6.5, 0.5, -6.5, -0.5), 6, 6);
    }
    const auto mirrored = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    QRect room = option.rect.adjusted(16, 0, -16, 0);
    const auto sign = index.data(Qt::DecorationRole).value<QIcon>();
    if (!sign.isNull()) {
        const QRect place(room.left(), room.center().y() - 7, 16, 16);
        sign.paint(painter, mirrored(place));
        room.setLeft(place.right() + 10);
    }
    const QFontMetrics metrics(option.font);
    const QString detail =
        metrics.elidedText(index.data(kDetailRole).toString(), Qt::ElideMiddle, room.width() / 2);
    const int detailWidth = metrics.horizontalAdvance(detail);
    const QRect detailRect(room.right() - detailWidth, room.top(), detailWidth + 1, room.height());
    painter->setPen(colors.quiet);
    painter->drawText(mirrored(detailRect), Qt::AlignVCenter, detail);
    room.setRight(detailRect.left() - 12);
    painter->setPen(colors.text);
    const auto side = QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignAbsolute;
    painter->drawText(
        mirrored(room), static_cast<int>(side | Qt::AlignVCenter),
        metrics.elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    painter->restore();
}

} // namespace cairn
