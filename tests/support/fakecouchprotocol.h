// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecouchdatabase.h"

#include <functional>

namespace cairn {

class Random;

/// The requests of the replication protocol on one database, in CouchDB's words (CouchDB docs,
/// replication/protocol and api/database). Pure functions of the database and the request;
/// FakeCouch decides who may call them.
namespace fakeprotocol {

struct Limits {
    qsizetype documentBytes = 8'000'000; ///< one larger document fails the whole request with 413
    qsizetype requestBytes = 4'000'000'000; ///< proxies allow far less
    /// Refuses a single document of _bulk_docs: returns the reason, empty lets it pass.
    std::function<QString(const QJsonObject &document)> validate;
    /// Whether the server fails at a single document of _bulk_docs (internal_server_error).
    std::function<bool(const QJsonObject &document)> stumbles;
};

FakeResponse info(const FakeDatabase &database);
/// Rows since `since`; shards are interleaved as `order` says.
FakeResponse changes(const FakeDatabase &database, const FakeRequest &request, Random &order);
FakeResponse revsDiff(const FakeDatabase &database, const FakeRequest &request);
FakeResponse bulkGet(const FakeDatabase &database, const FakeRequest &request);
/// With a list of keys only.
FakeResponse allDocs(const FakeDatabase &database, const FakeRequest &request);
FakeResponse bulkDocs(FakeDatabase &database, const FakeRequest &request, const Limits &limits);
FakeResponse local(FakeDatabase &database, const FakeRequest &request);
FakeResponse document(FakeDatabase &database, const FakeRequest &request);

/// A revision as the server shows it: body, `_id`, `_rev`, `_deleted`, and `_revisions` when asked
/// for. Attachments are stubs (withBytes() puts their bytes in).
QJsonObject
present(const QString &id, const FakeDocument &document, const RevId &rev, bool revisions);
/// Object of the body, or nothing when it is no JSON object.
std::optional<QJsonObject> object(const FakeRequest &request);
FakeResponse badJson();

} // namespace fakeprotocol
} // namespace cairn
