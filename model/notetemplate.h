// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

/// What a note can be made of: a document of the kind `template`.
struct NoteTemplate {
    QString id; ///< `template:…`
    QString title;
    QString body;
};

} // namespace cairn
