// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windowparts.h"

#include <QObject>

namespace cairn {

class SettingsDialog;
class Theme;

/// The settings, and what a change of them does in this window. UI thread.
class SettingsController : public QObject {
    Q_OBJECT
public:
    SettingsController(const WindowParts &parts, Theme &theme, QObject *parent);

signals:
    void accountWanted();
    void historySettingChanged(); ///< old versions may go now
    void syncSettingsChanged();

private:
    void show();
    void addSync(SettingsDialog *dialog);
    void addPolicy(SettingsDialog *dialog);
    void tellUnsaved();

    const WindowParts m_parts;
    Theme &m_theme;
};

} // namespace cairn
