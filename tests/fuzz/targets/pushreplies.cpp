// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzclient.h"
#include "fuzztargets.h"
#include "push/pushbatch.h"

namespace cairn::fuzz {
namespace {

QList<PushDocument> documents()
{
    QList<PushDocument> result;
    for (int i = 0; i < 3; ++i) {
        PushDocument document;
        document.outboxId = i;
        document.documentKey = i;
        document.documentId = QStringLiteral("note:") + QChar(u'a' + i);
        PushRevision revision;
        revision.rev = {2, "bb"};
        revision.path = {{2, "bb"}, {1, "aa"}};
        revision.body = "{\"type\":\"note\"}";
        document.revisions = {revision};
        result.append(document);
    }
    return result;
}

void check(const PushBatch::Outcome &outcome, qsizetype sent)
{
    QSet<QString> decided;
    for (const PushDocument &document : outcome.confirmed) {
        require(!decided.contains(document.documentId), "decided once");
        decided.insert(document.documentId);
    }
    for (const auto &[document, error] : outcome.rejected) {
        require(!decided.contains(document.documentId), "not both taken and refused");
        require(!error.message.isEmpty(), "a refusal says why");
        decided.insert(document.documentId);
    }
    require(outcome.error || decided.size() == sent, "without an error all are decided");
}

/// "Sent" needs a witness: no answer at all, or a refusal of everything, is none.
bool anySuccess(const QList<QByteArray> &answers)
{
    for (const QByteArray &answer : answers) {
        const int status = CannedNetwork::parsed(answer).status;
        if (status >= 200 && status < 300)
            return true;
    }
    return false;
}

} // namespace

/// Answers to `_revs_diff` and `_bulk_docs`, in the order that they are asked.
void pushreplies(const QByteArray &input)
{
    const QList<QByteArray> answers = parts(input);
    FuzzClient fuzz(answers);
    PushBatch batch(fuzz.client, documents());
    int ended = 0;
    batch.start([&](const PushBatch::Outcome &outcome) {
        ++ended;
        check(outcome, 3);
        require(outcome.confirmed.isEmpty() || anySuccess(answers), "no success out of nothing");
    });
    fuzz.run([&ended] { return ended > 0; });
    require(ended == 1, "it ends once");
    require(fuzz.network.asked() <= 128, "the number of requests is bounded");
}

} // namespace cairn::fuzz
