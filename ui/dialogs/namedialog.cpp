// SPDX-License-Identifier: GPL-3.0-or-later
#include "namedialog.h"

#include "forms.h"
#include "plaintext.h"
#include "theme/fitting.h"
#include "theme/kind.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace cairn {

namespace {

constexpr int kWidth = 440;
constexpr int kPlaceCharacters = 30; ///< a long path does not make the dialog wider

} // namespace

NameDialog::NameDialog(const QString &title, const QString &accept, Use use, QWidget *parent)
    : QDialog(parent)
    , m_use(std::move(use))
    , m_explanation(new PlainLabel(this))
    , m_name(new QLineEdit(this))
    , m_error(new PlainLabel(this))
{
    setObjectName(QStringLiteral("nameDialog"));
    setWindowTitle(title);
    m_explanation->setWordWrap(true);
    m_explanation->hide();
    m_name->setObjectName(QStringLiteral("nameField"));
    m_name->setAccessibleName(tr("Name"));
    m_error->setObjectName(QStringLiteral("nameError"));
    m_error->setWordWrap(true);
    setKind(m_error, "error");
    m_error->hide();
    auto *fields = new QWidget(this);
    m_form = makeForm(fields);
    addField(m_form, tr("Name"), m_name);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(StandardWords::of(QMessageBox::Cancel));
    QPushButton *yes = buttons->addButton(accept, QDialogButtonBox::AcceptRole);
    yes->setObjectName(QStringLiteral("nameAccept"));
    yes->setDefault(true);
    yes->setEnabled(false);
    setKind(yes, "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &NameDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, [this, yes](const QString &text) {
        yes->setEnabled(!text.trimmed().isEmpty());
        m_error->hide();
    });
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 20);
    rows->setSpacing(12);
    rows->addWidget(m_explanation);
    rows->addWidget(fields);
    rows->addWidget(m_error);
    rows->addWidget(buttons);
    setMinimumWidth(kWidth);
    m_name->setFocus();
}

void NameDialog::setExplanation(const QString &words)
{
    m_explanation->setText(words);
    m_explanation->show();
}

void NameDialog::setName(const QString &name)
{
    m_name->setText(name);
    m_name->selectAll();
}

void NameDialog::offerPlaces(
    const QString &label, const QList<Place> &places, const QString &chosen)
{
    m_place = new QComboBox(this);
    m_place->setObjectName(QStringLiteral("namePlace"));
    m_place->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_place->setMinimumContentsLength(kPlaceCharacters);
    for (const Place &place : places)
        m_place->addItem(place.words, place.id);
    m_place->setCurrentIndex(qMax(0, m_place->findData(chosen)));
    connect(m_place, &QComboBox::currentIndexChanged, m_error, &QWidget::hide);
    addField(m_form, label, m_place);
    setTabOrder(m_name, m_place);
}

void NameDialog::accept()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    const auto wrong = m_use(name, m_place ? m_place->currentData().toString() : QString());
    if (!wrong)
        return QDialog::accept();
    m_error->setText(*wrong);
    m_error->show();
    // The words get room of their own, not that of the fields.
    growToFit(this);
    m_name->setFocus();
}

} // namespace cairn
