// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>
#include <QJsonValue>

#include <cstdio>

namespace cairn::cli {

// What a command says goes out by these: the result on standard output, and what is said beside it
// on standard error.

/// In one piece: several programs that write into one file or pipe do not mix their lines (in a
/// pipe up to PIPE_BUF bytes).
Result<void> write(FILE *stream, const QByteArray &bytes);

/// What is said to a person beside the result, on stderr: nothing depends on it.
void say(const QByteArray &bytes);
/// The value of --json, without its line end.
QByteArray oneLine(const QJsonValue &value);

/// Whether the other end of a pipe has gone: known before anything is done.
Result<void> requireListener();

/// A pipe, a socket or a terminal: what is written there is out.
bool isReadAtOnce();

/// Of a value that did not come to pass nothing stays in a file. A device keeps what it has.
void takeBack(qsizetype bytes);

/// Waits until no other command is in the middle of a line in the same file; holds until this
/// program ends.
void takeTurn();

} // namespace cairn::cli
