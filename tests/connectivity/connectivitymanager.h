// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QStringList>
#include <QThread>
#include <QVariantMap>

namespace cairn {

/// What the bus calls org.freedesktop.NetworkManager: as much of it as QNetworkInformation reads.
/// Lives on ManagerThread.
class FakeNetworkManager final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.NetworkManager")
    Q_PROPERTY(uint State MEMBER m_state)
    Q_PROPERTY(uint Connectivity MEMBER m_connectivity)
    Q_PROPERTY(uint Metered MEMBER m_metered)

public:
    explicit FakeNetworkManager(const QDBusConnection &bus)
        : m_bus(bus)
    {
    }
    void change(const char *name, uint value)
    {
        setProperty(name, value);
        QDBusMessage news = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/NetworkManager"),
            QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"));
        news << QStringLiteral("org.freedesktop.NetworkManager")
             << QVariantMap{{QString::fromLatin1(name), value}} << QStringList();
        m_bus.send(news);
    }

private:
    QDBusConnection m_bus;
    uint m_state = 70; // connected globally
    uint m_connectivity = 4; // full
    uint m_metered = 2; // no
};

/// A system bus of this process's own with a FakeNetworkManager on it, which has a thread of its
/// own because the backend waits for its answers.
class PrivateBus {
public:
    ~PrivateBus()
    {
        m_thread.quit();
        m_thread.wait();
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    /// False where there is no dbus-daemon. Sets DBUS_SYSTEM_BUS_ADDRESS.
    bool start()
    {
        m_daemon.start(
            QStringLiteral("dbus-daemon"),
            {QStringLiteral("--session"), QStringLiteral("--nofork"),
             QStringLiteral("--print-address")});
        while (m_daemon.state() != QProcess::NotRunning && !m_daemon.canReadLine())
            m_daemon.waitForReadyRead(10'000);
        const QByteArray address = m_daemon.readLine().trimmed();
        if (address.isEmpty())
            return false;
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
        m_thread.start();
        m_there.moveToThread(&m_thread);
        bool served = false;
        QMetaObject::invokeMethod(
            &m_there, [&] { served = serve(QString::fromUtf8(address)); },
            Qt::BlockingQueuedConnection);
        return served;
    }
    /// `name`: a property of NetworkManager.
    void set(const char *name, uint value)
    {
        QMetaObject::invokeMethod(
            &m_there, [this, name, value] { m_manager->change(name, value); },
            Qt::BlockingQueuedConnection);
    }

private:
    bool serve(const QString &address)
    {
        QDBusConnection bus =
            QDBusConnection::connectToBus(address, QStringLiteral("NetworkManager"));
        m_manager = new FakeNetworkManager(bus);
        QObject::connect(&m_thread, &QThread::finished, m_manager, &QObject::deleteLater);
        return bus.registerObject(
                   QStringLiteral("/org/freedesktop/NetworkManager"), m_manager,
                   QDBusConnection::ExportAllProperties)
            && bus.registerService(QStringLiteral("org.freedesktop.NetworkManager"));
    }

    QProcess m_daemon;
    QThread m_thread;
    QObject m_there; ///< on that thread
    FakeNetworkManager *m_manager = nullptr;
};

} // namespace cairn
