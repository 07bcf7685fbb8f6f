// SPDX-License-Identifier: GPL-3.0-or-later
#include "notebookpolicydialog.h"

#include "plaintext.h"
#include "policychoice.h"
#include "shownname.h"
#include "theme/kind.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace cairn {

NotebookPolicyDialog::NotebookPolicyDialog(
    const QString &notebook, const std::optional<ConflictPolicy> &own, ConflictPolicy inherited,
    QWidget *parent)
    : QDialog(parent)
    , m_choice(new PolicyChoice(this, inherited))
{
    setObjectName(QStringLiteral("notebookPolicyDialog"));
    setWindowTitle(tr("When versions differ"));
    auto *question = new PlainLabel(
        tr("When a note in “%1” was changed on two devices in the same place:")
            .arg(isolatedName(notebook)),
        this);
    question->setWordWrap(true);
    auto *scope = new PlainLabel(
        tr("This also holds for the notebooks inside it, and only on this device. Notes that wait "
           "for review already go on waiting, unless you say otherwise then."),
        this);
    scope->setWordWrap(true);
    setKind(scope, "quiet");
    m_choice->setPolicy(own);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(StandardWords::of(QMessageBox::Ok));
    buttons->button(QDialogButtonBox::Cancel)->setText(StandardWords::of(QMessageBox::Cancel));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 20);
    rows->setSpacing(12);
    rows->addWidget(question);
    rows->addWidget(m_choice);
    rows->addWidget(scope);
    rows->addWidget(buttons);
    setMinimumWidth(440);
}

std::optional<ConflictPolicy> NotebookPolicyDialog::policy() const { return m_choice->policy(); }

} // namespace cairn
