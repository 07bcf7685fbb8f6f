// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecouchhttp.h"

#include <QNetworkAccessManager>

namespace cairn::fuzz {

/// A network that answers from a list, whatever is asked; when the list is at its end, connections
/// are refused. An answer is written like HTTP: a line with the status, lines of headers, an empty
/// line, the body. Status 0: the connection breaks, or after the body when there is one.
class CannedNetwork final : public QNetworkAccessManager {
    Q_OBJECT
public:
    explicit CannedNetwork(const QList<QByteArray> &answers);
    int asked() const { return m_asked; } ///< requests so far

    static FakeResponse parsed(const QByteArray &answer);

protected:
    QNetworkReply *createRequest(
        Operation operation, const QNetworkRequest &request, QIODevice *outgoing) override;

private:
    QList<QByteArray> m_answers;
    int m_asked = 0;
};

} // namespace cairn::fuzz
