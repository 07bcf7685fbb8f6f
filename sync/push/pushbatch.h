// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/couchclient.h"
#include "outboxitem.h"

#include <QSet>

namespace cairn {

/// Sends one batch of documents: asks what the server lacks of those that were tried before
/// (`_revs_diff`), sends that and the new ones (`_bulk_docs`, new_edits false), and halves what the
/// server refuses as a whole until the document that it cannot take is alone, and was refused
/// twice. One request at a time. One use; sync thread; `done` comes once, unless the object is
/// destroyed before. Nothing is decided about documents that are in neither list: they are sent
/// again.
class PushBatch : public QObject {
public:
    struct Outcome {
        QList<PushDocument> confirmed; ///< the server has all of it
        QList<std::pair<PushDocument, Error>> rejected; ///< the server refused this document
        std::optional<CallError> error; ///< why the batch ended early
        qint64 elapsedMs = 0; ///< of the slowest request that carried documents
        qint64 bytes = 0; ///< sent
        bool tooMuch = false; ///< a request was refused for its size, or the server asked for less
    };
    using Done = std::function<void(Outcome)>;
    PushBatch(CouchClient &client, QList<PushDocument> documents, QObject *parent = nullptr);
    void start(Done done);

private:
    struct Item {
        PushDocument document;
        QList<QByteArray> bodies; ///< of the revisions that the server lacks, ready to send
        int refusals = 0; ///< of requests that it was part of
        bool filesFetched = false; ///< they carry the attachments that the server has in a leaf
        QStringList lostFiles; ///< it has these in none
    };
    using Difference = std::function<void(CallResult<QJsonObject>)>;
    void askDifference(const QList<PushDocument> &documents, Difference then);
    static QSet<QString> missing(const PushDocument &document, const QJsonObject &difference);
    void prepare(const QJsonObject &difference);
    void send();
    void onSent(QList<Item> sent, CallResult<CouchReply> reply);
    void onRefused(QList<Item> sent, const CallError &error);
    void halve(QList<Item> items, const Error &error);
    void fetchFiles(Item item);
    void askAgain(const QList<Item> &sent, const CallError &error);
    void takeResults(const QList<Item> &sent, const QJsonArray &results);
    void finish();

    CouchClient &m_client;
    QList<PushDocument> m_documents;
    QList<QList<Item>> m_portions; ///< still to send
    Outcome m_outcome;
    Done m_done;
};

} // namespace cairn
