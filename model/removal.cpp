// SPDX-License-Identifier: GPL-3.0-or-later
#include "removal.h"

namespace cairn {

QString HeldRemovals::toString() const { return QStringLiteral("%1-%2").arg(notes).arg(name); }

std::optional<HeldRemovals> HeldRemovals::parse(const QString &text)
{
    const qsizetype dash = text.indexOf(u'-');
    bool isNumber = false;
    const int notes = text.left(dash).toInt(&isNumber);
    if (dash < 1 || !isNumber || notes < 1 || dash + 1 == text.size())
        return std::nullopt;
    return HeldRemovals{notes, text.mid(dash + 1)};
}

} // namespace cairn
