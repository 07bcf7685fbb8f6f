// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networkconnectivity.h"

#include <QNetworkInformation>

namespace cairn {

NetworkConnectivity::NetworkConnectivity(QObject *parent)
    : Connectivity(parent)
{
    if (const QNetworkInformation *information = QNetworkInformation::instance()) {
        connect(
            information, &QNetworkInformation::reachabilityChanged, this, &Connectivity::changed);
        connect(
            information, &QNetworkInformation::isBehindCaptivePortalChanged, this,
            &Connectivity::changed);
        connect(information, &QNetworkInformation::isMeteredChanged, this, &Connectivity::changed);
    }
}

Connectivity::Reachability NetworkConnectivity::reachability() const
{
    const QNetworkInformation *information = QNetworkInformation::instance();
    if (!information)
        return Reachability::Unknown;
    if (information->isBehindCaptivePortal())
        return Reachability::CaptivePortal;
    switch (information->reachability()) {
    case QNetworkInformation::Reachability::Disconnected:
        return Reachability::Offline;
    case QNetworkInformation::Reachability::Online:
        return Reachability::Online;
    // The server may be in the local network: worth a try.
    case QNetworkInformation::Reachability::Local:
    case QNetworkInformation::Reachability::Site:
    case QNetworkInformation::Reachability::Unknown:
        break;
    }
    return Reachability::Unknown;
}

bool NetworkConnectivity::isMetered() const
{
    const QNetworkInformation *information = QNetworkInformation::instance();
    return information && information->isMetered();
}

void NetworkConnectivity::loadBackend() { QNetworkInformation::loadDefaultBackend(); }

} // namespace cairn
