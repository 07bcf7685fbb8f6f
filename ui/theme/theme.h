// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "themecolors.h"

#include <QObject>

class QApplication;

namespace cairn {

/// Gives the application its style, palette and style sheet, and keeps them in step with the
/// system. One per application, made by app before the first window; lives on the UI thread.
///
/// Widgets never ask the Theme: they read ThemeColors::of(palette()). See ui/README.md for the
/// `kind` properties that the style sheet knows.
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };

    explicit Theme(QApplication &application, QObject *parent = nullptr);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode); ///< applies at once
    bool isDark() const { return m_dark; }

    static QString modeName(Mode mode); ///< for settings: "system", "light", "dark"
    static Mode modeFromName(const QString &name); ///< System for anything unknown

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    QPalette systemPalette() const;

    QApplication &m_application;
    Mode m_mode = Mode::System;
    bool m_dark = false;
    bool m_applying = false;
};

/// The style sheet with the colours filled in.
QString styleSheetFor(const ThemeColors &colors);

} // namespace cairn
