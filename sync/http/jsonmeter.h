// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/tuning.h"

#include <QByteArrayView>

#include <algorithm>

namespace cairn {

/// Follows a JSON text byte by byte and keeps nothing of it: where the value that it began with
/// ends, and what it would cost to parse it. A parser makes some dozens of bytes of memory from
/// three bytes of text; so a text is measured first. Says nothing about whether it is valid. A pure
/// value.
class JsonMeter {
public:
    /// True: the object or array that the text began with ends with this byte.
    bool take(char c)
    {
        if (m_inString) {
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else
                m_inString = c != '"';
            return false;
        }
        switch (c) {
        case '"':
            m_inString = true;
            return false;
        case '{':
        case '[':
            ++m_values;
            m_deepest = std::max(m_deepest, ++m_depth);
            return false;
        case '}':
        case ']':
            return --m_depth == 0;
        case ',':
        case ':':
            ++m_values;
            return false;
        default:
            return false;
        }
    }

    int depth() const { return m_depth; }
    bool isInString() const { return m_inString; }
    qint64 values() const { return m_values; } ///< so far, at least
    bool isExcessive() const
    {
        return m_deepest > tuning::kMaxJsonDepth || m_values > tuning::kMaxJsonValues;
    }

    /// Whether a text may be given to a parser.
    static bool isBearable(QByteArrayView json)
    {
        JsonMeter meter;
        for (const char c : json)
            meter.take(c);
        return !meter.isExcessive();
    }

private:
    qint64 m_values = 0;
    int m_depth = 0;
    int m_deepest = 0;
    bool m_inString = false;
    bool m_escaped = false;
};

} // namespace cairn
