// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringView>

namespace cairn {

/// Files that other programs attached to a document (CouchDB docs, "attachments"). Cairn has no
/// use for them, and an edit made here must not take them off: a revision names all attachments it
/// has, and one sent without them has none. So bodies carry the member `_attachments` along, as
/// stubs: `{"content_type", "digest", "length", "revpos", "stub": true}` by name, without the
/// bytes. Pure functions.
namespace attachments {

inline constexpr QStringView kMember = u"_attachments";

/// The member as bodies carry it, from a document as a server sends it; what is no attachment, and
/// the bytes if they came along, are left out. Empty: it has none.
QJsonObject stubsOf(const QJsonObject &document);

/// What makes two sets of attachments the same: name, type and digest. `revpos` is the server's
/// way of finding them again and says nothing about the content.
QJsonObject identityOf(const QJsonObject &stubs);

/// Three-way, file by file: changed on one side takes that side, changed on both the winner's (the
/// other one stays with the leaf that is absorbed, and in the history).
QJsonObject merged(const QJsonObject &base, const QJsonObject &winner, const QJsonObject &loser);

QJsonObject of(const QJsonObject &body); ///< of a stored body; empty: none
void set(QJsonObject &body, const QJsonObject &stubs); ///< empty: the member goes

} // namespace attachments
} // namespace cairn
