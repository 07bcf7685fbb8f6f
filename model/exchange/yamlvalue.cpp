// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/yamlvalue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace cairn {

namespace {

struct Refused { };

QByteArray jsonText(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

/// A number or truth value where writing it out gives the same text; all else is text.
QJsonValue plainScalar(const QString &text)
{
    if (text == u"true" || text == u"false")
        return text == u"true";
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (isNumber && jsonText(QJsonValue(number)) == text.toUtf8())
        return number;
    return text;
}

/// Builds the value from what the parser meets, and stops it at the first thing too much.
class YamlBuilder : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &, YAML::anchor_t) override { add(QJsonValue()); }
    void OnAlias(const YAML::Mark &, YAML::anchor_t) override { throw Refused(); }
    void OnScalar(
        const YAML::Mark &, const std::string &tag, YAML::anchor_t,
        const std::string &value) override
    {
        // Qt takes a U+FEFF at the start for a byte order mark and drops it.
        const QString text = QString::fromStdString('.' + value).sliced(1);
        add(tag == "?" ? plainScalar(text) : QJsonValue(text));
    }
    void OnSequenceStart(
        const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
        open(false);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(
        const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
        open(true);
    }
    void OnMapEnd() override { close(); }

    QJsonValue result() const { return m_result; }

private:
    struct Level {
        bool isMap;
        QJsonArray items;
        QJsonObject members;
        std::optional<QString> key; ///< of the member whose value comes next
    };

    void open(bool isMap)
    {
        if (m_levels.size() >= kMaxYamlDepth)
            throw Refused();
        m_levels.append({isMap, {}, {}, {}});
    }

    void close()
    {
        const Level level = m_levels.takeLast();
        add(level.isMap ? QJsonValue(level.members) : QJsonValue(level.items));
    }

    void add(const QJsonValue &value)
    {
        if (++m_nodes > kMaxYamlNodes)
            throw Refused();
        if (m_levels.isEmpty()) {
            m_result = value;
            return;
        }
        Level &level = m_levels.last();
        if (!level.isMap)
            level.items.append(value);
        else if (!level.key)
            level.key = yamlText(value);
        else {
            level.members.insert(*level.key, value);
            level.key.reset();
        }
    }

    QList<Level> m_levels;
    QJsonValue m_result;
    int m_nodes = 0;
};

} // namespace

std::optional<QJsonValue> yamlValue(const QString &yaml)
{
    try {
        std::istringstream input(yaml.toStdString());
        YAML::Parser parser(input);
        YamlBuilder builder;
        if (!parser.HandleNextDocument(builder))
            return QJsonValue();
        return builder.result();
    } catch (const Refused &) {
        return std::nullopt;
    } catch (const YAML::Exception &) {
        return std::nullopt;
    }
}

QString yamlText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble() || value.isBool())
        return QString::fromUtf8(jsonText(value));
    return {};
}

} // namespace cairn
