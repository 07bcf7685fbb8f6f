// SPDX-License-Identifier: GPL-3.0-or-later
#include "uisettings.h"

#include <QGuiApplication>
#include <QSettings>

namespace cairn {

namespace {

const QString kSidebar = QStringLiteral("sidebar");
const QString kSidebarHidden = QStringLiteral("hidden");

} // namespace

UiSettings::UiSettings(QSettings &settings)
    : m_settings(settings)
{
}

Theme::Mode UiSettings::theme() const { return Theme::modeFromName(text(QStringLiteral("theme"))); }
void UiSettings::setTheme(Theme::Mode mode)
{
    setText(QStringLiteral("theme"), Theme::modeName(mode));
}

QFont UiSettings::editorFont() const
{
    QFont font = QGuiApplication::font();
    const QString stored = text(QStringLiteral("editor/font"));
    if (stored.isEmpty() || !font.fromString(stored)) {
        font = QGuiApplication::font();
        font.setPointSizeF(font.pointSizeF() > 0 ? font.pointSizeF() + 1.5 : 12);
    }
    return font;
}

void UiSettings::setEditorFont(const QFont &font)
{
    setText(QStringLiteral("editor/font"), font.toString());
}

int UiSettings::measure() const
{
    return qBound(0, m_settings.value(QStringLiteral("ui/editor/measure"), 75).toInt(), 400);
}
void UiSettings::setMeasure(int characters)
{
    m_settings.setValue(QStringLiteral("ui/editor/measure"), characters);
}

UiSettings::View UiSettings::view() const
{
    const QString name = text(QStringLiteral("view"));
    if (name == QLatin1String("split"))
        return View::Split;
    return name == QLatin1String("preview") ? View::Preview : View::Editor;
}

void UiSettings::setView(View view)
{
    static const QString kNames[] = {
        QStringLiteral("editor"), QStringLiteral("split"), QStringLiteral("preview")};
    setText(QStringLiteral("view"), kNames[static_cast<int>(view)]);
}

bool UiSettings::showsSidebar() const { return text(kSidebar) != kSidebarHidden; }
void UiSettings::setShowsSidebar(bool shown)
{
    setText(kSidebar, shown ? QString() : kSidebarHidden);
}

NoteQuery::Sort UiSettings::sort() const
{
    const QString name = text(QStringLiteral("sort"));
    if (name == QLatin1String("created"))
        return NoteQuery::Sort::Created;
    return name == QLatin1String("title") ? NoteQuery::Sort::Title : NoteQuery::Sort::Updated;
}

void UiSettings::setSort(NoteQuery::Sort sort)
{
    static const QString kNames[] = {
        QStringLiteral("updated"), QStringLiteral("created"), QStringLiteral("title")};
    setText(QStringLiteral("sort"), kNames[static_cast<int>(sort)]);
}

QString UiSettings::shortcut(const QString &action, const QString &fallback) const
{
    return m_settings.value(QStringLiteral("ui/shortcuts/") + action, fallback).toString();
}

void UiSettings::setShortcut(const QString &action, const QString &keys, const QString &fallback)
{
    const QString name = QStringLiteral("ui/shortcuts/") + action;
    if (keys == fallback)
        m_settings.remove(name);
    else
        m_settings.setValue(name, keys);
}

QByteArray UiSettings::bytes(const QString &name) const
{
    return m_settings.value(QStringLiteral("ui/") + name).toByteArray();
}

void UiSettings::setBytes(const QString &name, const QByteArray &value)
{
    m_settings.setValue(QStringLiteral("ui/") + name, value);
}

QString UiSettings::text(const QString &name) const
{
    return m_settings.value(QStringLiteral("ui/") + name).toString();
}

void UiSettings::setText(const QString &name, const QString &value)
{
    m_settings.setValue(QStringLiteral("ui/") + name, value);
}

} // namespace cairn
