// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"

#include <QJsonObject>

namespace cairn {

class NoteEditor;
struct StoreContext;
struct StoredDocument;

/// An edit of a note that has moved on since the text that the edit was made of: another process,
/// sync or another window wrote it (model/README.md, rule 12). The text typed here meets what is
/// there now by the three-way merge of two leaves; where that needs a person, both become leaves,
/// so that no word of either is lost. What was deleted meanwhile comes back with the edit (rule 5).
class CrossedEdit {
public:
    CrossedEdit(StoreContext &context, const NotePatch &patch);

    /// Whether `patch` was made of another revision than the one that it would be written over.
    static bool isNeeded(const StoredDocument &document, const NotePatch &patch);

    /// Merges ahead of the transaction, which a merge of up to a second must not hold. write()
    /// takes the result if the note is still the same then.
    void prepare(const NoteEditor &editor, const QString &id);
    /// No merge is needed for write(), or one is prepared for what the note says now.
    bool isReady(const StoredDocument &document) const;
    /// Writes the edit; the caller settles the document. Nothing: everything is there already.
    /// Inside an open transaction.
    Result<std::optional<RevId>> write(const NoteEditor &editor, StoredDocument &document);
    /// It was written beside what is there: the caller sees to it that this is decided.
    bool isUndecided() const { return m_undecided; }

private:
    struct Meeting {
        RevId shown; ///< what is there now
        std::optional<QJsonObject> base; ///< nothing: what the edit was made of is not known
        QJsonObject theirs; ///< the text of `shown`
        QJsonObject mine;
        std::optional<QJsonObject> merged; ///< nothing: that takes a person
        std::optional<RevId> apart; ///< then: the revision from which every device sees that
    };
    Result<Meeting> meet(const NoteEditor &editor, const StoredDocument &document) const;
    Result<std::optional<QJsonObject>> baseOf(const StoredDocument &document) const;
    Result<std::optional<RevId>>
    writeMerged(const NoteEditor &editor, StoredDocument &document, const Meeting &meeting);
    Result<std::optional<RevId>>
    writeBeside(const NoteEditor &editor, StoredDocument &document, const Meeting &meeting);
    bool isBaseKnown(const StoredDocument &document) const;
    Result<std::optional<RevId>> bringBack(const NoteEditor &editor, StoredDocument &document);
    Result<std::optional<RevId>>
    commonParent(StoredDocument &document, const Meeting &meeting) const;
    Result<std::optional<RevId>>
    whereTheyPart(const StoredDocument &document, const Meeting &meeting) const;

    StoreContext &m_context;
    const NotePatch &m_patch;
    std::optional<Meeting> m_prepared;
    bool m_undecided = false;
};

} // namespace cairn
