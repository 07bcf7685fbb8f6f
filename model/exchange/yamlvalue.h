// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace cairn {

/// One value of YAML. Nothing: no YAML, more than kMaxYamlNodes nodes or kMaxYamlDepth levels, or
/// an alias. An alias repeats a part of a text: with a few of them some hundred bytes become
/// gigabytes. Pure.
inline constexpr int kMaxYamlNodes = 5'000;
inline constexpr int kMaxYamlDepth = 8;
std::optional<QJsonValue> yamlValue(const QString &yaml);

/// What a scalar says as a text; lists and maps say nothing.
QString yamlText(const QJsonValue &value);

} // namespace cairn
