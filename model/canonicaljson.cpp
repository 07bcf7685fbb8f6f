// SPDX-License-Identifier: GPL-3.0-or-later
#include "canonicaljson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace cairn {

namespace {

void writeValue(QByteArray &out, const QJsonValue &value);

void writeUnitEscape(QByteArray &out, char16_t unit)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += kDigits[(unit >> shift) & 15];
}

/// True when the character needs an escape of two characters; writes it.
bool writeShortEscape(QByteArray &out, char16_t unit)
{
    switch (unit) {
    case u'"':
        out += "\\\"";
        return true;
    case u'\\':
        out += "\\\\";
        return true;
    case u'\b':
        out += "\\b";
        return true;
    case u'\t':
        out += "\\t";
        return true;
    case u'\n':
        out += "\\n";
        return true;
    case u'\f':
        out += "\\f";
        return true;
    case u'\r':
        out += "\\r";
        return true;
    default:
        return false;
    }
}

void writeString(QByteArray &out, QStringView text)
{
    out += '"';
    qsizetype plain = 0; // start of the run that needs no escape
    const auto flush = [&](qsizetype end) {
        if (end > plain)
            out += text.sliced(plain, end - plain).toUtf8();
        plain = end + 1;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        const bool pair =
            QChar::isHighSurrogate(unit) && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair) {
            ++i;
        } else if (QChar::isSurrogate(unit)) {
            // UTF-8 cannot say it. Escaped, different strings keep different spellings.
            flush(i);
            writeUnitEscape(out, unit);
        } else if (unit < 0x20 || unit == u'"' || unit == u'\\') {
            flush(i);
            if (!writeShortEscape(out, unit))
                writeUnitEscape(out, unit);
        }
    }
    flush(text.size());
    out += '"';
}

/// The shortest digits that read back as the same double, laid out as ECMAScript's Number::toString
/// does.
void writeDouble(QByteArray &out, double number)
{
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    if (std::signbit(number))
        out += '-';
    std::array<char, 40> buffer;
    const auto end = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), std::abs(number),
        std::chars_format::scientific);
    const QByteArray scientific(buffer.data(), end.ptr - buffer.data());
    const qsizetype mark = scientific.indexOf('e');
    const QByteArray digits = scientific.first(mark).replace(".", "");
    const int count = int(digits.size());
    const int point = scientific.sliced(mark + 1).toInt() + 1; // digits before the decimal point
    if (count <= point && point <= 21) {
        out += digits + QByteArray(point - count, '0');
    } else if (0 < point && point <= 21) {
        out += digits.first(point) + '.' + digits.sliced(point);
    } else if (-6 < point && point <= 0) {
        out += "0." + QByteArray(-point, '0') + digits;
    } else {
        const int exponent = point - 1;
        out += digits.first(1) + (count > 1 ? "." + digits.sliced(1) : QByteArray()) + 'e'
            + (exponent < 0 ? '-' : '+') + QByteArray::number(std::abs(exponent));
    }
}

void writeNumber(QByteArray &out, const QJsonValue &value)
{
    // toInteger() falls back to its argument when the number is no integer of 64 bits, except for
    // NaN, which it converts.
    const qint64 integer = value.toInteger(0);
    if (integer == value.toInteger(1) && !std::isnan(value.toDouble()))
        out += QByteArray::number(integer);
    else
        writeDouble(out, value.toDouble());
}

void writeArray(QByteArray &out, const QJsonArray &array)
{
    out += '[';
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (i > 0)
            out += ',';
        writeValue(out, array.at(i));
    }
    out += ']';
}

void writeObject(QByteArray &out, const QJsonObject &object)
{
    // QJsonObject documents no order of its members, so it is made here.
    QStringList names = object.keys();
    std::sort(names.begin(), names.end());
    out += '{';
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (i > 0)
            out += ',';
        writeString(out, names.at(i));
        out += ':';
        writeValue(out, object.value(names.at(i)));
    }
    out += '}';
}

void writeValue(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::Double:
        writeNumber(out, value);
        break;
    case QJsonValue::String:
        writeString(out, value.toString());
        break;
    case QJsonValue::Array:
        writeArray(out, value.toArray());
        break;
    case QJsonValue::Object:
        writeObject(out, value.toObject());
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        break;
    }
}

} // namespace

QByteArray canonicalJson(const QJsonValue &value)
{
    QByteArray out;
    writeValue(out, value);
    return out;
}

} // namespace cairn
