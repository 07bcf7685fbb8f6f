// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "documentkind.h"
#include "merge/textmerge.h"
#include "revision.h"

#include <QJsonObject>

namespace cairn {

/// A three-way merge of two document bodies, field by field (conflict rules 3 and 5): a field
/// changed on one side only takes that side; tags merge as a set; registers changed on both sides
/// take the winner's value; `updated_at` is the later one; title and body merge as text; members
/// unknown to this version are registers. A note trashed on one side and edited (title or body) on
/// the other stays out of the trash.
struct DocumentMerge {
    QJsonObject body; ///< merged fields; title and body only final when isClean()
    bool titleConflict = false;
    TextMerge text; ///< of the member "body"; without Merging::Text: empty
    bool isClean() const { return !titleConflict && text.isClean(); }
};

/// `winner` and `loser` are two live leaves in CouchDB's order, `base` their nearest common
/// ancestor. `merged` and `resolved` of the inputs do not take part; the caller sets them on the
/// result. Symmetric but for the roles: which of the two is the winner is a fact of their revision
/// ids, not of the device. What the bodies call themselves does not count.
DocumentMerge mergeDocuments(
    const QJsonObject &base, const QJsonObject &winner, const QJsonObject &loser,
    DocumentKind::Merging merging = DocumentKind::Merging::Text);

/// The same for a person: without what records who wrote it when and how (`device`, `updated_at`,
/// `created_at`, `merged`, `resolved`). Leaves with the same content collapse without asking.
/// A body with those members of `base` that it does not have. A program that knows only some of
/// them, and does not say which device it is (`device`), leaves the others out when it rewrites a
/// note: absent is not cleared. Who wrote it, what was decided and the attachments are of one
/// revision alone.
QJsonObject withUnsaid(const QJsonObject &base, QJsonObject body);

bool sameContent(const QJsonObject &a, const QJsonObject &b);

} // namespace cairn
