// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/setaside.h"

#include "conflict/conflictcard.h"
#include "conflict/conflictdraft.h"
#include "plaintext.h"
#include "theme/kind.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace cairn {

namespace {

constexpr int kMostLines = 5; ///< the fields stand above the note, which is to stay in view

} // namespace

SetAside::SetAside(ConflictDraft *draft, QWidget *parent)
    : QFrame(parent)
    , m_draft(draft)
{
    setObjectName(QStringLiteral("conflictLeftovers"));
    setKind(this, "card");
    auto *column = new QVBoxLayout(this);
    auto *title = new PlainLabel(tr("You wrote this for a place that is gone now"), this);
    setKind(title, "section");
    column->addWidget(title);
    const QStringList texts = m_draft->leftovers();
    for (const QString &text : texts)
        addField(text);
    auto *copy = new QPushButton(tr("Copy"), this);
    copy->setObjectName(QStringLiteral("conflictCopyLeftovers"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] {
        commitCompositions();
        QGuiApplication::clipboard()->setText(m_draft->leftovers().join(u'\n'));
    });
    column->addWidget(copy, 0, Qt::AlignLeading);
}

void SetAside::addField(const QString &text)
{
    const int index = int(m_fields.size());
    auto *field = new ConflictEditor(this);
    field->setObjectName(QStringLiteral("conflictLeftover%1").arg(index));
    field->setAccessibleName(tr("You wrote this for a place that is gone now"));
    field->setContent(text);
    field->setMaximumHeight(kMostLines * field->fontMetrics().lineSpacing() + 16);
    field->setUndoRedoEnabled(true); // it is no decision that the dialog could undo
    connect(field, &QPlainTextEdit::textChanged, this, [this, field, index] {
        m_draft->setLeftover(index, field->content());
    });
    connect(field, &ConflictEditor::left, this, &SetAside::left);
    m_fields.append(field);
    layout()->addWidget(field);
}

int SetAside::focusedField() const
{
    for (int i = 0; i < m_fields.size(); ++i) {
        if (m_fields[i] == window()->focusWidget())
            return i;
    }
    return -1;
}

CardSpot SetAside::spotIn(const ConflictEditor *field)
{
    const QTextCursor cursor = field->textCursor();
    return {0, field->content(), cursor.anchor(), cursor.position(), true};
}

void SetAside::commitCompositions()
{
    for (ConflictEditor *field : std::as_const(m_fields))
        field->commitComposition();
}

} // namespace cairn
