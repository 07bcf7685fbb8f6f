// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace cairn {

/// Says what a widget is for the style sheet (ui/README.md lists the kinds).
inline void setKind(QWidget *widget, const char *kind)
{
    widget->setProperty("kind", QLatin1String(kind));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace cairn
