// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingscontroller.h"

#include "dialogs/settingsdialog.h"
#include "history/retentionbox.h"
#include "mainactions.h"
#include "notepane.h"
#include "openconflicts.h"
#include "status/toast.h"
#include "store/conflict/policystore.h"
#include "store/replica/syncsettings.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "theme/theme.h"
#include "windowmenus.h"

#include <QAction>
#include <QCheckBox>

namespace cairn {

SettingsController::SettingsController(const WindowParts &parts, Theme &theme, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_theme(theme)
{
    connect(
        parts.actions[MainActions::Settings], &QAction::triggered, this, &SettingsController::show);
}

void SettingsController::show()
{
    const Account account = m_parts.store.meta().account().value_or(Account());
    auto *dialog = new SettingsDialog(m_parts.settings, account.url, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *history = new RetentionBox(m_parts.store, dialog);
    connect(history, &RetentionBox::changed, this, &SettingsController::historySettingChanged);
    dialog->addSection(tr("History"), history);
    addSync(dialog);
    dialog->setPauseMenu(WindowMenus::pause(m_parts.actions, dialog));
    connect(dialog, &SettingsDialog::themeChanged, &m_theme, &Theme::setMode);
    connect(dialog, &SettingsDialog::editorFontChanged, &m_parts.pane, &NotePane::setEditorFont);
    connect(dialog, &SettingsDialog::measureChanged, &m_parts.pane, &NotePane::setMeasure);
    addPolicy(dialog);
    connect(dialog, &SettingsDialog::accountRequested, this, &SettingsController::accountWanted);
    connect(
        dialog, &SettingsDialog::shortcutsRequested, m_parts.actions[MainActions::Shortcuts],
        &QAction::trigger);
    dialog->open();
}

void SettingsController::addPolicy(SettingsDialog *dialog)
{
    PolicyStore *policies = &m_parts.store.policies();
    const ConflictPolicy before = policies->policy().value_or(ConflictPolicy::Ask);
    dialog->setPolicy(before);
    connect(dialog, &SettingsDialog::policyChanged, this, [this, policies](ConflictPolicy policy) {
        if (!policies->setPolicy(policy))
            tellUnsaved();
    });
    connect(dialog, &QDialog::finished, this, [this, policies, before] {
        const auto now = policies->policy();
        if (now && *now != before && *now != ConflictPolicy::Ask)
            OpenConflicts(m_parts.store, m_parts.toast).offer({});
    });
}

void SettingsController::addSync(SettingsDialog *dialog)
{
    auto *metered = new QCheckBox(tr("Wait for a network that costs nothing"), dialog);
    metered->setObjectName(QStringLiteral("settingsMetered"));
    metered->setToolTip(tr("Nothing is sent or fetched over connections that this computer "
                           "knows to be metered. “Sync now” does it nevertheless."));
    metered->setChecked(SyncSettings::waitsForUnmetered(m_parts.store.meta()).value_or(false));
    connect(metered, &QCheckBox::toggled, this, [this](bool wait) {
        if (SyncSettings::setWaitsForUnmetered(m_parts.store.meta(), wait))
            emit syncSettingsChanged();
        else
            tellUnsaved();
    });
    dialog->addToSync(metered);
}

void SettingsController::tellUnsaved()
{
    m_parts.toast.show(tr("The setting could not be saved."));
}

} // namespace cairn
