// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/couchclient.h"

namespace cairn {

class Random;

/// The document that we keep in a database to know it again. One use; sync thread; `done` comes
/// once, unless the object is destroyed before.
class IdentityDocument : public QObject {
public:
    static QString path();
    static QString idIn(const QJsonObject &document); ///< empty: none
    /// It took the place of another one on purpose: the database had gone back.
    static bool isRenewed(const QJsonObject &document);

    IdentityDocument(CouchClient &client, Random &random, QObject *parent = nullptr);
    using Done = std::function<void(Result<QString>)>;
    /// Writes a new one in the place of `before` (empty: there is none) and reads what is there
    /// then: of two devices that do this at once, one wins.
    void renew(const QJsonObject &before, Done done);

private:
    void read();
    void finish(Result<QString> id);

    CouchClient &m_client;
    Random &m_random;
    Done m_done;
};

} // namespace cairn
