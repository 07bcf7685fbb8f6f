// SPDX-License-Identifier: GPL-3.0-or-later
#include "themecolors.h"

#include <QGuiApplication>

#include <cmath>

namespace cairn {

namespace {

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
        + 0.0722 * channel(color.blueF());
}

ThemeColors highContrast(const QPalette &system)
{
    ThemeColors colors = isDark(system) ? ThemeColors::darkScheme() : ThemeColors::light();
    colors.page = system.color(QPalette::Active, QPalette::Base);
    colors.surface = system.color(QPalette::Active, QPalette::Window);
    colors.sidebar = colors.surface;
    colors.text = system.color(QPalette::Active, QPalette::WindowText);
    colors.quiet = colors.text;
    colors.line = colors.text;
    colors.accent = system.color(QPalette::Active, QPalette::Highlight);
    colors.onAccent = system.color(QPalette::Active, QPalette::HighlightedText);
    return colors;
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor blend(const QColor &over, const QColor &under, double share)
{
    const auto mix = [share](int o, int u) { return qRound(o * share + u * (1.0 - share)); };
    return QColor(
        mix(over.red(), under.red()), mix(over.green(), under.green()),
        mix(over.blue(), under.blue()));
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Active, QPalette::Window))
        < luminance(palette.color(QPalette::Active, QPalette::WindowText));
}

bool isHighContrast(const QPalette &palette)
{
    return contrastRatio(
               palette.color(QPalette::Active, QPalette::Window),
               palette.color(QPalette::Active, QPalette::WindowText))
        > 20.5;
}

ThemeColors ThemeColors::light()
{
    ThemeColors colors;
    colors.page = QColor(0xFF, 0xFF, 0xFF);
    colors.surface = QColor(0xFA, 0xFA, 0xF8);
    colors.sidebar = QColor(0xF2, 0xF2, 0xED);
    colors.text = QColor(0x1F, 0x23, 0x28);
    colors.quiet = QColor(0x5F, 0x6B, 0x76);
    colors.line = QColor(0xE3, 0xE3, 0xDC);
    colors.accent = QColor(0x2F, 0x6F, 0x5E);
    colors.onAccent = QColor(0xFF, 0xFF, 0xFF);
    colors.waiting = QColor(0x3F, 0x63, 0x86);
    colors.attention = QColor(0x8A, 0x56, 0x00);
    colors.failed = QColor(0xB0, 0x2A, 0x20);
    return colors;
}

ThemeColors ThemeColors::darkScheme()
{
    ThemeColors colors;
    colors.dark = true;
    colors.page = QColor(0x1B, 0x1D, 0x1F);
    colors.surface = QColor(0x17, 0x19, 0x1B);
    colors.sidebar = QColor(0x14, 0x16, 0x18);
    colors.text = QColor(0xE6, 0xE7, 0xE5);
    colors.quiet = QColor(0x9A, 0xA3, 0xA8);
    colors.line = QColor(0x2A, 0x2D, 0x30);
    colors.accent = QColor(0x6F, 0xB7, 0xA0);
    colors.onAccent = QColor(0x10, 0x1A, 0x17);
    colors.waiting = QColor(0x93, 0xB8, 0xDD);
    colors.attention = QColor(0xE2, 0xB2, 0x62);
    colors.failed = QColor(0xF0, 0x93, 0x8A);
    return colors;
}

ThemeColors ThemeColors::of(const QPalette &palette)
{
    // A widget with a transparent ground (by the style sheet) has a palette that does not tell.
    const bool tells = palette.color(QPalette::Active, QPalette::Window).alpha() == 255;
    const QPalette &known = tells ? palette : QGuiApplication::palette();
    if (isHighContrast(known))
        return highContrast(known);
    return isDark(known) ? darkScheme() : light();
}

QColor ThemeColors::selection() const { return blend(accent, surface, dark ? 0.24 : 0.15); }
QColor ThemeColors::quietOnSelection() const { return blend(text, quiet, 0.35); }
QColor ThemeColors::hover() const { return blend(text, surface, dark ? 0.08 : 0.055); }
QColor ThemeColors::control() const { return blend(text, line, dark ? 0.16 : 0.14); }
QColor ThemeColors::wash(const QColor &state) const
{
    return blend(state, page, dark ? 0.16 : 0.09);
}
QColor ThemeColors::mark() const { return blend(attention, page, dark ? 0.38 : 0.24); }

QPalette ThemeColors::palette() const
{
    QPalette result;
    const auto set = [&result](QPalette::ColorRole role, const QColor &color) {
        result.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, surface);
    set(QPalette::WindowText, text);
    set(QPalette::Base, page);
    set(QPalette::AlternateBase, sidebar);
    set(QPalette::Text, text);
    set(QPalette::PlaceholderText, quiet);
    set(QPalette::Button, surface);
    set(QPalette::ButtonText, text);
    set(QPalette::BrightText, failed);
    set(QPalette::Link, accent);
    set(QPalette::LinkVisited, accent);
    set(QPalette::Highlight, accent);
    set(QPalette::HighlightedText, onAccent);
    set(QPalette::ToolTipBase, text);
    set(QPalette::ToolTipText, page);
    // The bevel roles are what Fusion draws frames with; flat is calm.
    set(QPalette::Light, page);
    set(QPalette::Midlight, hover());
    set(QPalette::Mid, line);
    set(QPalette::Dark, control());
    set(QPalette::Shadow, blend(QColor(Qt::black), line, dark ? 0.6 : 0.2));
    const QColor faded = blend(text, surface, 0.42);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, faded);
    return result;
}

} // namespace cairn
