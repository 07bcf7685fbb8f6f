// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace cairn {

struct ChangeSet;
class MetaStore;
struct StoreContext;
struct StoredDocument;

/// What both the reconciler and a person's decision do to leaves. Inside an open transaction; the
/// caller settles the document afterwards.

/// The nearest common ancestor that a merge can start from: not deleted, with its body at hand, be
/// it in the tree or in the note's history.
std::optional<RevId> mergeBase(const StoredDocument &document, const RevId &a, const RevId &b);

/// The text of such an ancestor. Nothing: it cannot be read, and is no base then.
Result<std::optional<QJsonObject>>
readBase(StoreContext &context, const StoredDocument &document, const RevId &base);

/// Ends a live leaf whose content is elsewhere now. It stays in the note's history; its tombstone
/// is the same on every device.
Result<void> closeLeaf(StoreContext &context, StoredDocument &document, const RevId &leaf);

/// Ends the document: a tombstone on each living leaf, of which any would bring it back. Settles
/// it. The one in the place of what was displayed; of a document that displays nothing, none.
Result<RevId> bury(StoreContext &context, StoredDocument &document, ChangeSet &changes);

/// In the member `device` of a revision that absorbed others: the other devices whose versions went
/// into it, as an array of {"id","name","at"}.
inline constexpr QStringView kWithDevices = u"with";

/// Makes `body` the child of the leaf `onto` and closes the `absorbed` leaves, which the new
/// revision names in `merged`, and their devices in `device`.
Result<RevId> absorbLeaves(
    StoreContext &context, StoredDocument &document, const RevId &onto, QList<RevId> absorbed,
    QJsonObject body);

/// A version that is kept as a document of its own, of the same kind. The same one on every device
/// that keeps both: its id and its first revision come from the version alone.
Result<void> makeOneOfVersion(
    StoreContext &context, const QString &document, const RevId &version, QJsonObject body,
    ChangeSet &changes);

/// Takes every revision that the server does not have out of the tree. Live ones stay in history.
Result<void> dropUnsent(StoreContext &context, StoredDocument &document);

/// Says in a body who writes it, and takes out what speaks of the revision before it.
void signBody(QJsonObject &body, const MetaStore &meta);
/// The same, and when: now.
void stampBody(QJsonObject &body, const StoreContext &context);

} // namespace cairn
