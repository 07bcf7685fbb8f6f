// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace cairn {

/// Sequences of a changes feed are opaque: strings, numbers or (long ago) arrays. We keep them as
/// the JSON text they came in and never look inside. Empty: the beginning; also for one that no
/// address has room for (tuning::kMaxSequenceLength).
QString sequenceText(const QJsonValue &sequence);
/// How a kept sequence is written after `since=`, before percent-encoding; "0" for the beginning.
QString sequenceParameter(const QString &text);
/// The value to put into a checkpoint document.
QJsonValue sequenceValue(const QString &text);

} // namespace cairn
