// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/connectivity.h"

namespace cairn {

/// Connectivity by QNetworkInformation, whose backend must have been loaded in the main thread
/// (loadBackend). Without a backend everything is unknown. Some backends (glib without
/// NetworkManager) never signal a change.
class NetworkConnectivity final : public Connectivity {
    Q_OBJECT
public:
    explicit NetworkConnectivity(QObject *parent = nullptr);
    Reachability reachability() const override;
    bool isMetered() const override;
    static void loadBackend(); ///< once, in the main thread, before engines start
};

} // namespace cairn
