// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPalette>
#include <QString>

namespace cairn {

/// The style sheet of the preview's document, in the colours of the palette. Lengths follow the
/// font.
QString previewStyleSheet(const QPalette &palette, const QFont &font);

} // namespace cairn
