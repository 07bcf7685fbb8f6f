// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>

namespace cairn {

class FakeCouch;

/// The network of one device: every request goes to the in-memory server, whatever its host.
/// Cookies are kept as QNetworkAccessManager keeps them. It must not outlive the server.
class FakeNetwork final : public QNetworkAccessManager {
    Q_OBJECT
public:
    explicit FakeNetwork(FakeCouch &server, const QString &device, QObject *parent = nullptr);

    void setOnline(bool online)
    {
        m_online = online;
    } ///< offline: no host is found; running requests break
    bool isOnline() const { return m_online; }
    /// As where its thread is held: whatever is asked for, nothing is heard.
    void setHeld(bool held) { m_held = held; }
    void breakConnections(); ///< every request under way fails
    QString device() const { return m_device; }

protected:
    QNetworkReply *createRequest(
        Operation operation, const QNetworkRequest &request, QIODevice *outgoing) override;

private:
    FakeCouch &m_server;
    QString m_device;
    bool m_online = true;
    bool m_held = false;
};

} // namespace cairn
