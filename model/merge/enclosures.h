// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace cairn {

/// What stands in quotation marks, brackets or code marks: [begin, end) with the marks.
struct Enclosure {
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// The enclosures of a line, without those inside another, in order. Marks without a partner in the
/// line enclose nothing. Knows straight and typographic quotation marks of all directions („ “, “
/// ”, « », » «, 「 」), which of them opens depends on what stands around it.
QList<Enclosure> enclosures(QStringView line);

} // namespace cairn
