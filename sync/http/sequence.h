// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace cairn {

/// Sequences of a changes feed are opaque: strings, numbers or (long ago) arrays. We keep them as
/// the JSON text they came in and take nothing for granted that is inside (sequenceNumber). Empty:
/// the beginning; also for one that no address has room for (tuning::kMaxSequenceLength).
QString sequenceText(const QJsonValue &sequence);
/// How a kept sequence is written after `since=`, before percent-encoding; "0" for the beginning.
QString sequenceParameter(const QString &text);
/// The value to put into a checkpoint document.
QJsonValue sequenceValue(const QString &text);
/// How many changes a database has had there, where a sequence seems to say so: `N-opaque` as in
/// CouchDB, or a plain number. A hint and no proof: the nodes of a cluster do not count alike.
std::optional<qint64> sequenceNumber(const QString &text);
/// Both have a number, and that of `text` is the lower one.
bool isBefore(const QString &text, const QString &other);

} // namespace cairn
