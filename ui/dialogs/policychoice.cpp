// SPDX-License-Identifier: GPL-3.0-or-later
#include "policychoice.h"

#include "plaintext.h"
#include "theme/kind.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace cairn {

PolicyChoice::PolicyChoice(QWidget *parent, const std::optional<ConflictPolicy> &inherited)
    : QWidget(parent)
    , m_inherited(inherited)
    , m_box(new QComboBox(this))
    , m_consequence(new PlainLabel(this))
{
    m_box->setObjectName(QStringLiteral("policyBox"));
    m_box->setAccessibleName(tr("When a note was changed on two devices in the same place"));
    if (inherited)
        m_box->addItem(tr("As everywhere else (%1)").arg(words(*inherited)));
    const QList<ConflictPolicy> all = conflictPolicies();
    for (const ConflictPolicy policy : all)
        m_box->addItem(words(policy), static_cast<int>(policy));
    m_consequence->setObjectName(QStringLiteral("policyConsequence"));
    m_consequence->setWordWrap(true);
    setKind(m_consequence, "quiet");
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(m_box);
    rows->addWidget(m_consequence);
    setFocusProxy(m_box);
    // Room for the longest of them, so that the window does not jump from choice to choice.
    int height = 0;
    for (const ConflictPolicy policy : all)
        height = qMax(
            height,
            m_consequence->fontMetrics()
                .boundingRect(QRect(0, 0, 340, 400), Qt::TextWordWrap, consequence(policy))
                .height());
    m_consequence->setMinimumHeight(height);
    m_consequence->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    connect(m_box, &QComboBox::currentIndexChanged, this, &PolicyChoice::explain);
    connect(m_box, &QComboBox::activated, this, &PolicyChoice::chosen);
    explain();
}

void PolicyChoice::setPolicy(const std::optional<ConflictPolicy> &policy)
{
    m_box->setCurrentIndex(policy ? m_box->findData(static_cast<int>(*policy)) : 0);
}

std::optional<ConflictPolicy> PolicyChoice::policy() const
{
    const QVariant chosen = m_box->currentData();
    return chosen.isValid() ? std::optional(static_cast<ConflictPolicy>(chosen.toInt()))
                            : std::nullopt;
}

void PolicyChoice::explain()
{
    const QString text = consequence(policy().value_or(m_inherited.value_or(ConflictPolicy::Ask)));
    m_consequence->setText(text);
    m_box->setAccessibleDescription(text);
}

QString PolicyChoice::words(ConflictPolicy policy)
{
    switch (policy) {
    case ConflictPolicy::Newest:
        return tr("Keep the newest version");
    case ConflictPolicy::Mine:
        return tr("Keep what I wrote on this device");
    case ConflictPolicy::Server:
        return tr("Keep what the server has");
    case ConflictPolicy::Both:
        return tr("Keep both as two notes");
    case ConflictPolicy::Ask:
        break;
    }
    return tr("Ask me");
}

QString PolicyChoice::consequence(ConflictPolicy policy)
{
    switch (policy) {
    case ConflictPolicy::Newest:
        return tr("The version that was edited last stays, by the clocks of the devices. The other "
                  "one goes into the note's history.");
    case ConflictPolicy::Mine:
        return tr("What this device wrote replaces what others wrote. Theirs goes into the note's "
                  "history. If another device decides first, its decision stays.");
    case ConflictPolicy::Server:
        return tr(
            "What reached the server first stays. What this device wrote goes into the note's "
            "history.");
    case ConflictPolicy::Both:
        return tr(
            "Nobody's text is replaced: the other version becomes a second note with the same "
            "title.");
    case ConflictPolicy::Ask:
        break;
    }
    return tr("Both versions wait until you decide. You can go on writing in the meantime.");
}

} // namespace cairn
