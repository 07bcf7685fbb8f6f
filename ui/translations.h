// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;
class QLocale;

namespace cairn {

/// Installs the texts for a locale. English needs a file too: it holds the plural forms. The
/// translators belong to `application`.
void installTranslations(QApplication &application, const QLocale &locale);

} // namespace cairn
