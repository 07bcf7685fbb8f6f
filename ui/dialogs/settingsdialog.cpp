// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsdialog.h"

#include "forms.h"
#include "plaintext.h"
#include "policychoice.h"
#include "shownname.h"
#include "theme/fitting.h"
#include "theme/kind.h"

#include <QComboBox>
#include <QFontComboBox>
#include <QPushButton>
#include <QShowEvent>
#include <QSpinBox>
#include <QVBoxLayout>

namespace cairn {

namespace {

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    setKind(label, "section");
    return label;
}

QFrame *line(QWidget *parent)
{
    auto *frame = new QFrame(parent);
    setKind(frame, "line");
    return frame;
}

} // namespace

SettingsDialog::SettingsDialog(UiSettings &settings, const QString &account, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *keys = new QPushButton(tr("Shortcuts…"), this);
    keys->setAutoDefault(false);
    connect(keys, &QPushButton::clicked, this, &SettingsDialog::shortcutsRequested);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(keys);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *page = new QWidget(this);
    auto *sections = new QVBoxLayout(page);
    sections->setContentsMargins(24, 20, 24, 0);
    sections->setSpacing(8);
    sections->addWidget(heading(tr("Look"), page));
    sections->addWidget(buildLook());
    sections->addWidget(line(page));
    sections->addSpacing(4);
    sections->addWidget(heading(tr("Text"), page));
    sections->addWidget(buildEditor());
    sections->addWidget(line(page));
    sections->addSpacing(4);
    sections->addWidget(heading(tr("Sync"), page));
    sections->addWidget(buildSync(account));
    m_sync = new QVBoxLayout;
    sections->addLayout(m_sync);
    sections->addWidget(buildPolicy());
    m_sections = new QVBoxLayout;
    m_sections->setSpacing(8);
    sections->addLayout(m_sections);
    sections->addStretch();
    m_page = new ScrollingPage(page, this);
    buttons->setContentsMargins(24, 0, 24, 0);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 20);
    rows->setSpacing(12);
    rows->addWidget(m_page, 1);
    rows->addLayout(buttons);
    setMinimumWidth(480);
}

void SettingsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous())
        resizeToFit(this, sizeHint()); // all sections are in by now
}

void SettingsDialog::addToSync(QWidget *setting) { m_sync->addWidget(setting); }

void SettingsDialog::addSection(const QString &title, QWidget *section)
{
    m_sections->addWidget(line(this));
    m_sections->addSpacing(4);
    m_sections->addWidget(heading(title, this));
    m_sections->addWidget(section);
}

void SettingsDialog::setPauseMenu(QMenu *menu) { m_pause->setMenu(menu); }

void SettingsDialog::setPolicy(ConflictPolicy policy) { m_policy->setPolicy(policy); }

QWidget *SettingsDialog::buildPolicy()
{
    auto *page = new QWidget(this);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 4, 0, 8);
    rows->setSpacing(8);
    auto *question =
        new PlainLabel(tr("When a note was changed on two devices in the &same place:"), page);
    question->setWordWrap(true);
    m_policy = new PolicyChoice(page);
    m_policy->setObjectName(QStringLiteral("settingsPolicy"));
    question->setBuddy(m_policy->box());
    rows->addWidget(question);
    rows->addWidget(m_policy);
    connect(m_policy, &PolicyChoice::chosen, this, [this] {
        emit policyChanged(m_policy->policy().value_or(ConflictPolicy::Ask));
    });
    return page;
}

QWidget *SettingsDialog::buildLook()
{
    auto *page = new QWidget(this);
    auto *form = makeForm(page);
    auto *theme = new QComboBox(page);
    theme->setObjectName(QStringLiteral("settingsTheme"));
    theme->addItem(tr("Like the system"), static_cast<int>(Theme::Mode::System));
    theme->addItem(tr("Light"), static_cast<int>(Theme::Mode::Light));
    theme->addItem(tr("Dark"), static_cast<int>(Theme::Mode::Dark));
    theme->setCurrentIndex(theme->findData(static_cast<int>(m_settings.theme())));
    connect(theme, &QComboBox::currentIndexChanged, this, [this, theme] {
        const auto mode = static_cast<Theme::Mode>(theme->currentData().toInt());
        m_settings.setTheme(mode);
        emit themeChanged(mode);
    });
    addField(form, tr("&Colours"), theme);
    return page;
}

QWidget *SettingsDialog::buildEditor()
{
    auto *page = new QWidget(this);
    auto *form = makeForm(page);
    const QFont font = m_settings.editorFont();
    m_family = new QFontComboBox(page);
    m_family->setObjectName(QStringLiteral("settingsFont"));
    m_family->setCurrentFont(font);
    m_size = new QSpinBox(page);
    m_size->setObjectName(QStringLiteral("settingsFontSize"));
    m_size->setRange(7, 48);
    m_size->setValue(qRound(font.pointSizeF()));
    m_size->setSuffix(tr(" pt"));
    auto *measure = new QSpinBox(page);
    measure->setObjectName(QStringLiteral("settingsMeasure"));
    measure->setRange(0, 200);
    measure->setSingleStep(5);
    measure->setSpecialValueText(tr("as wide as the window"));
    measure->setSuffix(tr(" characters"));
    measure->setValue(m_settings.measure());
    connect(m_family, &QFontComboBox::currentFontChanged, this, &SettingsDialog::fontEdited);
    connect(m_size, &QSpinBox::valueChanged, this, &SettingsDialog::fontEdited);
    connect(measure, &QSpinBox::valueChanged, this, [this](int characters) {
        m_settings.setMeasure(characters);
        emit measureChanged(characters);
    });
    addField(form, tr("&Font"), m_family);
    addField(form, tr("&Size"), m_size);
    addField(form, tr("Line &width"), measure);
    return page;
}

void SettingsDialog::fontEdited()
{
    QFont font = m_family->currentFont();
    font.setPointSize(m_size->value());
    m_settings.setEditorFont(font);
    emit editorFontChanged(font);
}

QWidget *SettingsDialog::buildSync(const QString &account)
{
    auto *page = new QWidget(this);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 4, 0, 8);
    auto *words = new PlainLabel(
        account.isEmpty() ? tr("Notes are on this computer only.")
                          : oneLine(account, kMaxShownPath),
        page);
    words->setWordWrap(true);
    setKind(words, "quiet");
    auto *button = new QPushButton(account.isEmpty() ? tr("Set up…") : tr("Account…"), page);
    button->setAutoDefault(false);
    m_pause = new QPushButton(tr("Pause"), page);
    m_pause->setAutoDefault(false);
    m_pause->setVisible(!account.isEmpty());
    row->addWidget(words, 1);
    row->addWidget(m_pause);
    row->addWidget(button);
    connect(button, &QPushButton::clicked, this, &SettingsDialog::accountRequested);
    return page;
}

} // namespace cairn
