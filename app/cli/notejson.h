// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"

#include <QJsonObject>

namespace cairn::cli {

/// A note without its body, as the contract names its members. Times are UTC milliseconds.
QJsonObject summaryJson(const NoteSummary &note);
QJsonObject savedJson(const Saved &saved);
/// "2026-11-22 09:14  title", for people.
QString summaryLine(const NoteSummary &note);

} // namespace cairn::cli
