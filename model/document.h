// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "revision.h"

#include <QJsonObject>
#include <QString>

namespace cairn {

/// Names of the members of document bodies, as they travel and are stored. Members we do not know
/// are kept.
namespace field {
inline constexpr QStringView kType = u"type";
inline constexpr QStringView kSchema = u"schema";
inline constexpr QStringView kTitle = u"title";
inline constexpr QStringView kBody = u"body";
inline constexpr QStringView kNotebook = u"notebook"; ///< document id; absent: no notebook
inline constexpr QStringView kTags = u"tags"; ///< array of strings, sorted, no duplicates
inline constexpr QStringView kPinned =
    u"pinned"; ///< registers are absent when they have their default value
inline constexpr QStringView kEmergency = u"emergency";
inline constexpr QStringView kColor = u"color";
inline constexpr QStringView kCreatedAt = u"created_at"; ///< UTC milliseconds
inline constexpr QStringView kUpdatedAt = u"updated_at"; ///< UTC milliseconds; for display only
inline constexpr QStringView kTrashedAt =
    u"trashed_at"; ///< UTC milliseconds; absent: not in the trash
inline constexpr QStringView kDevice =
    u"device"; ///< {"id","name"} of the device that wrote this revision
inline constexpr QStringView kMerged = u"merged"; ///< revision ids this revision absorbed
inline constexpr QStringView kResolved =
    u"resolved"; ///< true: a person (or a policy) decided this revision
inline constexpr QStringView kChosen =
    u"chosen"; ///< true, beside `resolved`: one of the versions as it was, nothing typed
inline constexpr QStringView kClosed =
    u"closed"; ///< in a tombstone: this leaf was absorbed, nobody deleted the note
inline constexpr QStringView kSource =
    u"source"; ///< where an imported note came from; makes imports repeatable
inline constexpr QStringView kName = u"name"; ///< notebook, device
inline constexpr QStringView kParent = u"parent"; ///< notebook: id of the parent notebook
inline constexpr QStringView kMergedInto =
    u"merged_into"; ///< notebook: its twin with the smaller id
} // namespace field

inline constexpr int kSchemaVersion = 1;
inline constexpr QStringView kNoteType = u"note";
inline constexpr QStringView kNotebookType = u"notebook";
inline constexpr QStringView kTemplateType = u"template";
inline constexpr QStringView kDeviceType = u"device";

/// One revision of one document with its content: what travels between devices and server.
/// `body` has no `_` members. A document that did not come from Cairn has an id of another form: it
/// is kept and synced, but projected to nothing.
struct DocumentRevision {
    QString id;
    RevId rev;
    QList<RevId> path; ///< `_revisions`, newest first, starts with `rev`; just `rev` when ancestry
                       ///< is not known
    bool deleted = false;
    QJsonObject body;
};

/// The tombstone that closes a leaf whose content went into a merge. The same on every device.
QJsonObject closedLeafBody(QStringView type);

/// Every revision a body says it absorbed (`merged`), invalid entries left out.
QList<RevId> mergedRevisions(const QJsonObject &body);

} // namespace cairn
