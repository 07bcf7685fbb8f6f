#include "changesparser.h"

#include "logging.h"
#include "sequence.h"
#include "storabletext.h"
#include "tuning.h"
#include "wirecodec.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {
namespace {

constexpr qsizetype kMaxRest = 100'000; // last_seq of a large cluster takes a few kilobytes

bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

QJsonObject objectOf(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

} // namespace

bool ChangesParser::feed(const QByteArray &data)
{
    m_bytes += data.size();
    const char *rowStart = m_state == State::Row ? data.begin() : nullptr;
    for (const char *at = data.begin(); at != data.end() && m_state != State::Failed; ++at) {
        switch (m_state) {
        case State::Before:
        case State::After:
            outside(*at);
            break;
        case State::Between:
            between(*at, rowStart, at);
            break;
        case State::Row:
            if (!insideRow(*at))
                break;
            if (const qsizetype size = at + 1 - rowStart; m_partial.isEmpty()) {
                addRow(QByteArray::fromRawData(rowStart, size));
            } else {
                m_partial.append(rowStart, size);
                addRow(std::exchange(m_partial, {}));
            }
            break;
        case State::Failed:
            break;
        }
    }
    if (m_state == State::Row) {
        m_partial.append(rowStart, data.end() - rowStart);
        if (m_partial.size() > tuning::kMaxRowBytes)
            m_state = State::Failed;
    }
    return m_state != State::Failed;
}

void ChangesParser::outside(char c)
{
    if (!m_inString && isBlank(c))
        return; // heartbeats, layout
    if (m_rest.size() >= kMaxRest || (m_rest.isEmpty() && c != '{') || isComplete()) {
        m_state = State::Failed;
        return;
    }
    const bool atResults = c == '[' && m_depth == 1 && !m_inString && m_state == State::Before
        && m_rest.endsWith("\"results\":");
    m_rest += c;
    if (atResults) {
        m_state = State::Between;
        return;
    }
    if (m_escaped) {
        m_escaped = false;
    } else if (m_inString) {
        m_escaped = c == '\\';
        m_inString = c != '"';
    } else if (c == '"') {
        m_inString = true;
    } else if (c == '{' || c == '[') {
        ++m_depth;
    } else if ((c == '}' || c == ']') && --m_depth == 0 && m_state == State::Before) {
        m_state = State::Failed; // an object without results, such as {"error":…}
    }
}

void ChangesParser::between(char c, const char *&rowStart, const char *at)
{
    if (isBlank(c) || c == ',')
        return;
    if (c == '{') {
        rowStart = at;
        m_state = State::Row;
        m_depth = 1;
    } else if (c == ']') {
        m_rest += c;
        m_depth = 1;
        m_state = State::After;
    } else {
        m_state = State::Failed;
    }
}

bool ChangesParser::insideRow(char c)
{
    if (m_inString) {
        if (m_escaped)
            m_escaped = false;
        else if (c == '\\')
            m_escaped = true;
        else if (c == '"')
            m_inString = false;
        return false;
    }
    switch (c) {
    case '"':
        m_inString = true;
        return false;
    case '{':
    case '[':
        ++m_depth;
        return false;
    case '}':
    case ']':
        return --m_depth == 0;
    default:
        return false;
    }
}

void ChangesParser::addRow(const QByteArray &json)
{
    m_state = State::Between;
    QJsonParseError problem;
    const QJsonDocument parsed = QJsonDocument::fromJson(json, &problem);
    if (problem.error == QJsonParseError::DeepNesting) {
        ++m_unusable; // no note of ours nests; waiting for it for ever would stop all others
        return;
    }
    if (problem.error != QJsonParseError::NoError) {
        m_state = State::Failed;
        return;
    }
    const QJsonObject object = parsed.object();
    ChangeRow row;
    row.seq = sequenceText(object.value(u"seq"));
    row.change.id = object.value(u"id").toString();
    row.change.deleted = object.value(u"deleted").toBool();
    const QJsonArray changes = object.value(u"changes").toArray();
    for (const QJsonValue &change : changes) {
        if (auto rev = RevId::parse(change.toObject().value(u"rev").toString()))
            row.change.leaves.append(std::move(*rev));
    }
    if (row.change.id.isEmpty() || row.change.leaves.isEmpty() || !isStorable(row.change.id)) {
        ++m_unusable;
        return;
    }
    if (const QJsonValue document = object.value(u"doc"); document.isObject()) {
        if (auto revision = wire::decode(document.toObject());
            revision && revision->id == row.change.id)
            row.document = std::move(*revision);
    }
    m_rows.append(std::move(row));
}

QString ChangesParser::lastSeq() const
{
    return isComplete() ? sequenceText(objectOf(m_rest).value(u"last_seq")) : QString();
}

qint64 ChangesParser::pending() const
{
    const QJsonValue pending = objectOf(m_rest).value(u"pending");
    return isComplete() && pending.isDouble() ? pending.toInteger() : -1;
}

} // namespace cairn
