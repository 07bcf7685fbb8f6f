// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

#include <QJsonObject>

namespace cairn {

class Clock;
class MetaStore;
class NotebookTree;

/// Title and body as they are kept: one line, and lines ended by \n.
QString normalizedTitle(const QString &title);
QString normalizedText(const QString &text);
/// A text whose lines end with \n, with the line ends of what it takes the place of: another
/// program's note keeps its own; else everybody would see every line changed.
QString withLineEndsOf(const QString &before, QString text);

/// Makes document bodies of what a person wrote. Values in, values out; writes nothing.
class NoteEditor {
public:
    NoteEditor(const NotebookTree &notebooks, const Clock &clock, const MetaStore &meta);

    /// Invalid: text that cannot be kept, an unknown notebook, a tag that is none.
    Result<QJsonObject> created(const NoteContent &content) const;
    /// The body with the patch applied; equal to `body` when the patch changes nothing.
    Result<QJsonObject> patched(const QJsonObject &body, const NotePatch &patch) const;
    /// What is in the place of a note that was removed for good.
    QJsonObject tombstone() const;
    /// Records who writes this revision, and drops what was said about the one before.
    void stamp(QJsonObject &body) const;

private:
    Result<void> setNotebook(QJsonObject &body, const QString &id) const;

    const NotebookTree &m_notebooks;
    const Clock &m_clock;
    const MetaStore &m_meta;
};

} // namespace cairn
