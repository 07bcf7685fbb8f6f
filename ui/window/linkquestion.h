// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace cairn {

/// Asks before a link is opened whose words promise another place than it leads to. `open` is
/// called when the person agrees.
void askAboutLink(
    const QString &words, const QString &address, QWidget *window, std::function<void()> open);

} // namespace cairn
