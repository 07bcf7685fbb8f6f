// SPDX-License-Identifier: GPL-3.0-or-later
#include "notedelegate.h"

#include "clock.h"
#include "plaintext.h"
#include "shownname.h"
#include "snippet.h"
#include "theme/icons.h"
#include "theme/themecolors.h"
#include "timewords.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace cairn {

namespace {

constexpr int kSide = 16; ///< free space left and right
constexpr int kEdge = 10; ///< above and below
constexpr int kGap = 3; ///< between lines
constexpr int kMark = 16; ///< size of a mark
constexpr qsizetype kMaxPreview = 300;

struct Mark {
    Icon icon;
    Tint tint;
};

QList<Mark> marksOf(const NoteSummary &note, bool waiting)
{
    QList<Mark> marks;
    switch (note.conflict ? NoteState::Conflict : note.state) {
    case NoteState::Synced: // nothing to say is said by nothing
        if (note.unsaved && waiting)
            marks.append({Icon::StatePending, Tint::Waiting});
        break;
    case NoteState::Pending:
        if (waiting)
            marks.append({Icon::StatePending, Tint::Waiting});
        break;
    case NoteState::Syncing:
        marks.append({Icon::StateSyncing, Tint::Accent});
        break;
    case NoteState::Failed:
        marks.append({Icon::StateFailed, Tint::Failed});
        break;
    case NoteState::Conflict:
        marks.append({Icon::StateConflict, Tint::Attention});
        break;
    case NoteState::Resolved:
        marks.append({Icon::StateResolved, Tint::Waiting});
        break;
    case NoteState::Retrying:
        marks.append({Icon::StateRetrying, Tint::Waiting});
        break;
    }
    if (note.emergency)
        marks.append({Icon::Emergency, Tint::Failed});
    if (note.pinned)
        marks.append({Icon::Pin, Tint::Accent});
    return marks;
}

/// Whether any character says from which side a text is read.
bool hasDirection(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.direction() == QChar::DirL || c.direction() == QChar::DirR
            || c.direction() == QChar::DirAL;
    });
}

/// One line of text in its own reading direction, cut with "…", with ranges marked.
enum class Side { Text, List }; ///< whose reading direction a line has
void drawLine(
    QPainter *painter, const QRect &rect, const QFont &font, const QString &text, const QColor &ink,
    Qt::LayoutDirection direction, Side side = Side::Text,
    const QList<QTextLayout::FormatRange> &formats = {})
{
    const QString cut = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    QTextLayout layout(cut, font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    // Words begin at the side where they are read from, as they do in the note.
    const bool fromRight = side == Side::Text && hasDirection(text) ? text.isRightToLeft()
                                                                    : direction == Qt::RightToLeft;
    option.setTextDirection(fromRight ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(Qt::AlignAbsolute | (fromRight ? Qt::AlignRight : Qt::AlignLeft));
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(rect.width());
    layout.endLayout();
    painter->setPen(ink);
    layout.draw(painter, rect.topLeft());
}

QList<QTextLayout::FormatRange> matchFormats(const Snippet &snippet, const ThemeColors &colors)
{
    QTextCharFormat format;
    format.setBackground(colors.mark());
    format.setForeground(colors.text);
    QList<QTextLayout::FormatRange> formats;
    for (const auto &range : snippet.matches)
        formats.append({range.start, range.length, format});
    return formats;
}

} // namespace

struct NoteDelegate::Fonts {
    QFont title;
    QFont body;
    QFont small;
    int titleHeight = 0;
    int bodyHeight = 0;
    int smallHeight = 0;

    explicit Fonts(const QFont &base)
        : title(base)
        , body(base)
        , small(base)
    {
        title.setWeight(QFont::DemiBold);
        if (base.pointSizeF() > 0)
            small.setPointSizeF(base.pointSizeF() * 0.9);
        titleHeight = QFontMetrics(title).height();
        bodyHeight = QFontMetrics(body).height();
        smallHeight = QFontMetrics(small).height();
    }
};

NoteDelegate::NoteDelegate(const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_clock(clock)
{
}

bool NoteDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
    const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const ShownNoteRow row = ShownNoteRow::of(index);
    QStringList lines{isolatedName(row.note.title), TimeWords::full(row.note.updatedAt)};
    if (m_marksWaiting || row.note.unsaved || row.note.state != NoteState::Pending)
        lines.append(noteStateWords(row.note));
    lines.removeAll(QString());
    QToolTip::showText(
        event->globalPos(), plainToolTip(lines.join(QLatin1Char('\n'))), view, option.rect);
    return true;
}

QSize NoteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const Fonts fonts(option.font);
    return {
        200, 2 * kEdge + 2 * kGap + fonts.titleHeight + fonts.bodyHeight + fonts.smallHeight + 1};
}

void NoteDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ShownNoteRow row = ShownNoteRow::of(index);
    ThemeColors colors = ThemeColors::of(option.palette);
    if (option.state.testFlag(QStyle::State_Selected))
        colors.quiet = colors.quietOnSelection();
    const Fonts fonts(option.font);
    painter->save();
    paintGround(painter, option, colors);

    QRect line = option.rect.adjusted(kSide, kEdge, -kSide, 0);
    line.setHeight(fonts.titleHeight);
    const QRect room = paintMarks(painter, row, line, option.direction);
    const QString title = oneLine(row.note.title);
    const bool untitled = title.isEmpty();
    drawLine(
        painter, room, fonts.title, untitled ? tr("Untitled") : title,
        untitled ? colors.quiet : colors.text, option.direction);

    line.translate(0, fonts.titleHeight + kGap);
    line.setHeight(fonts.bodyHeight);
    if (row.snippet.isEmpty()) {
        const bool blank = row.note.preview.isEmpty();
        const QString nothing = row.note.unsaved ? tr("Saving…") : tr("No text yet");
        drawLine(
            painter, line, fonts.body, blank ? nothing : oneLine(row.note.preview, kMaxPreview),
            colors.quiet, option.direction);
    } else {
        const Snippet snippet =
            Snippet::parse(row.snippet).showingMatch(QFontMetrics(fonts.body), line.width());
        drawLine(
            painter, line, fonts.body, snippet.text, colors.quiet, option.direction, Side::Text,
            matchFormats(snippet, colors));
    }

    line.translate(0, fonts.bodyHeight + kGap);
    line.setHeight(fonts.smallHeight);
    QStringList facts{TimeWords::brief(row.note.updatedAt, m_clock.nowMs())};
    if (!row.note.notebookName.isEmpty())
        facts.append(isolatedName(row.note.notebookName));
    for (const QString &tag : row.note.tags)
        facts.append(QLatin1Char('#') + isolatedName(tag));
    drawLine(
        painter, line, fonts.small, facts.join(QStringLiteral(" · ")), colors.quiet,
        option.direction, Side::List);
    painter->restore();
}

void NoteDelegate::paintGround(
    QPainter *painter, const QStyleOptionViewItem &option, const ThemeColors &colors) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect rect = option.rect;
    painter->fillRect(
        QRect(rect.left() + kSide, rect.bottom(), rect.width() - 2 * kSide, 1), colors.line);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (!selected && !hovered && !option.state.testFlag(QStyle::State_HasFocus))
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF pill = QRectF(rect).adjusted(6.5, 2.5, -6.5, -3.5);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    painter->setPen(focused ? QPen(colors.accent, 1) : QPen(Qt::NoPen));
    painter->setBrush(
        selected      ? colors.selection()
            : hovered ? colors.hover()
                      : QColor(Qt::transparent));
    painter->drawRoundedRect(pill, 6, 6);
}

QRect NoteDelegate::paintMarks(
    QPainter *painter, const ShownNoteRow &row, QRect line, Qt::LayoutDirection direction) const
{
    const bool mirrored = direction == Qt::RightToLeft;
    for (const Mark &mark : marksOf(row.note, m_marksWaiting)) {
        const int x = mirrored ? line.left() : line.right() - kMark + 1;
        const QRect place(x, line.top() + (line.height() - kMark) / 2, kMark, kMark);
        icon(mark.icon, mark.tint).paint(painter, place);
        line.adjust(mirrored ? kMark + 6 : 0, 0, mirrored ? 0 : -kMark - 6, 0);
    }
    return line;
}

} // namespace cairn
