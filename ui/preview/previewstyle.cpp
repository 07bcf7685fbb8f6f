// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/previewstyle.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>

namespace cairn {

QString previewStyleSheet(const QPalette &palette, const QFont &font)
{
    const auto colour = [&palette](QPalette::ColorRole role) { return palette.color(role).name(); };
    const auto blended = [&palette](double share) {
        const QColor text = palette.color(QPalette::Text);
        const QColor page = palette.color(QPalette::Base);
        const auto mix = [share](int a, int b) { return int(a * share + b * (1 - share)); };
        return QColor(
                   mix(text.red(), page.red()), mix(text.green(), page.green()),
                   mix(text.blue(), page.blue()))
            .name();
    };
    const int size = QFontInfo(font).pixelSize();
    const auto scaled = [size](double factor) { return QString::number(qRound(size * factor)); };
    // Qt counts from the font's own line spacing, style sheets elsewhere from its size.
    const double spacing = QFontMetricsF(font).height() / size;
    const auto lines = [spacing](double factor) {
        return QString::number(qMax(100, qRound(100 * factor / spacing))) + u'%';
    };
    const QString mono = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    QString sheet = QStringLiteral(
        "body { color: @text; }"
        "p, li { line-height: @lines; } td, th { line-height: @tight; }"
        "p { margin-top: 0px; margin-bottom: @gap; }"
        "p.gap { margin-top: 0px; margin-bottom: 0px; font-size: @small; }"
        "h1, h2, h3, h4, h5, h6 { font-weight: 600; line-height: @tight; margin-top: @above; "
        "margin-bottom: @small; }"
        "h1 { font-size: @h1; } h2 { font-size: @h2; } h3 { font-size: @h3; }"
        "h4, h5, h6 { font-size: @h4; } h5, h6 { color: @quiet; }"
        "a { color: @link; text-decoration: none; }"
        "ul, ol { margin-top: 0px; margin-bottom: 0px; }"
        "li { margin-bottom: @tiny; }"
        "li.open, li.done { list-style-type: none; }"
        "li.done { color: @quiet; } a.box { font-size: @box; }"
        "blockquote { color: @quiet; margin-left: @indent; margin-right: 0px; }"
        "code, pre { font-family: '@mono'; font-size: @code; }"
        "code { background-color: @surface; }"
        "pre { line-height: @tight; margin-top: 0px; margin-bottom: 0px; }"
        "table.code { background-color: @surface; }"
        "table.grid { border-collapse: collapse; border-style: solid; border-color: @line; }"
        "th { font-weight: 600; background-color: @surface; }");
    const QPair<QString, QString> values[] = {
        {QStringLiteral("@text"), colour(QPalette::Text)},
        {QStringLiteral("@lines"), lines(1.5)},
        {QStringLiteral("@tight"), lines(1.3)},
        {QStringLiteral("@quiet"), blended(0.7)},
        {QStringLiteral("@link"), colour(QPalette::Link)},
        {QStringLiteral("@surface"), colour(QPalette::AlternateBase)},
        {QStringLiteral("@line"), blended(0.2)},
        {QStringLiteral("@mono"), mono},
        {QStringLiteral("@above"), scaled(1.4) + QStringLiteral("px")},
        {QStringLiteral("@gap"), scaled(0.8) + QStringLiteral("px")},
        {QStringLiteral("@small"), scaled(0.5) + QStringLiteral("px")},
        {QStringLiteral("@tiny"), scaled(0.2) + QStringLiteral("px")},
        {QStringLiteral("@indent"), scaled(1.5) + QStringLiteral("px")},
        {QStringLiteral("@h1"), scaled(1.75) + QStringLiteral("px")},
        {QStringLiteral("@h2"), scaled(1.4) + QStringLiteral("px")},
        {QStringLiteral("@h3"), scaled(1.2) + QStringLiteral("px")},
        {QStringLiteral("@h4"), scaled(1.05) + QStringLiteral("px")},
        {QStringLiteral("@box"), scaled(1.15) + QStringLiteral("px")},
        {QStringLiteral("@code"), scaled(0.94) + QStringLiteral("px")},
    };
    for (const auto &[name, value] : values)
        sheet.replace(name, value);
    return sheet;
}

} // namespace cairn
