// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonValue>

namespace cairn {

/// One spelling for one value: UTF-8, no white space, members sorted by UTF-16 code units, minimal
/// escapes, integers without a fraction (after RFC 8785, JSON Canonicalization Scheme). Revision
/// ids are computed over it.
QByteArray canonicalJson(const QJsonValue &value);

} // namespace cairn
