// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflicttext.h"

#include "conflict/versionbox.h"
#include "editor/composition.h"
#include "editor/documenttext.h"
#include "editor/editorcommands.h"
#include "editor/textsize.h"
#include "theme/kind.h"
#include "theme/themecolors.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace cairn {

namespace {

constexpr int kUnfoldStep = 400; ///< lines at a time: laying out more would be felt

} // namespace

ConflictText::ConflictText(QWidget *parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::ClickFocus);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    connect(
        document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
        &ConflictText::fitHeight);
}

void ConflictText::setContent(const QString &text, const QList<TextSpan> &marks, ConflictSide side)
{
    m_text = text;
    m_marks = marks;
    m_side = side;
    setPlainText(toDocumentText(text));
    paintMarks();
}

void ConflictText::paintMarks()
{
    const ThemeColors colors = ThemeColors::of(palette());
    const QColor color = conflictSideColor(colors, m_side);
    QList<ExtraSelection> selections;
    for (const TextSpan &mark : std::as_const(m_marks)) {
        ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(int(mark.begin));
        selection.cursor.setPosition(int(mark.end), QTextCursor::KeepAnchor);
        selection.format.setBackground(blend(color, colors.page, colors.dark ? 0.32 : 0.18));
        selection.format.setUnderlineColor(color);
        selection.format.setUnderlineStyle(
            m_side == ConflictSide::Theirs ? QTextCharFormat::DashUnderline
                                           : QTextCharFormat::SingleUnderline);
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void ConflictText::fitHeight()
{
    const int height = qCeil(document()->documentLayout()->documentSize().height());
    if (height != minimumHeight())
        setFixedHeight(std::max(height, fontMetrics().height()));
}

QSize ConflictText::sizeHint() const { return {200, std::max(minimumHeight(), 1)}; }
QSize ConflictText::minimumSizeHint() const { return {60, std::max(minimumHeight(), 1)}; }

void ConflictText::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
}

void ConflictText::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintMarks();
}

QMimeData *ConflictText::createMimeDataFromSelection() const
{
    return selectionMimeData(textCursor());
}

void ConflictText::wheelEvent(QWheelEvent *event) { event->ignore(); } // the column scrolls

FoldedText::FoldedText(
    const QString &text, const QList<TextSpan> &marks, ConflictSide side, Fold fold,
    QWidget *parent)
    : QWidget(parent)
    , m_side(side)
    , m_fold(fold)
    , m_head(new ConflictText(this))
    , m_more(new QPushButton(this))
    , m_tail(new ConflictText(this))
{
    const TextPieces pieces(text); // a line without end would be laid out as a whole
    m_text = pieces.shown();
    for (const TextSpan &mark : marks)
        m_marks.append({pieces.toShown(mark.begin), pieces.toShown(mark.end)});
    m_lineStarts.append(0);
    for (qsizetype at = m_text.indexOf(u'\n'); at >= 0; at = m_text.indexOf(u'\n', at + 1))
        m_lineStarts.append(at + 1);
    setKind(m_more, "link");
    m_more->setAutoDefault(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_head);
    column->addWidget(m_more, 0, Qt::AlignLeading);
    column->addWidget(m_tail);
    connect(m_more, &QPushButton::clicked, this, &FoldedText::unfold);
    showParts();
}

void FoldedText::setTextName(const QString &name)
{
    m_head->setAccessibleName(name);
    m_tail->setAccessibleName(name);
}

void FoldedText::showParts()
{
    const int lines = int(m_lineStarts.size());
    const int hidden = lines - m_fold.head - m_fold.tail;
    const auto part = [this](qsizetype begin, qsizetype end, ConflictText *widget) {
        QList<TextSpan> marks;
        for (const TextSpan &mark : std::as_const(m_marks)) {
            if (mark.begin >= begin && mark.end <= end)
                marks.append({mark.begin - begin, mark.end - begin});
        }
        widget->setContent(m_text.sliced(begin, end - begin), marks, m_side);
    };
    const bool folded = hidden > 1;
    m_more->setVisible(folded);
    m_tail->setVisible(folded && m_fold.tail > 0);
    part(0, folded ? m_lineStarts[m_fold.head] - 1 : m_text.size(), m_head);
    if (!folded)
        return;
    m_more->setText(tr("Show %Ln more line(s)", nullptr, std::min(hidden, kUnfoldStep)));
    if (m_fold.tail > 0)
        part(m_lineStarts[lines - m_fold.tail], m_text.size(), m_tail);
}

void FoldedText::unfold()
{
    m_fold.head += kUnfoldStep;
    showParts();
}

ConflictEditor::ConflictEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_composition(new Composition(this))
{
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &QWidget::updateGeometry);
}

QString ConflictEditor::content() const { return fromDocumentText(document()->toRawText()); }

void ConflictEditor::commitComposition() { m_composition->commit(); }

void ConflictEditor::setContent(const QString &text) { setPlainText(toDocumentText(text)); }

void ConflictEditor::continueWith(const QString &text, int anchor, int caret)
{
    if (content() != text) {
        const QSignalBlocker quiet(this); // this is no typing
        setContent(text);
        updateGeometry();
    }
    const int end = document()->characterCount() - 1;
    QTextCursor cursor(document());
    cursor.setPosition(std::min(anchor, end));
    cursor.setPosition(std::min(caret, end), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

QMimeData *ConflictEditor::createMimeDataFromSelection() const
{
    return selectionMimeData(textCursor());
}

void ConflictEditor::insertFromMimeData(const QMimeData *source)
{
    if (!source->text().isEmpty())
        insertPlainText(toDocumentText(source->text()));
}

QSize ConflictEditor::sizeHint() const
{
    const int lines = std::clamp(document()->lineCount() + 1, 3, 16);
    return {240, lines * fontMetrics().lineSpacing() + 16};
}

bool ConflictEditor::event(QEvent *event)
{
    // The shortcuts of the dialog are to get these keys.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (!isUndoRedoEnabled()
            && (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo))) {
            event->ignore();
            return false;
        }
        if (key->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void ConflictEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        emit left();
        return;
    }
    const bool back = event->key() == Qt::Key_Backspace;
    QTextCursor cursor = textCursor();
    if ((back || event->key() == Qt::Key_Delete) && event->modifiers() == Qt::NoModifier
        && editorcommands::deleteGrapheme(cursor, !back)) {
        setTextCursor(cursor);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace cairn
