// SPDX-License-Identifier: GPL-3.0-or-later
#include "canonicaljson.h"

#include "fuzzinput.h"
#include "fuzztargets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace cairn::fuzz {
namespace {

QJsonValue valueOf(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace

void canonicaljson(const QByteArray &input)
{
    QJsonParseError problem;
    QJsonDocument::fromJson(input, &problem);
    if (problem.error != QJsonParseError::NoError)
        return;
    const QJsonValue value = valueOf(input);
    const QByteArray canonical = canonicalJson(value);
    QJsonDocument::fromJson(canonical, &problem);
    require(problem.error == QJsonParseError::NoError, "canonical JSON is JSON");
    const QJsonValue again = valueOf(canonical);
    require(canonicalJson(again) == canonical, "canonical JSON is its own canonical form");
    // Another spelling of the same value: indented.
    const QByteArray indented = value.isArray()
        ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Indented)
        : QJsonDocument(value.toObject()).toJson(QJsonDocument::Indented);
    require(canonicalJson(valueOf(indented)) == canonical, "one spelling a value");
}

} // namespace cairn::fuzz
