// SPDX-License-Identifier: GPL-3.0-or-later
#include "cannednetwork.h"

#include "fakecouchreply.h"

#include <QTimer>

#include <algorithm>

namespace cairn::fuzz {

CannedNetwork::CannedNetwork(const QList<QByteArray> &answers)
    : m_answers(answers)
{
}

FakeResponse CannedNetwork::parsed(const QByteArray &answer)
{
    FakeResponse response;
    qsizetype at = answer.indexOf('\n');
    const QByteArray first = at < 0 ? answer : answer.first(at);
    response.status = std::clamp(first.trimmed().toInt(), 0, 999);
    while (at >= 0) {
        const qsizetype end = answer.indexOf('\n', at + 1);
        const QByteArray line =
            end < 0 ? answer.sliced(at + 1) : answer.sliced(at + 1, end - at - 1);
        at = end;
        if (line.isEmpty())
            break;
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            response.headers.append(
                {line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
    }
    if (at >= 0)
        response.body = answer.sliced(at + 1);
    return response;
}

QNetworkReply *
CannedNetwork::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *)
{
    auto *reply = new FakeReply(operation, request, this);
    if (m_asked++ >= m_answers.size()) {
        QTimer::singleShot(0, reply, [reply] {
            reply->breakOff(QNetworkReply::ConnectionRefusedError, QStringLiteral("no answer"));
        });
        return reply;
    }
    const FakeResponse response = parsed(m_answers.at(m_asked - 1));
    QTimer::singleShot(0, reply, [reply, response] {
        if (response.status == 0) {
            reply->append(response.body);
            reply->breakOff(QNetworkReply::RemoteHostClosedError, QStringLiteral("closed"));
        } else {
            // Small bodies in one piece, all others in a few: pieces are the feed parser's trouble.
            reply->respond(response, std::max<qsizetype>(64, response.body.size() / 3));
        }
    });
    return reply;
}

} // namespace cairn::fuzz
