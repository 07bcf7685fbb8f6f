// SPDX-License-Identifier: GPL-3.0-or-later
#include "notename.h"

#include "shownname.h"

namespace cairn {

namespace {

constexpr qsizetype kLongest = 48; ///< UTF-16 units: a message is one line

} // namespace

QString NoteName::of(const QString &title)
{
    const QString name = isolatedName(title, kLongest);
    return name.isEmpty() ? tr("Untitled") : name;
}

} // namespace cairn
