// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecouchhttp.h"

#include <QNetworkReply>

namespace cairn {

/// A reply of the in-memory server. It behaves as QNetworkAccessManager's own: bodies arrive in
/// pieces on the event loop, errors are signalled before finished(), and abort() ends it at once.
class FakeReply final : public QNetworkReply {
    Q_OBJECT
public:
    FakeReply(
        QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
        QObject *parent);

    void begin(const FakeResponse &response); ///< status and headers
    void append(const QByteArray &bytes); ///< more of the body, at once
    void end(); ///< the body is complete
    /// All three; the body comes in pieces of `pieceBytes`, one a turn of the event loop.
    void respond(const FakeResponse &response, qsizetype pieceBytes);
    void breakOff(NetworkError error, const QString &reason); ///< the connection failed

    void abort() override;
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override
    {
        return m_buffer.size() + QNetworkReply::bytesAvailable();
    }

signals:
    void begun(); ///< headers are here: the moment to take cookies

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    void nextPiece(qsizetype pieceBytes);

    QByteArray m_buffer; ///< arrived, not read yet
    QByteArray m_coming; ///< on its way
};

} // namespace cairn
