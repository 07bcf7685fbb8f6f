// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <functional>

class QFile;

namespace cairn {

/// The one way in which whole files come in and go out: bounded, checked to the end, nothing lost
/// without a word. Any thread.

/// Asked between two slices; false ends a reading with Cancelled.
using GoOn = std::function<bool()>;

/// For what others open (SQLite, Qt): a pipe is waited for without end. Storage: `path` is, or
/// leads to, a pipe, a socket or a device. A folder, or nothing, is found out by opening it. Any
/// thread.
Result<void> checkNoDevice(const QString &path);

/// Whether a number of the system's errors says that there is no room: the disk is full, this
/// person's share of it, or a file as large as it may be.
bool isOutOfRoom(int systemError);

/// The bytes of a regular file. Neither a pipe nor a device is opened for reading, for they may
/// never end; the size is looked at first. Invalid: no regular file, or more than `maxBytes`;
/// NotFound; Storage: a read error; Cancelled.
Result<QByteArray> readFile(const QString &path, qint64 maxBytes, const GoOn &goOn = {});

/// What an open file, pipe or terminal has to give, read in slices. Invalid: more than `maxBytes`,
/// known before there is more than that in memory. Storage: a read error; nothing of what came
/// before it is used.
Result<QByteArray> readStream(QFile &file, qint64 maxBytes, const GoOn &goOn = {});

/// Whole, valid UTF-8 without a NUL: what is cut in the middle of a character is Invalid as well. A
/// byte order mark is dropped.
Result<QString> utf8Text(const QByteArray &bytes);

/// Writes or replaces a file in one step; it is on the disk when this returns. DiskFull, Storage:
/// the old file, if there was one, is still there.
Result<void> writeFile(const QString &path, const QByteArray &bytes);

} // namespace cairn
