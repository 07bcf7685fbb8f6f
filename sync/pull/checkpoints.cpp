// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/checkpoints.h"

#include "http/sequence.h"
#include "http/tuning.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <iterator>

namespace cairn::checkpoints {
namespace {

constexpr QStringView kSession = u"session_id";
constexpr QStringView kLastSeq = u"source_last_seq";
constexpr QStringView kHistory = u"history";
constexpr QStringView kRecordedSeq = u"recorded_seq";
constexpr QStringView kConfirmed = u"confirmed_session";

struct Record {
    QString session;
    QString seq;
};

/// Newest first. PouchDB calls the sequence `last_seq`. Entries without a session prove nothing.
QList<Record> recordsOf(const QJsonObject &document)
{
    QList<Record> records;
    const QJsonArray history = document.value(kHistory).toArray();
    for (const QJsonValue &value : history) {
        const QJsonObject entry = value.toObject();
        QJsonValue seq = entry.value(kRecordedSeq);
        if (seq.isUndefined())
            seq = entry.value(u"last_seq");
        const QString session = entry.value(kSession).toString();
        if (!session.isEmpty() && !seq.isUndefined())
            records.append({session, sequenceText(seq)});
    }
    return records;
}

} // namespace

Verdict compare(const QJsonObject &local, const QJsonObject &server)
{
    QHash<QString, QString> ours;
    for (const Record &record : recordsOf(local))
        ours.insert(record.session, record.seq);

    Verdict verdict;
    const QString confirmedSession = local.value(kConfirmed).toString();
    bool found = false;
    const QList<Record> theirs = recordsOf(server);
    for (const Record &record : theirs) {
        verdict.serverRemembers |= record.session == confirmedSession;
        const auto own = ours.constFind(record.session);
        // A session with two sequences was written by something else than us: no ground to stand
        // on.
        if (!found && own != ours.constEnd() && *own == record.seq) {
            verdict.since = record.seq;
            found = true;
        }
    }
    verdict.serverForgot = !confirmedSession.isEmpty() && !verdict.serverRemembers;
    return verdict;
}

QJsonObject recorded(const QJsonObject &document, const QString &session, const QString &seq)
{
    QJsonObject result = document;
    const QJsonValue value = sequenceValue(seq);
    QJsonArray history = document.value(kHistory).toArray();
    history.prepend(QJsonObject{{kSession.toString(), session}, {kRecordedSeq.toString(), value}});
    while (history.size() > tuning::kCheckpointHistory)
        history.removeLast();
    result.insert(kHistory, history);
    result.insert(kSession, session);
    result.insert(kLastSeq, value);
    return result;
}

QJsonObject withoutUnconfirmed(const QJsonObject &local)
{
    const QJsonArray history = local.value(kHistory).toArray();
    const auto last = std::find_if(history.begin(), history.end(), [&local](const auto &record) {
        return record.toObject().value(kSession) == local.value(kConfirmed);
    });
    if (last == history.end())
        return local;
    QJsonArray kept;
    std::copy(last, history.end(), std::back_inserter(kept));
    QJsonObject result = local;
    result.insert(kHistory, kept);
    return result;
}

QJsonObject confirmed(const QJsonObject &local, const QString &session)
{
    QJsonObject result = local;
    result.insert(kConfirmed, session);
    return result;
}

} // namespace cairn::checkpoints
