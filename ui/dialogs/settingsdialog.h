// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflictpolicy.h"
#include "window/uisettings.h"

#include <QDialog>

class QFontComboBox;
class QMenu;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace cairn {

class PolicyChoice;
class ScrollingPage;

/// Settings that apply at once; there is nothing to accept. Writes to UiSettings and tells what
/// changed.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    /// `account`: its address, empty when there is none.
    SettingsDialog(UiSettings &settings, const QString &account, QWidget *parent);
    /// One more part, below the others.
    void addSection(const QString &title, QWidget *section);
    void addToSync(QWidget *setting); ///< one more setting in the part about sync
    void setPauseMenu(QMenu *menu); ///< behind "Pause"
    void setPolicy(ConflictPolicy policy);

signals:
    void themeChanged(cairn::Theme::Mode mode);
    void editorFontChanged(const QFont &font);
    void measureChanged(int characters);
    void policyChanged(cairn::ConflictPolicy policy);
    void accountRequested();
    void shortcutsRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildLook();
    QWidget *buildEditor();
    QWidget *buildSync(const QString &account);
    QWidget *buildPolicy();
    void fontEdited();

    UiSettings &m_settings;
    QFontComboBox *m_family = nullptr;
    QPushButton *m_pause = nullptr;
    PolicyChoice *m_policy = nullptr;
    QSpinBox *m_size = nullptr;
    QVBoxLayout *m_sync = nullptr;
    QVBoxLayout *m_sections = nullptr;
    ScrollingPage *m_page = nullptr;
};

} // namespace cairn
