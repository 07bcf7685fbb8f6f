// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouchreply.h"

#include <QTimer>

#include <cstring>

namespace cairn {

namespace {

QNetworkReply::NetworkError errorOf(int status)
{
    switch (status) {
    case 401:
        return QNetworkReply::AuthenticationRequiredError;
    case 403:
        return QNetworkReply::ContentAccessDenied;
    case 404:
        return QNetworkReply::ContentNotFoundError;
    case 405:
        return QNetworkReply::ContentOperationNotPermittedError;
    case 407:
        return QNetworkReply::ProxyAuthenticationRequiredError;
    case 409:
        return QNetworkReply::ContentConflictError;
    case 410:
        return QNetworkReply::ContentGoneError;
    case 500:
        return QNetworkReply::InternalServerError;
    case 501:
        return QNetworkReply::OperationNotImplementedError;
    case 503:
        return QNetworkReply::ServiceUnavailableError;
    default:
        return status < 400 ? QNetworkReply::NoError
            : status < 500  ? QNetworkReply::UnknownContentError
                            : QNetworkReply::UnknownServerError;
    }
}

} // namespace

FakeReply::FakeReply(
    QNetworkAccessManager::Operation operation, const QNetworkRequest &request, QObject *parent)
    : QNetworkReply(parent)
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
    open(QIODevice::ReadOnly);
}

void FakeReply::begin(const FakeResponse &response)
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, response.status);
    for (const auto &[name, value] : response.headers)
        setRawHeader(name, value);
    emit begun();
    emit metaDataChanged();
}

void FakeReply::append(const QByteArray &bytes)
{
    if (isFinished() || bytes.isEmpty())
        return;
    m_buffer += bytes;
    emit readyRead();
}

void FakeReply::end()
{
    if (isFinished())
        return;
    const int status = attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (const NetworkError error = errorOf(status); error != NoError) {
        setError(
            error,
            QStringLiteral("Error transferring %1 - server replied: %2")
                .arg(url().toDisplayString())
                .arg(status));
        emit errorOccurred(error);
    }
    setFinished(true);
    emit finished();
}

void FakeReply::respond(const FakeResponse &response, qsizetype pieceBytes)
{
    if (isFinished())
        return;
    begin(response);
    m_coming = response.body;
    nextPiece(pieceBytes);
}

void FakeReply::nextPiece(qsizetype pieceBytes)
{
    if (isFinished())
        return; // aborted meanwhile
    if (m_coming.isEmpty()) {
        end();
        return;
    }
    const QByteArray piece = m_coming.left(pieceBytes);
    m_coming.remove(0, piece.size());
    append(piece);
    QTimer::singleShot(0, this, [this, pieceBytes] { nextPiece(pieceBytes); });
}

void FakeReply::breakOff(NetworkError error, const QString &reason)
{
    if (isFinished())
        return;
    setError(error, reason);
    setFinished(true);
    emit errorOccurred(error);
    emit finished();
}

void FakeReply::abort()
{
    m_coming.clear();
    breakOff(OperationCanceledError, QStringLiteral("Operation canceled"));
}

qint64 FakeReply::readData(char *data, qint64 maxSize)
{
    if (m_buffer.isEmpty())
        return isFinished() ? -1 : 0;
    const qint64 count = std::min<qint64>(maxSize, m_buffer.size());
    std::memcpy(data, m_buffer.constData(), size_t(count));
    m_buffer.remove(0, count);
    return count;
}

} // namespace cairn
