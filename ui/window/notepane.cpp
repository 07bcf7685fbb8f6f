// SPDX-License-Identifier: GPL-3.0-or-later
#include "notepane.h"

#include "editor/editorpane.h"
#include "editor/markdowneditor.h"
#include "history/mergemark.h"
#include "notes/emptystate.h"
#include "notes/noteheader.h"
#include "preview/previewpane.h"
#include "status/banner.h"
#include "theme/kind.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cairn {

namespace {

constexpr int kPreviewPauseMs = 120;
constexpr int kSplitMargin = 24;
constexpr int kBannerRoom = 12; ///< px: a banner reaches out so that its words line up

Banner *makeBanner(const QString &name, QWidget *parent)
{
    auto *banner = new Banner(parent);
    banner->setObjectName(name);
    return banner;
}

} // namespace

NotePane::NotePane(const Clock &clock, QWidget *parent)
    : QFrame(parent)
    , m_header(new NoteHeader(clock, this))
    , m_newNoteBanner(makeBanner(QStringLiteral("newNoteBanner"), this))
    , m_saveBanner(makeBanner(QStringLiteral("saveBanner"), this))
    , m_sizeBanner(makeBanner(QStringLiteral("sizeBanner"), this))
    , m_noteBanner(makeBanner(QStringLiteral("noteBanner"), this))
    , m_mergeMark(new MergeMarkLine(this))
    , m_editorPane(new EditorPane(this))
    , m_preview(new PreviewPane(this))
    , m_splitter(new QSplitter(this))
    , m_empty(new EmptyState(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("notePane"));
    setKind(this, "page");
    editor()->setObjectName(QStringLiteral("noteEditor"));
    editor()->setAccessibleName(tr("Text of the note"));
    m_preview->setObjectName(QStringLiteral("notePreview"));
    m_preview->setAccessibleName(tr("Preview of the note"));
    m_empty->setObjectName(QStringLiteral("noteEmpty"));
    m_splitter->addWidget(m_editorPane);
    m_splitter->addWidget(m_preview);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);

    auto *note = new QWidget(this);
    m_banners = new QVBoxLayout;
    m_banners->setSpacing(8);
    m_banners->addWidget(m_saveBanner);
    m_banners->addWidget(m_sizeBanner);
    m_banners->addWidget(m_noteBanner);
    m_banners->addWidget(m_mergeMark);
    auto *rows = new QVBoxLayout(note);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_header);
    rows->addLayout(m_banners);
    rows->addWidget(m_splitter, 1);
    m_stack->addWidget(note);
    m_stack->addWidget(m_empty);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_newNoteBanner); // whether a note is open or not
    whole->addWidget(m_stack, 1);

    m_previewPause.setSingleShot(true);
    m_previewPause.setInterval(kPreviewPauseMs);
    connect(&m_previewPause, &QTimer::timeout, this, &NotePane::updatePreview);
    connect(editor(), &MarkdownEditor::edited, this, [this] {
        if (!m_previewPause.isActive())
            m_previewPause.start();
    });
    connect(editor(), &MarkdownEditor::tooLargeChanged, this, &NotePane::showSizeBanner);
    connect(m_sizeBanner, &Banner::primaryClicked, editor(), &MarkdownEditor::editTooLarge);
    connect(m_preview, &PreviewPane::taskToggled, editor(), &MarkdownEditor::setTask);
    connect(m_empty, &EmptyState::actionClicked, this, &NotePane::newNoteRequested);
    m_align.setSingleShot(true);
    connect(&m_align, &QTimer::timeout, this, &NotePane::alignHeader);
    editor()->viewport()->installEventFilter(this);
    m_preview->viewport()->installEventFilter(this);
    setView(UiSettings::View::Editor);
    showNothing(true);
}

MarkdownEditor *NotePane::editor() const { return m_editorPane->editor(); }

void NotePane::showNote(const Note &note)
{
    m_stack->setCurrentIndex(0);
    if (note.id != m_shownId) {
        m_shownId = note.id;
        m_preview->showNote(note.body);
    } else {
        updatePreview();
    }
}

void NotePane::showNothing(bool anyNotes)
{
    m_shownId.clear();
    m_saveBanner->hide();
    m_sizeBanner->hide();
    m_noteBanner->hide();
    m_mergeMark->hide();
    if (anyNotes)
        m_empty->show(
            Icon::Notes, tr("No note is open"), tr("Choose one from the list, or write a new one."),
            tr("New note"));
    else
        m_empty->show(
            Icon::NewNote, tr("Write your first note"),
            tr("It is saved while you type, on this computer, with or without a network."),
            tr("New note"));
    const bool keysWereHere = m_stack->currentIndex() == 0 && window()->focusWidget()
        && m_stack->currentWidget()->isAncestorOf(window()->focusWidget());
    m_stack->setCurrentIndex(1);
    if (keysWereHere)
        m_empty->setFocus(Qt::OtherFocusReason); // not its button: the next Space would press it
}

void NotePane::showSizeBanner(bool tooLarge)
{
    if (!tooLarge)
        return m_sizeBanner->hide();
    m_sizeBanner->show(
        Banner::Level::Info,
        tr("This note is too large to be edited as it is, or a line of it is. Its beginning is "
           "shown to be read; nothing of it is changed."),
        tr("Break long lines and edit"));
}

void NotePane::setView(UiSettings::View view)
{
    m_view = view;
    m_editorPane->setVisible(view != UiSettings::View::Preview);
    m_preview->setVisible(view != UiSettings::View::Editor);
    if (view == UiSettings::View::Split)
        m_splitter->setSizes({m_splitter->width() / 2, m_splitter->width() / 2});
    updatePreview();
}

void NotePane::updatePreview()
{
    if (m_view != UiSettings::View::Editor)
        m_preview->updateNote(editor()->noteText());
}

bool NotePane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move
        || event->type() == QEvent::Show) {
        alignHeader();
        m_align.start();
    }
    return QFrame::eventFilter(watched, event);
}

void NotePane::alignHeader()
{
    // The column of text is centred in a wide window; title and banners stand over it.
    const bool preview = m_view == UiSettings::View::Preview;
    const QWidget *column = preview ? m_preview->viewport() : editor()->viewport();
    const int inner = preview ? 0 : qRound(editor()->document()->documentMargin());
    int left = column->mapTo(this, QPoint(inner, 0)).x();
    int right = width() - column->mapTo(this, QPoint(column->width() - inner, 0)).x();
    if (m_view == UiSettings::View::Split)
        (isRightToLeft() ? left : right) = kSplitMargin;
    if (isRightToLeft())
        std::swap(left, right);
    m_header->setSideMargins(left, qMin(right, left + kSplitMargin));
    m_banners->setContentsMargins(left - kBannerRoom, 0, right - kBannerRoom, 4);
}

void NotePane::setEditorFont(const QFont &font)
{
    editor()->setFont(font);
    m_preview->setFont(font);
}

void NotePane::setMeasure(int characters)
{
    editor()->setMeasure(characters);
    m_preview->setMeasure(characters);
}

void NotePane::focusText()
{
    if (m_view == UiSettings::View::Preview)
        m_preview->setFocus(Qt::ShortcutFocusReason);
    else
        editor()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace cairn
