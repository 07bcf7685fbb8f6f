// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>

#include <cstdio>

namespace cairn::streams {

/// The three standard streams, as bytes and as they are, whatever system this is: UTF-8 in and out,
/// no line ends of its own, no character that ends the input. Main thread.

/// From here on the library neither adds carriage returns nor takes Ctrl+Z for an end. Before
/// anything is read or written; nothing but on Windows.
void carryBytes();

/// Of a program with windows, which has no console of its own: what it prints appears where it was
/// started, if that was in a console. Nothing but on Windows.
void joinConsole();

/// A terminal, or a console: somebody sees it.
bool isTerminal(FILE *stream);

/// In one piece as far as the system writes in one piece. An error's number of the system's; 0:
/// all of it is written.
int writeWhole(FILE *stream, const QByteArray &bytes);

/// Standard input to its end, or its first line without the line end. Invalid: longer than
/// `maxBytes`, or it cannot be read; Storage: a read error.
Result<QByteArray> readAll(qint64 maxBytes);
Result<QByteArray> readLine(qint64 maxBytes);

} // namespace cairn::streams
