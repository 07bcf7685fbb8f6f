// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document.h"
#include "error.h"
#include "outboxitem.h"

namespace cairn {

/// The one place where a revision becomes what the server stores and back; encryption will slot in
/// here. Pure.
namespace wire {

/// JSON text with `_id`, `_rev`, `_revisions`, `_deleted` and the members of the body, which is put
/// in as it is: no server reads a text that is no object, and so refuses this document only.
QByteArray encode(const QString &id, const PushRevision &revision);

/// A name that a document can have here: of a length that fits into an address, and storable.
bool isUsableId(const QString &id);

/// Any document as a server sends it. Protocol: without a usable id or revision, its own or one
/// that is named as its ancestor. A body of any shape is accepted. Of a long line only the
/// beginning is kept. Attachments of other programs stay in it as stubs (attachmentstubs.h).
Result<DocumentRevision> decode(const QJsonObject &document);

} // namespace wire
} // namespace cairn
