// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace cairn::fuzz {

/// Ends the program with `what` when it does not hold: for libFuzzer a crash whose input it keeps,
/// for the ordinary tests a failure.
inline void require(bool holds, const char *what)
{
    if (!holds)
        qFatal("broken: %s", what);
}

/// An input of several parts, divided by lines of "====", so that corpus files stay readable.
inline QList<QByteArray> parts(const QByteArray &input)
{
    QList<QByteArray> result;
    qsizetype from = 0;
    for (;;) {
        const qsizetype at = input.indexOf("\n====\n", from);
        if (at < 0)
            break;
        result.append(input.sliced(from, at - from));
        from = at + 6;
    }
    result.append(input.sliced(from));
    return result;
}

} // namespace cairn::fuzz
