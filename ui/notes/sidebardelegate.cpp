// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidebardelegate.h"

#include "plaintext.h"
#include "shownname.h"
#include "sidebar.h"
#include "theme/icons.h"
#include "theme/themecolors.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

namespace cairn {

namespace {

constexpr int kIcon = 16;

QIcon iconOf(Place kind, bool current)
{
    const Tint tint = current ? Tint::Accent : Tint::Quiet;
    switch (kind) {
    case Place::Emergency:
        return icon(Icon::Emergency, tint);
    case Place::OpenTasks:
        return icon(Icon::Task, tint);
    case Place::Conflicts:
        return icon(Icon::Review, Tint::Attention);
    case Place::Notebook:
        return icon(Icon::Notebook, tint);
    case Place::TagsHeader:
    case Place::Tag:
        return icon(Icon::Tag, tint);
    case Place::Trash:
        return icon(Icon::Trash, tint);
    default:
        return icon(Icon::Notes, tint);
    }
}

} // namespace

void SidebarDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const SidebarRow row = SidebarRow::of(index);
    const ThemeColors colors = ThemeColors::of(option.palette);
    const auto *view = qobject_cast<const Sidebar *>(option.widget);
    const bool current = option.state.testFlag(QStyle::State_Selected);
    const bool target = view && view->m_dropTarget == index;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect whole = option.rect;
    if (view) { // the ground spans the whole width, whatever the indentation
        whole.setLeft(0);
        whole.setRight(view->viewport()->width() - 1);
    }
    const QRectF pill = QRectF(whole).adjusted(6.5, 1.5, -6.5, -1.5);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus) && view && view->hasFocus();
    if (current || target || focused || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(focused || target ? QPen(colors.accent, 1) : QPen(Qt::NoPen));
        painter->setBrush(
            current || target ? colors.selection() : blend(colors.text, colors.sidebar, 0.06));
        painter->drawRoundedRect(pill, 6, 6);
    }

    const bool mirrored = option.direction == Qt::RightToLeft;
    const int middle = option.rect.center().y();
    QRect room = mirrored
        ? QRect(QPoint(20, option.rect.top()), option.rect.bottomRight())
        : QRect(option.rect.topLeft(), QPoint(whole.right() - 20, option.rect.bottom()));
    const QRect iconRect(
        mirrored ? room.right() - kIcon : room.left(), middle - kIcon / 2, kIcon, kIcon);
    iconOf(row.kind.value_or(Place::All), current).paint(painter, iconRect);
    room.adjust(mirrored ? 0 : kIcon + 8, 0, mirrored ? -kIcon - 8 : 0, 0);

    if (row.count > 0) {
        const QString count = QLocale().toString(row.count);
        QFont small = option.font;
        small.setPointSizeF(small.pointSizeF() * 0.92);
        painter->setFont(small);
        painter->setPen(colors.quiet);
        painter->drawText(
            room,
            (mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute | Qt::AlignVCenter,
            count);
        const int width = QFontMetrics(small).horizontalAdvance(count) + 8;
        room.adjust(mirrored ? width : 0, 0, mirrored ? 0 : -width, 0);
    }
    QFont font = option.font;
    if (current)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(row.kind == Place::TagsHeader ? colors.quiet : colors.text);
    painter->drawText(
        room, (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(oneLine(row.name), Qt::ElideRight, room.width()));
    painter->restore();
}

bool SidebarDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
    const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString path = isolatedName(index.data(Qt::ToolTipRole).toString(), kMaxShownPath);
    QToolTip::showText(event->globalPos(), plainToolTip(path), view, option.rect);
    return true;
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, qMax(QFontMetrics(option.font).height(), kIcon) + 12};
}

} // namespace cairn
