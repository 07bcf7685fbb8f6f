// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace cairn {

/// The names of tags. Tags that differ in case only, or in how an accented letter is put together,
/// are one tag. Pure functions, any thread.
namespace tagname {

/// One line, trimmed, without leading '#', at most 100 characters, in the case it was written in;
/// empty: not usable.
QString normalized(const QString &tag);
/// The same for all ways to write a tag; what note_tag and tally hold.
QString key(const QString &tag);
/// Whether `tag`, as it was typed, is one of these.
bool contains(const QStringList &tags, const QString &tag);
/// Sorted, the first of several ways to write one.
QStringList distinct(QStringList tags);

} // namespace tagname
} // namespace cairn
