// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notelistrow.h"

#include <QStyledItemDelegate>

#include <utility>

namespace cairn {

class Clock;
struct ThemeColors;

/// Paints a note in three lines: title and marks, preview or search snippet, time · notebook. Every
/// row has the same height, made from font metrics. Mirrors itself in right-to-left layouts.
class NoteDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit NoteDelegate(const Clock &clock, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
        const override;
    /// Without an account nothing waits to be sent: the mark would say nothing on every row. True:
    /// it was another way before.
    bool setMarksWaiting(bool marks) { return std::exchange(m_marksWaiting, marks) != marks; }

    bool helpEvent(
        QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Fonts;
    void paintGround(
        QPainter *painter, const QStyleOptionViewItem &option, const ThemeColors &colors) const;
    /// Draws pin, flag and state from the trailing edge; returns the room left for the title.
    QRect paintMarks(
        QPainter *painter, const ShownNoteRow &row, QRect line,
        Qt::LayoutDirection direction) const;

    const Clock &m_clock;
    bool m_marksWaiting = true;
};

} // namespace cairn
