// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/versiontext.h"

#include "conflict/versionbox.h"
#include "editor/documenttext.h"
#include "plaintext.h"
#include "theme/kind.h"
#include "theme/themecolors.h"

#include <QEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace cairn {

namespace {

/// What is copied from it has every character.
class SourceView final : public QPlainTextEdit {
public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    QMimeData *createMimeDataFromSelection() const override
    {
        return selectionMimeData(textCursor());
    }
};

} // namespace

VersionText::VersionText(QWidget *parent)
    : QFrame(parent)
    , m_heading(new PlainLabel(this))
    , m_text(new SourceView(this))
{
    m_heading->setWordWrap(true);
    setKind(m_heading, "section");
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setUndoRedoEnabled(false);
    m_text->document()->setDocumentMargin(8);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(m_heading);
    rows->addWidget(m_text, 1);
    connect(m_text->verticalScrollBar(), &QScrollBar::valueChanged, this, &VersionText::scrolled);
}

void VersionText::setHeading(const QString &words)
{
    m_heading->setText(words);
    m_text->setAccessibleName(words);
}

void VersionText::setContent(const QString &text, const QList<TextSpan> &marks, ConflictSide side)
{
    m_marks = marks;
    m_side = side;
    m_pieces = TextPieces(text);
    m_text->setPlainText(toDocumentText(m_pieces.shown()));
    paintMarks();
}

void VersionText::paintMarks()
{
    const ThemeColors colors = ThemeColors::of(palette());
    const QColor color = conflictSideColor(colors, m_side);
    QList<QTextEdit::ExtraSelection> selections;
    for (const TextSpan &mark : std::as_const(m_marks)) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_text->document());
        selection.cursor.setPosition(int(m_pieces.toShown(mark.begin)));
        selection.cursor.setPosition(int(m_pieces.toShown(mark.end)), QTextCursor::KeepAnchor);
        selection.format.setBackground(blend(color, colors.page, colors.dark ? 0.32 : 0.18));
        selection.format.setUnderlineColor(color);
        selection.format.setUnderlineStyle(
            m_side == ConflictSide::Theirs ? QTextCharFormat::DashUnderline
                                           : QTextCharFormat::SingleUnderline);
        selections.append(selection);
    }
    m_text->setExtraSelections(selections);
}

void VersionText::goTo(qsizetype position)
{
    QTextCursor cursor(m_text->document());
    cursor.setPosition(int(std::clamp<qsizetype>(
        m_pieces.toShown(position), 0, m_text->document()->characterCount() - 1)));
    m_text->setTextCursor(cursor);
    m_text->centerCursor();
}

qsizetype VersionText::firstInSight() const
{
    return m_pieces.toText(m_text->cursorForPosition(QPoint(0, 0)).position());
}

void VersionText::scrollTo(qsizetype position)
{
    // The scroll bar of a QPlainTextEdit counts lines as they are wrapped.
    const QTextBlock block = m_text->document()->findBlock(int(std::clamp<qsizetype>(
        m_pieces.toShown(position), 0, m_text->document()->characterCount() - 1)));
    m_text->verticalScrollBar()->setValue(block.firstLineNumber());
}

void VersionText::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintMarks();
}

} // namespace cairn
