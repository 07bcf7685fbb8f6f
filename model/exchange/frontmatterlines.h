// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QStringList>

#include <optional>

namespace cairn {

/// Front matter in the way people and programs write it, which is not always YAML: one key after
/// the other, each with the lines that belong to it, so that a broken one takes none of the others
/// with it. Pure.

/// A key and all lines of its value.
struct FrontMatterEntry {
    QString key;
    QStringList lines; ///< the first one is what follows the colon
    int number; ///< of its first line, from 1
};

/// `lost`: what belongs to no key, one line of explanation each.
QList<FrontMatterEntry> frontMatterEntries(const QString &yaml, QStringList &lost);

/// Nothing where several lines together say nothing.
std::optional<QJsonValue> frontMatterValue(const FrontMatterEntry &entry);

} // namespace cairn
