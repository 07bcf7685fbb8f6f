// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/markdowneditor.h"

#include "editor/composition.h"
#include "editor/directionlayout.h"
#include "editor/documenttext.h"
#include "editor/editorcommands.h"
#include "editor/markdownhighlighter.h"
#include "editor/markdownlines.h"
#include "editor/textsize.h"
#include "editor/titlecompleter.h"
#include "editor/wordcounter.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>

namespace cairn {

MarkdownEditor::MarkdownEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_completer(new TitleCompleter(this))
    , m_composition(new Composition(this))
{
    auto *text = new QTextDocument(this);
    text->setDocumentLayout(new DirectionLayout(text));
    setDocument(text);
    m_highlighter = new MarkdownHighlighter(text);
    m_counter = new WordCounter(text);

    setObjectName(QStringLiteral("noteEditor"));
    setAccessibleName(tr("Note text"));
    setFrameShape(QFrame::NoFrame);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setCursorWidth(2);
    viewport()->setMouseTracking(true);
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LayoutDirectionAuto); // each paragraph as its own text reads
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDefaultTextOption(option);
    updateLook();
    m_revision = document()->revision();
    text->setUndoRedoEnabled(false);
    connect(text, &QTextDocument::contentsChange, this, &MarkdownEditor::onContentsChange);
    connect(this, &QPlainTextEdit::textChanged, this, &MarkdownEditor::onTextChanged);
    connect(m_composition, &Composition::activeChanged, this, &MarkdownEditor::composingChanged);
    connect(m_counter, &WordCounter::changed, this, &MarkdownEditor::wordCountChanged);
}

MarkdownEditor::~MarkdownEditor() = default;

void MarkdownEditor::applyRemoteText(const QString &text)
{
    if (isTooLarge() || !isEditable(text) || !fitsDocument(text)) {
        showWhole(text);
        return;
    }
    // In the document's own characters: what it cannot hold would begin new paragraphs.
    const QList<TextEdit> edits = minimalEdits(toDocumentText(noteText()), toDocumentText(text));
    if (edits.isEmpty())
        return;
    const QScopedValueRollback quiet(m_quiet, true);
    const QTextBlock top = firstVisibleBlock();
    const int topLine = verticalScrollBar()->value() - top.firstLineNumber();
    const int topPosition = int(mappedPosition(edits, top.position(), Stick::Behind));
    // A selection does not grow; a caret stays behind what was typed.
    QTextCursor cursor = textCursor();
    const auto mapped = [&](int position) {
        const bool start = cursor.hasSelection() && position == cursor.selectionStart();
        return int(mappedPosition(edits, position, start ? Stick::Behind : Stick::Before));
    };
    const int anchor = mapped(cursor.anchor());
    const int caret = mapped(cursor.position());

    m_history.stepOver(m_shown, edits);
    {
        const QScopedValueRollback keeps(m_keepsHistory, true);
        editorcommands::apply(document(), edits);
    }

    cursor.setPosition(anchor);
    cursor.setPosition(caret, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    // Afterwards, because setting a cursor may scroll to it: what was read stays where it is on the
    // screen.
    verticalScrollBar()->setValue(document()->findBlock(topPosition).firstLineNumber() + topLine);
    m_revision = document()->revision();
}

EditorPosition MarkdownEditor::position() const
{
    return {textCursor().anchor(), textCursor().position(), firstVisibleBlock().position()};
}

void MarkdownEditor::setPosition(const EditorPosition &position)
{
    const int end = document()->characterCount() - 1;
    QTextCursor cursor = textCursor();
    cursor.setPosition(qBound(0, position.anchor, end));
    cursor.setPosition(qBound(0, position.caret, end), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    verticalScrollBar()->setValue(
        document()->findBlock(qBound(0, position.top, end)).firstLineNumber());
}

void MarkdownEditor::setTitleSource(TitleSource source)
{
    m_completer->setSource(std::move(source));
}

void MarkdownEditor::setMeasure(int characters)
{
    m_measure = characters;
    updateMeasure();
}

int MarkdownEditor::words() const { return m_counter->words(); }
int MarkdownEditor::characters() const
{
    return m_whole ? int(m_whole->size()) : document()->characterCount() - 1;
}

void MarkdownEditor::run(const std::function<void(QTextCursor &)> &command)
{
    if (isReadOnly())
        return;
    QTextCursor cursor = textCursor();
    command(cursor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void MarkdownEditor::toggleBold()
{
    run([](QTextCursor &cursor) { editorcommands::toggleEmphasis(cursor, 2); });
}

void MarkdownEditor::toggleItalic()
{
    run([](QTextCursor &cursor) { editorcommands::toggleEmphasis(cursor, 1); });
}

void MarkdownEditor::insertLink()
{
    const QString url = editorcommands::singleUrl(QGuiApplication::clipboard()->text());
    run([&url](QTextCursor &cursor) { editorcommands::insertLink(cursor, url); });
}

void MarkdownEditor::toggleTask() { run(editorcommands::toggleTasks); }

void MarkdownEditor::setTask(int line, bool done)
{
    if (!isReadOnly())
        editorcommands::setTask(document(), line, done);
}

void MarkdownEditor::indentLines()
{
    run([](QTextCursor &cursor) { editorcommands::indent(cursor, false); });
}

void MarkdownEditor::outdentLines()
{
    run([](QTextCursor &cursor) { editorcommands::indent(cursor, true); });
}

void MarkdownEditor::moveLinesUp()
{
    run([](QTextCursor &cursor) { editorcommands::moveLines(cursor, true); });
}

void MarkdownEditor::moveLinesDown()
{
    run([](QTextCursor &cursor) { editorcommands::moveLines(cursor, false); });
}

void MarkdownEditor::onTextChanged()
{
    // Colouring emits textChanged too, without a new revision.
    if (m_quiet || document()->revision() == m_revision)
        return;
    m_revision = document()->revision();
    emit edited();
}

void MarkdownEditor::keyPressEvent(QKeyEvent *event)
{
    if (m_completer->takes(event)) {
        event->ignore();
        return;
    }
    if (isReadOnly() && event->matches(QKeySequence::Paste))
        tellReadOnly();
    if (handleShortcutKey(event) || (!isReadOnly() && handleEditingKey(event))) {
        event->accept();
        return;
    }
    const bool types = !event->text().isEmpty();
    QPlainTextEdit::keyPressEvent(event);
    if (event->text() == u"`" || event->text() == u"~")
        alignFence();
    if (types || m_completer->isOpen())
        m_completer->update();
}

void MarkdownEditor::alignFence()
{
    const auto opening = MarkdownHighlighter::openedBefore(textCursor().block());
    if (isReadOnly() || !opening)
        return;
    QTextCursor cursor = textCursor();
    if (editorcommands::alignClosingFence(cursor, *opening))
        setTextCursor(cursor);
}

bool MarkdownEditor::handleEditingKey(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    QTextCursor cursor = textCursor();
    bool done = false;
    if (enter && modifiers == Qt::ControlModifier) {
        editorcommands::toggleTasks(cursor);
        done = true;
    } else if (enter && modifiers == Qt::ShiftModifier) {
        cursor.insertBlock(); // not a line separator: Markdown knows one kind of line end
        done = true;
    } else if (enter && modifiers == Qt::NoModifier) {
        done = editorcommands::continueLine(cursor, MarkdownHighlighter::isCode(cursor.block()));
    } else if (event->key() == Qt::Key_Tab && modifiers == Qt::NoModifier) {
        done = editorcommands::indent(cursor, false);
    } else if (event->key() == Qt::Key_Backtab) {
        done = editorcommands::indent(cursor, true);
    } else if (
        event->key() == Qt::Key_Backspace && !(modifiers & ~Qt::ShiftModifier) && !isComposing()) {
        done = editorcommands::deleteGrapheme(cursor, false);
    } else if (event->key() == Qt::Key_Delete && modifiers == Qt::NoModifier) {
        done = editorcommands::deleteGrapheme(cursor, true);
    } else if (
        modifiers == Qt::AltModifier
        && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        editorcommands::moveLines(cursor, event->key() == Qt::Key_Up);
        done = true;
    }
    if (done) {
        setTextCursor(cursor);
        ensureCursorVisible();
    }
    return done;
}

bool MarkdownEditor::handleShortcutKey(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        emit findRequested();
    } else if (event->matches(QKeySequence::FindNext)) {
        emit findAgainRequested(false);
    } else if (event->matches(QKeySequence::FindPrevious)) {
        emit findAgainRequested(true);
    } else if (isReadOnly()) {
        return false;
    } else if (event->matches(QKeySequence::Undo)) {
        undo();
    } else if (event->matches(QKeySequence::Redo)) {
        redo();
    } else if (event->matches(QKeySequence::Bold)) {
        toggleBold();
    } else if (event->matches(QKeySequence::Italic)) {
        toggleItalic();
    } else if (event->keyCombination() == QKeyCombination(Qt::ControlModifier, Qt::Key_K)) {
        insertLink();
    } else {
        return false;
    }
    return true;
}

bool MarkdownEditor::isComposing() const { return m_composition->isActive(); }
void MarkdownEditor::commitComposition() { m_composition->commit(); }

void MarkdownEditor::inputMethodEvent(QInputMethodEvent *event)
{
    if (isReadOnly())
        event->ignore(); // Qt would write it into the text all the same
    else
        QPlainTextEdit::inputMethodEvent(event);
}

void MarkdownEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange)
        updateLook();
}

void MarkdownEditor::updateLook()
{
    const QScopedValueRollback quiet(m_quiet, true);
    if (!m_highlighter)
        return;
    m_highlighter->setLook(font(), palette());
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * 4);
    updateMeasure();
}

} // namespace cairn
