// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/undohistory.h"
#include "markdownlink.h"

#include <QPlainTextEdit>
#include <QUrl>

#include <functional>
#include <optional>

namespace cairn {

class Composition;
class MarkdownHighlighter;
class TitleCompleter;
class WordCounter;

/// Where the person is in a note: positions in UTF-16 units. Kept over restarts and when coming
/// back to a note.
struct EditorPosition {
    int anchor = 0;
    int caret = 0;
    int top = 0; ///< a position in the first visible line
};

/// The note's text as Markdown source. UI thread only. The text never passes through toPlainText(),
/// which would turn no-break spaces into blanks: use noteText(). Tab and Enter work on lists, `[ ]`
/// boxes tick by a click, Ctrl+click follows links. Who shows a note calls setNoteText(); changes
/// from elsewhere to the same note come by applyRemoteText().
class MarkdownEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    /// Titles of notes for what was typed behind `[[`, best first. Called on the UI thread at every
    /// key: must be quick.
    using TitleSource = std::function<QStringList(const QString &text)>;

    explicit MarkdownEditor(QWidget *parent = nullptr);
    ~MarkdownEditor() override;

    QString noteText() const; ///< lines end in \n
    /// Shows another note: nothing can be taken back in it yet, the caret is at the start. Does not
    /// emit edited(). A text that is too large to be edited is shown in pieces, its beginning only,
    /// to be read; noteText() is the whole all the same.
    void setNoteText(const QString &text);
    /// The same note changed elsewhere: minimal edits, so caret, selection and scroll position
    /// stay. Undo goes on to take back what the person wrote, and nothing of this. Does not emit
    /// edited(). Unsaved text must be saved (and so merged into `text`) before.
    void applyRemoteText(const QString &text);

    bool isTooLarge() const { return m_whole.has_value(); }
    /// Puts line ends into lines that are too long, as an edit, and lets the person write.
    void editTooLarge();
    /// The person may not edit. A text that is too large stays read-only whatever is said here.
    void setReadOnly(bool readOnly);

    EditorPosition position() const;
    void setPosition(const EditorPosition &position);

    void setTitleSource(TitleSource source);
    /// Characters in a line before the text stops growing and is centred instead; 0: no limit.
    void setMeasure(int characters);
    int words() const;
    int characters() const;
    /// An input method is composing; a good moment to wait with applyRemoteText().
    bool isComposing() const;
    void commitComposition(); ///< makes what an input method shows text; emits edited()

    /// What can be taken back in a text, for when it is shown again.
    struct Steps {
        QString text; ///< of the document, that they belong to
        UndoHistory history;
    };
    int undoSteps() const { return m_history.undoSteps(); }
    bool canStep() const { return m_history.canUndo() || m_history.canRedo(); }
    Steps steps() const { return {m_shown, m_history}; }
    /// After setNoteText(): what changed in it meanwhile is from elsewhere, and no step.
    void goOnFrom(Steps steps);
    /// The text is another one by an act that is undone elsewhere: to take back earlier edits in it
    /// would make texts that never were.
    void forgetSteps() { m_history.clear(); }

public slots:
    /// These hide Qt's own, which would take back what came from elsewhere, too.
    void undo();
    void redo();
    void toggleBold();
    void toggleItalic();
    void insertLink();
    void toggleTask(); ///< at the caret or in the selected lines
    void setTask(int line, bool done); ///< line from 0; for the preview
    /// For the clipboard: a link that this editor pastes under its title, and others as its
    /// address.
    static QMimeData *linkTo(const QString &title, const NoteLink &link);
    void insertBroken(const QString &text); ///< at the caret, with its long lines broken
    void indentLines();
    void outdentLines();
    void moveLinesUp();
    void moveLinesDown();

signals:
    void edited(); ///< the person (or undo) changed the text
    void composingChanged(); ///< isComposing() is another one
    void wordCountChanged(int words);
    void linkActivated(const QString &address); ///< http, https, mailto or cairn://note/ID only
    /// A link whose words promise another place: the person is asked first.
    void doubtfulLinkActivated(const QString &words, const QString &address);
    void titleActivated(const QString &title); ///< of `[[title]]`
    void tooLargeChanged(bool tooLarge);
    void told(const QString &message); ///< why something did not happen
    /// A line of the text is too long to be pasted as it is; insertBroken() pastes it in lines.
    void pasteTooLong(const QString &text);
    void findRequested(); ///< Ctrl+F, when no action of the window takes it
    void findAgainRequested(bool backwards); ///< F3, Shift+F3

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    bool handleEditingKey(QKeyEvent *event);
    bool handleShortcutKey(QKeyEvent *event);
    void alignFence();
    void tellReadOnly();
    bool forwardFromMargin(QEvent *event);
    void run(const std::function<void(QTextCursor &)> &command);
    int taskLineAt(const QPoint &point) const; ///< -1: no box there
    std::optional<MarkdownLink> linkAt(const QPoint &point) const; ///< that can be followed
    void activateLinkAt(const QPoint &point);
    bool showLinkTip(const QPoint &point, const QPoint &global);
    void load(const QString &documentText);
    void showWhole(const QString &text);
    void insertIfItFits(const QString &text);
    void insertNoteText(const QString &text);
    void onTextChanged();
    void onContentsChange(int position, int removed, int added);
    QString documentText() const;
    void step(QList<TextEdit> (UndoHistory::*take)(const QString &));
    void updateLook();
    void updateMeasure();

    MarkdownHighlighter *m_highlighter = nullptr;
    WordCounter *m_counter = nullptr;
    TitleCompleter *m_completer;
    std::optional<QString> m_whole; ///< a text too large to be in the document as it is
    bool m_mayNotEdit = false; ///< for another reason than its size
    Composition *m_composition;
    int m_measure = 75;
    int m_revision = 0; ///< of the document; formats change without a new one
    int m_pressedTask = -1;
    bool m_quiet = false; ///< a change that is not the person's is being made
    bool m_keepsHistory = false; ///< the history knows of the change that is being made
    QString m_shown; ///< the text of the document, to know what a change replaced
    UndoHistory m_history;
    mutable QList<MarkdownLink> m_links; ///< of the document in this revision
    mutable int m_linksRevision = -1;
};

} // namespace cairn
