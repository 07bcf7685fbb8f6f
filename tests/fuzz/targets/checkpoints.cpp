// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/checkpoints.h"

#include "fuzzinput.h"
#include "fuzztargets.h"
#include "http/sequence.h"
#include "http/tuning.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn::fuzz {

/// Our checkpoint document and the server's, and the sequence of the next record.
void checkpoints(const QByteArray &input)
{
    const QList<QByteArray> documents = parts(input);
    const QJsonObject local = QJsonDocument::fromJson(documents.value(0)).object();
    const QJsonObject server = QJsonDocument::fromJson(documents.value(1)).object();
    const QString seq =
        sequenceText(QJsonDocument::fromJson('[' + documents.value(2) + ']').array().at(0));
    sequenceParameter(seq);

    cairn::checkpoints::compare(local, server);
    require(
        cairn::checkpoints::compare(local, {}).since.isEmpty(),
        "a server without a memory starts from the beginning");

    // Whatever they were: after one record on both sides they agree on it.
    const QString session = QStringLiteral("01SESSION");
    const QJsonObject ours =
        cairn::checkpoints::confirmed(cairn::checkpoints::recorded(local, session, seq), session);
    const QJsonObject theirs = cairn::checkpoints::recorded(server, session, seq);
    require(
        theirs.value(u"history").toArray().size() <= tuning::kCheckpointHistory,
        "histories are bounded");
    const auto verdict = cairn::checkpoints::compare(ours, theirs);
    require(!verdict.serverForgot, "what was recorded is not forgotten");
    const QString recorded = sequenceText(sequenceValue(seq));
    require(verdict.since == recorded || local.contains(u"history"), "both agree on the record");
    require(cairn::checkpoints::compare(ours, {}).serverForgot, "an emptied server is noticed");
}

} // namespace cairn::fuzz
