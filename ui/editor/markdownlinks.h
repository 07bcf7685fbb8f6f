// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notelink.h"

#include <QString>

#include <optional>

namespace cairn {

/// What a link in Markdown text points to.
struct LinkTarget {
    enum class Kind {
        Address,
        Title
    }; ///< Address: an url as written; Title: of a note, from `[[title]]`
    Kind kind = Kind::Address;
    QString target;
    QString words; ///< that a person reads in its place; empty: the address itself
};

/// The link that covers this column of a line, or nothing.
std::optional<LinkTarget> linkAt(const QString &line, qsizetype column);

bool isNoteLink(const QString &address);

/// Whether an address from a note may be handed to the desktop, as linksafety.h cleans it: http,
/// https and mailto only.
bool isSafeExternalLink(const QString &address);

} // namespace cairn
