// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cairn::cli {

/// What somebody may have meant who wrote `word`: the one of `names` that begins with it or differs
/// from it by the fewest characters left out, added, changed or swapped. Empty: all of them are
/// further away than a slip.
QString nearestName(const QString &word, const QStringList &names);

} // namespace cairn::cli
