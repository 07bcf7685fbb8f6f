// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"
#include "uisettings.h"

#include <QFrame>
#include <QTimer>

class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace cairn {

class Banner;
class Clock;
class EditorPane;
class EmptyState;
class MarkdownEditor;
class MergeMarkLine;
class NoteHeader;
class PreviewPane;

/// The right column: header, banners, editor and preview of one note, or a word when none is open.
/// It arranges and shows; NoteSession does the work.
class NotePane : public QFrame {
    Q_OBJECT
public:
    explicit NotePane(const Clock &clock, QWidget *parent = nullptr);

    NoteHeader *header() const { return m_header; }
    EditorPane *editorPane() const { return m_editorPane; }
    MarkdownEditor *editor() const;
    PreviewPane *preview() const { return m_preview; }
    Banner *newNoteBanner() const { return m_newNoteBanner; } ///< a new note could not be made
    Banner *saveBanner() const { return m_saveBanner; } ///< text could not be saved
    Banner *sizeBanner() const { return m_sizeBanner; } ///< too large to be edited as it is
    Banner *noteBanner() const { return m_noteBanner; } ///< two versions, in the trash

    MergeMarkLine *mergeMark() const { return m_mergeMark; } ///< another device's version came in

    void showNote(const Note &note);
    void showNothing(bool anyNotes);
    void setView(UiSettings::View view);
    UiSettings::View view() const { return m_view; }
    void setEditorFont(const QFont &font);
    void setMeasure(int characters);
    void focusText();

signals:
    void newNoteRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void alignHeader();
    void showSizeBanner(bool tooLarge);
    void updatePreview();

    NoteHeader *m_header;
    Banner *m_newNoteBanner;
    Banner *m_saveBanner;
    Banner *m_sizeBanner;
    Banner *m_noteBanner;
    MergeMarkLine *m_mergeMark;
    EditorPane *m_editorPane;
    PreviewPane *m_preview;
    QVBoxLayout *m_banners = nullptr;
    QSplitter *m_splitter;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    UiSettings::View m_view = UiSettings::View::Editor;
    QString m_shownId; ///< the note that the preview shows
    QTimer m_align; ///< margins settle in several steps, when a scroll bar comes for example
    QTimer m_previewPause; ///< copying the text of a large note at every key would be felt
};

} // namespace cairn
