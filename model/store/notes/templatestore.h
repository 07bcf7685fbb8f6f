// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "notetemplate.h"

#include <optional>

namespace cairn {

struct StoreContext;

/// Templates for notes. They sync and merge as notes do; of versions that do not merge both stay,
/// each as a template of its own. They have the limits of notes, and are not searched, counted or
/// listed with them.
class TemplateStore {
public:
    explicit TemplateStore(StoreContext &context);

    /// Sorted by title, as lists of notes are. Those whose text cannot be read are left
    /// out; the doctor names them.
    Result<QList<NoteTemplate>> list();
    /// NotFound: there is none of this id.
    Result<NoteTemplate> find(const QString &id);
    /// Returns its id. Invalid: a text that cannot be kept, or a title without a letter.
    Result<QString> add(const QString &title, const QString &body);
    /// What is not given stays. Invalid, NotFound.
    Result<void> edit(
        const QString &id, const std::optional<QString> &title, const std::optional<QString> &body);
    /// On all devices. Its text stays in the history of this one. NotFound.
    Result<void> remove(const QString &id);

private:
    StoreContext &m_context;
};

} // namespace cairn
