// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

#include <QList>

#include <optional>

namespace cairn {

class MetaStore;

/// What taking the last decision about a note back needs to know. One a note; stays on this device.
struct ResolutionMemory {
    RevId displayed; ///< what this device showed
    QList<RevId> others; ///< whose words are in no live note any more
    RevId made; ///< what the decision made of the note

    Result<void> keep(MetaStore &meta, const QString &noteId) const;
    /// Nothing as well where it is not known what the decision made.
    static Result<std::optional<ResolutionMemory>> recall(MetaStore &meta, const QString &noteId);
    static Result<void> forget(MetaStore &meta, const QString &noteId);
};

} // namespace cairn
