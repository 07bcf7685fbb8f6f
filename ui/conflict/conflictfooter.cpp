// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflictfooter.h"

#include "conflict/conflictdraft.h"
#include "conflict/conflictwords.h"
#include "plaintext.h"
#include "theme/foldingrow.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QPushButton>
#include <QToolButton>
#include <QUndoStack>

namespace cairn {

ConflictFooter::ConflictFooter(ConflictDraft *draft, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
{
    const auto key = [](QKeySequence::StandardKey standard) {
        return QKeySequence(standard).toString(QKeySequence::NativeText);
    };
    m_whole = tool("conflictWhole", QIcon(), tr("Keep a whole version"));
    m_whole->setText(tr("Keep a whole version …"));
    m_whole->setCheckable(true);
    setKind(m_whole, "text");
    m_undo = tool("conflictUndo", icon(Icon::Undo), tr("Undo (%1)").arg(key(QKeySequence::Undo)));
    m_redo = tool("conflictRedo", icon(Icon::Redo), tr("Redo (%1)").arg(key(QKeySequence::Redo)));
    m_counter = new PlainLabel(this);
    m_counter->setObjectName(QStringLiteral("conflictCounter"));
    m_previous =
        tool("conflictPrevious", icon(Icon::Previous), tr("Previous open place (Shift+F8)"));
    m_next = tool("conflictNext", icon(Icon::Next), tr("Next open place (F8)"));
    m_later = button("conflictLater", tr("Finish later"));
    m_save = button("conflictSave", tr("Save"));
    setKind(m_save, "primary");

    auto *row = new FoldingRow(this);
    auto *frame = new QHBoxLayout(this);
    frame->setContentsMargins(16, 12, 16, 12);
    frame->addWidget(row);
    for (QWidget *one : std::initializer_list<QWidget *>{m_whole, m_undo, m_redo})
        row->first()->addWidget(one);
    row->first()->addStretch();
    for (QWidget *one : std::initializer_list<QWidget *>{m_counter, m_previous, m_next})
        row->first()->addWidget(one);
    row->second()->addSpacing(8);
    for (QWidget *one : {m_later, m_save})
        row->second()->addWidget(one);

    QUndoStack *stack = m_draft->undoStack();
    connect(m_undo, &QToolButton::clicked, stack, &QUndoStack::undo);
    connect(m_redo, &QToolButton::clicked, stack, &QUndoStack::redo);
    connect(m_whole, &QToolButton::toggled, this, &ConflictFooter::wholeToggled);
    connect(m_previous, &QToolButton::clicked, this, [this] { emit stepped(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit stepped(1); });
    connect(m_later, &QPushButton::clicked, this, &ConflictFooter::later);
    connect(m_save, &QPushButton::clicked, this, &ConflictFooter::saved);
    connect(stack, &QUndoStack::indexChanged, this, &ConflictFooter::refresh);
    connect(m_draft, &ConflictDraft::replaced, this, &ConflictFooter::refresh);
    refresh();
}

QToolButton *ConflictFooter::tool(const char *name, const QIcon &symbol, const QString &what)
{
    auto *result = new QToolButton(this);
    result->setObjectName(QLatin1String(name));
    result->setIcon(symbol);
    result->setAccessibleName(what);
    result->setToolTip(plainToolTip(what));
    result->setFocusPolicy(Qt::StrongFocus);
    return result;
}

QPushButton *ConflictFooter::button(const char *name, const QString &text)
{
    auto *result = new QPushButton(text, this);
    result->setObjectName(QLatin1String(name));
    result->setAutoDefault(false);
    return result;
}

void ConflictFooter::refresh()
{
    const int places = int(m_draft->places().size());
    const bool complete = m_draft->isComplete();
    QString counter = ConflictWords::counter(m_draft->decidedCount(), places);
    if (places == 0)
        counter = tr("The versions fit together");
    if (m_notesWaiting > 0)
        counter = tr("%1 · %Ln more note(s) to review", nullptr, m_notesWaiting).arg(counter);
    m_counter->setText(counter);
    m_save->setEnabled(complete && !m_over);
    m_save->setToolTip(complete ? QString() : tr("Decide every place first"));
    m_previous->setEnabled(!complete && !m_over);
    m_next->setEnabled(!complete && !m_over);
    m_undo->setEnabled(m_draft->undoStack()->canUndo() && !m_over);
    m_redo->setEnabled(m_draft->undoStack()->canRedo() && !m_over);
    m_whole->setEnabled(!m_over);
    // To keep or to delete has its own two buttons.
    for (QWidget *widget :
         {static_cast<QWidget *>(m_whole), static_cast<QWidget *>(m_undo),
          static_cast<QWidget *>(m_redo), static_cast<QWidget *>(m_counter),
          static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_next),
          static_cast<QWidget *>(m_save)})
        widget->setVisible(!m_draft->isDeletion());
    if (m_over)
        m_counter->hide();
}

void ConflictFooter::setNotesWaiting(int notes)
{
    m_notesWaiting = notes;
    refresh();
}

void ConflictFooter::setOver(bool over)
{
    m_over = over;
    m_later->setText(over ? tr("Close") : tr("Finish later"));
    refresh();
}

bool ConflictFooter::isWholeOpen() const { return m_whole->isChecked(); }

void ConflictFooter::closeWhole()
{
    m_whole->setChecked(false);
    m_whole->setFocus(Qt::OtherFocusReason);
}

bool ConflictFooter::canSave() const { return m_save->isEnabled() && !m_draft->isDeletion(); }

void ConflictFooter::focusSave() { m_save->setFocus(Qt::ShortcutFocusReason); }

} // namespace cairn
