// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include "quietwheel.h"
#include "uiresources.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QWindow>

namespace cairn {

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
{
    m_application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    m_application.installEventFilter(this);
    m_application.installEventFilter(new QuietWheel(this));
    apply();
}

void Theme::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    apply();
}

QString Theme::modeName(Mode mode)
{
    switch (mode) {
    case Mode::Light:
        return QStringLiteral("light");
    case Mode::Dark:
        return QStringLiteral("dark");
    case Mode::System:
        break;
    }
    return QStringLiteral("system");
}

Theme::Mode Theme::modeFromName(const QString &name)
{
    if (name == QLatin1String("light"))
        return Mode::Light;
    return name == QLatin1String("dark") ? Mode::Dark : Mode::System;
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // Our palette hides the system's from ApplicationPaletteChange; the windows still hear of the
    // change.
    if (event->type() == QEvent::ThemeChange && watched->isWindowType() && !m_applying)
        apply();
    return QObject::eventFilter(watched, event);
}

QPalette Theme::systemPalette() const
{
    m_application.setPalette(QPalette());
    return m_application.palette();
}

void Theme::apply()
{
    m_applying = true;
    const QPalette system = systemPalette();
    const bool respected = isHighContrast(system);
    ThemeColors colors = ThemeColors::of(system);
    if (!respected && m_mode != Mode::System)
        colors = m_mode == Mode::Dark ? ThemeColors::darkScheme() : ThemeColors::light();
    m_dark = colors.dark;
    m_application.setPalette(respected ? system : colors.palette());
    m_application.setStyleSheet(styleSheetFor(colors));
    m_applying = false;
    emit changed();
}

QString styleSheetFor(const ThemeColors &colors)
{
    linkUiResources();
    QFile file(QStringLiteral(":/cairn/theme.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QHash<QString, QColor> values{
        {QStringLiteral("page"), colors.page},
        {QStringLiteral("surface"), colors.surface},
        {QStringLiteral("sidebar"), colors.sidebar},
        {QStringLiteral("text"), colors.text},
        {QStringLiteral("quiet"), colors.quiet},
        {QStringLiteral("line"), colors.line},
        {QStringLiteral("accent"), colors.accent},
        {QStringLiteral("onAccent"), colors.onAccent},
        {QStringLiteral("accentDeep"), blend(colors.text, colors.accent, 0.14)},
        {QStringLiteral("attention"), colors.attention},
        {QStringLiteral("failed"), colors.failed},
        {QStringLiteral("selection"), colors.selection()},
        {QStringLiteral("hover"), colors.hover()},
        {QStringLiteral("control"), colors.control()},
        {QStringLiteral("press"), blend(colors.text, colors.surface, 0.13)},
        {QStringLiteral("thumb"), blend(colors.text, colors.surface, colors.dark ? 0.25 : 0.2)},
        {QStringLiteral("attentionWash"), colors.wash(colors.attention)},
        {QStringLiteral("failedWash"), colors.wash(colors.failed)},
        {QStringLiteral("attentionLine"), blend(colors.attention, colors.page, 0.4)},
        {QStringLiteral("failedLine"), blend(colors.failed, colors.page, 0.4)},
        {QStringLiteral("accentLine"), blend(colors.accent, colors.page, 0.4)},
        {QStringLiteral("accentWash"), colors.wash(colors.accent)},
    };
    QString sheet = QString::fromUtf8(file.readAll());
    static const QRegularExpression token(QStringLiteral("@([A-Za-z]+)"));
    for (auto match = token.match(sheet); match.hasMatch(); match = token.match(sheet))
        sheet.replace(
            match.capturedStart(), match.capturedLength(),
            values.value(match.captured(1), colors.text).name());
    return sheet;
}

} // namespace cairn
