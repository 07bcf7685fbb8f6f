// SPDX-License-Identifier: GPL-3.0-or-later
#include "titlefield.h"

#include "editor/pagewords.h"
#include "shownname.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QStyleOptionFrame>
#include <QTextBoundaryFinder>

namespace cairn {

namespace {
constexpr int kTextMargin = 2; ///< px that QLineEdit leaves beside its text
constexpr qsizetype kMaxTitle = 1'000;
} // namespace

QRect TitleField::room() const
{
    QStyleOptionFrame option;
    initStyleOption(&option);
    return style()
        ->subElementRect(QStyle::SE_LineEditContents, &option, this)
        .marginsRemoved(textMargins())
        .adjusted(kTextMargin, 0, -kTextMargin, 0);
}

QString TitleField::shownWords() const
{
    return fontMetrics().elidedText(oneLine(text(), kMaxTitle), Qt::ElideRight, room().width());
}

void TitleField::keyPressEvent(QKeyEvent *event)
{
    const bool back = event->key() == Qt::Key_Backspace;
    if (!isReadOnly() && !hasSelectedText() && event->modifiers() == Qt::NoModifier
        && (back || event->key() == Qt::Key_Delete)) {
        // Qt takes a family or an accented letter away part by part.
        QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, text());
        graphemes.setPosition(cursorPosition());
        const qsizetype edge = back ? graphemes.toPreviousBoundary() : graphemes.toNextBoundary();
        if (edge >= 0 && qAbs(edge - cursorPosition()) > 1)
            setSelection(cursorPosition(), int(edge) - cursorPosition());
    }
    if (event->matches(QKeySequence::Paste) && !isReadOnly()
        && QGuiApplication::clipboard()->text().isEmpty()) {
        const QMimeData *offered = QGuiApplication::clipboard()->mimeData();
        const QString words =
            offered && offered->hasHtml() ? wordsOfHtml(offered->html()).simplified() : QString();
        if (words.isEmpty())
            emit told(tr("Not inserted: there is no text in it."));
        else
            insert(oneLine(words, kMaxTitle));
    }
    QLineEdit::keyPressEvent(event);
}

void TitleField::paintEvent(QPaintEvent *event)
{
    // As it is, the field is right as long as all of it fits.
    if (hasFocus() || text().isEmpty() || shownWords() == text()) {
        QLineEdit::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QStyleOptionFrame option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::Text));
    const QString words = shownWords();
    const bool fromRight = words.isRightToLeft();
    painter.setLayoutDirection(fromRight ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(
        room(), Qt::AlignVCenter | Qt::AlignAbsolute | (fromRight ? Qt::AlignRight : Qt::AlignLeft),
        words);
}

} // namespace cairn
