// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace cairn {

/// Every colour of the window, for one of the two schemes. A value: widgets that paint themselves
/// ask for the set that belongs to their palette and repaint on QEvent::PaletteChange. Nothing else
/// names a colour.
struct ThemeColors {
    bool dark = false;
    QColor page; ///< where text is written and read
    QColor surface; ///< note list, bars, dialogs
    QColor sidebar;
    QColor text;
    QColor quiet; ///< secondary text; AA on page, surface and sidebar
    QColor line; ///< hairlines between areas
    QColor accent; ///< pine
    QColor onAccent; ///< text on accent
    QColor waiting; ///< saved here, not sent yet
    QColor attention; ///< a person should look
    QColor failed; ///< something did not work

    QColor selection() const; ///< a soft accent behind selected rows
    QColor quietOnSelection() const; ///< secondary text on it
    QColor hover() const; ///< behind the row or button under the pointer
    QColor control() const; ///< outline of fields and buttons: stronger than `line`
    QColor wash(const QColor &state) const; ///< a background for a banner in a state's colour
    QColor mark() const; ///< behind search matches

    static ThemeColors light();
    static ThemeColors darkScheme();
    /// The set that fits a palette: ours for our palettes; for a system's high contrast palette,
    /// one made from it.
    static ThemeColors of(const QPalette &palette);

    QPalette palette() const;
};

/// Contrast of two opaque colours by WCAG 2, from 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);
/// `share` (0 to 1) of `over`, the rest of `under`.
QColor blend(const QColor &over, const QColor &under, double share);
/// A palette of pure black and white, as high contrast themes have.
bool isHighContrast(const QPalette &palette);
bool isDark(const QPalette &palette);

} // namespace cairn
