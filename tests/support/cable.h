#pragma once

#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace cairn {

/// A device's line to the server: a port of its own on the loopback interface, forwarded to the
/// server, that can be pulled out. Pulled out, its connections break at once and new ones are
/// refused, as with a real cable.
class Cable : public QObject {
    Q_OBJECT
public:
    explicit Cable(const QUrl &server, QObject *parent = nullptr);

    bool plugIn(); ///< false: the port could not be had
    void pullOut();
    /// `path` on the server, through this cable.
    QUrl url(const QString &path) const;

private:
    void onConnection();

    QUrl m_target;
    QTcpServer m_listener;
    quint16 m_port = 0; ///< stays the same over pulls
};

} // namespace cairn
