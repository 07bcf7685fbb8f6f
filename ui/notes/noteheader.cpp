// SPDX-License-Identifier: GPL-3.0-or-later
#include "noteheader.h"

#include "clock.h"
#include "editor/composition.h"
#include "plaintext.h"
#include "shownname.h"
#include "tagseditor.h"
#include "theme/icons.h"
#include "theme/kind.h"
#include "timewords.h"
#include "titlefield.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace cairn {

namespace {

constexpr int kFieldRoom = 2; ///< px between the edge of a bare field and its words
constexpr int kButtonRoom = 9; ///< px: padding and border of a button (resources/theme.qss)

QString breadcrumb(const QString &path)
{
    QStringList crumbs;
    for (const QString &name : path.split(QLatin1Char('/')))
        crumbs.append(isolatedName(name));
    return crumbs.join(QStringLiteral(" › "));
}

} // namespace

NoteHeader::NoteHeader(const Clock &clock, QWidget *parent)
    : QFrame(parent)
    , m_clock(clock)
    , m_title(new TitleField(this))
    , m_titleComposition(new Composition(m_title))
    , m_notebook(new QToolButton(this))
    , m_tags(new TagsEditor(this))
    , m_edited(new PlainLabel(this))
    , m_pin(makeToggle(QStringLiteral("pinButton"), tr("Pin to the top of lists")))
    , m_emergency(
          makeToggle(QStringLiteral("emergencyButton"), tr("Emergency: sent and received first")))
    , m_ages(clock, this, [this] { showAge(); })
{
    setObjectName(QStringLiteral("noteHeader"));
    setKind(this, "page");
    m_title->setObjectName(QStringLiteral("noteTitle"));
    m_title->setPlaceholderText(tr("Title"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setMaxLength(static_cast<int>(kMaxTitleBytes));
    m_title->installEventFilter(this);
    connect(
        m_titleComposition, &Composition::activeChanged, this, &NoteHeader::composingTitleChanged);
    setKind(m_title, "title");
    m_notebook->setObjectName(QStringLiteral("noteNotebook"));
    m_notebook->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_notebook->setIcon(icon(Icon::Notebook));
    m_notebook->setIconSize(QSize(16, 16));
    setKind(m_notebook, "text");
    m_edited->setObjectName(QStringLiteral("noteEdited"));
    setKind(m_edited, "quiet");

    m_first = new QHBoxLayout;
    m_first->setSpacing(4);
    m_first->addWidget(m_title, 1);
    m_first->addWidget(m_pin);
    m_first->addWidget(m_emergency);
    m_second = new QHBoxLayout;
    m_second->setSpacing(8);
    m_second->addWidget(m_notebook, 0, Qt::AlignTop);
    m_second->addWidget(m_tags, 1, Qt::AlignVCenter);
    m_second->addWidget(m_edited, 0, Qt::AlignVCenter);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 16, 0, 8);
    rows->setSpacing(4);
    rows->addLayout(m_first);
    rows->addLayout(m_second);

    setTabOrder(m_emergency, m_title); // from the title, Tab goes on to the text
    setSideMargins(28, 28);
    connect(m_title, &TitleField::told, this, &NoteHeader::told);
    connect(m_title, &QLineEdit::textEdited, this, &NoteHeader::titleEdited);
    connect(m_title, &QLineEdit::editingFinished, this, &NoteHeader::titleFinished);
    connect(m_title, &QLineEdit::returnPressed, this, &NoteHeader::textRequested);
    connect(m_tags, &TagsEditor::left, this, &NoteHeader::textRequested);
    connect(m_tags, &TagsEditor::tagsEdited, this, &NoteHeader::tagsEdited);
    connect(m_tags, &TagsEditor::tagClicked, this, &NoteHeader::tagClicked);
    connect(m_notebook, &QToolButton::clicked, this, [this] {
        emit notebookRequested(m_notebook->mapToGlobal(QPoint(0, m_notebook->height())));
    });
    connect(m_pin, &QToolButton::clicked, this, &NoteHeader::pinToggled);
    connect(m_emergency, &QToolButton::clicked, this, &NoteHeader::emergencyToggled);
}

NoteHeader::~NoteHeader()
{
    m_title->disconnect(this); // it says "editing finished" when it goes with the focus
}

QToolButton *NoteHeader::makeToggle(const QString &name, const QString &words)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setCheckable(true);
    button->setToolTip(plainToolTip(words));
    button->setAccessibleName(words);
    button->setIconSize(QSize(18, 18));
    setKind(button, "toggle");
    return button;
}

void NoteHeader::show(const Note &note, bool force)
{
    if (force || !isEditingTitle())
        setTitle(note.title);
    const bool placed = !note.notebookPath.isEmpty(); // its notebook may be deleted
    const QString place = placed ? breadcrumb(note.notebookPath) : tr("No notebook");
    m_notebook->setText(buttonWords(place));
    m_notebook->setAccessibleName(tr("Notebook: %1. Choose another").arg(place));
    m_tags->setTags(note.tags);
    m_editedAt = note.updatedAt;
    showAge();
    const QString device = isolatedName(note.deviceName);
    m_edited->setToolTip(plainToolTip(
        device.isEmpty()
            ? TimeWords::full(note.updatedAt)
            : tr("%1 on %2", "time, device").arg(TimeWords::full(note.updatedAt), device)));
    m_pin->setChecked(note.pinned);
    m_pin->setIcon(icon(Icon::Pin, note.pinned ? Tint::Accent : Tint::Quiet));
    m_emergency->setChecked(note.emergency);
    m_emergency->setIcon(icon(Icon::Emergency, note.emergency ? Tint::Failed : Tint::Quiet));
    const bool editable = !note.trashedAt;
    m_title->setReadOnly(!editable);
    m_tags->setReadOnly(!editable);
    for (QToolButton *button : {m_notebook, m_pin, m_emergency})
        button->setEnabled(editable);
}

void NoteHeader::showAge()
{
    const qint64 now = m_clock.nowMs();
    fit();
    m_ages.callAt(TimeWords::agoChangesAt(m_editedAt, now));
}

void NoteHeader::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

/// Place and tags come first. The age is told in fewer words where these leave little room, and by
/// the history alone where they leave none; no word is cut.
void NoteHeader::fit()
{
    const QMargins margins = m_second->contentsMargins();
    const int gap = m_second->spacing();
    const int beside =
        width() - margins.left() - margins.right() - gap - m_tags->minimumSizeHint().width();
    m_notebook->setMaximumWidth(qMax(m_notebook->minimumSizeHint().height() * 2, beside));
    const int room = beside - gap - m_notebook->sizeHint().width();
    const QString ago = TimeWords::ago(m_editedAt, m_clock.nowMs());
    QString words = tr("edited %1").arg(ago);
    if (m_edited->fontMetrics().horizontalAdvance(words) > room)
        words = ago;
    m_edited->setVisible(m_edited->fontMetrics().horizontalAdvance(words) <= room);
    m_edited->setText(words);
}

void NoteHeader::setSideMargins(int left, int right)
{
    // Fields and buttons have a little room of their own around their words.
    m_first->setContentsMargins(left - kFieldRoom, 0, right - kButtonRoom, 0);
    m_second->setContentsMargins(left - kButtonRoom, 0, right, 0);
    fit();
}

QString NoteHeader::title() const { return m_title->text(); }

void NoteHeader::setTitle(const QString &title)
{
    if (m_title->text() != title)
        m_title->setText(title);
    if (!m_title->hasFocus())
        m_title->setCursorPosition(0); // a long title shows its beginning
}

void NoteHeader::setTagSource(std::function<QStringList()> source)
{
    m_tags->setTagSource(std::move(source));
}

void NoteHeader::editTitle(bool selectAll)
{
    m_title->setFocus(Qt::ShortcutFocusReason);
    if (selectAll)
        m_title->selectAll();
}

void NoteHeader::finishTyping()
{
    m_titleComposition->commit();
    m_tags->finishTyping();
}

void NoteHeader::editTags() { m_tags->startTyping(); }
bool NoteHeader::isEditingTitle() const { return m_title->hasFocus(); }
bool NoteHeader::isComposingTitle() const { return m_titleComposition->isActive(); }

bool NoteHeader::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_title && event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
            emit textRequested();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace cairn
