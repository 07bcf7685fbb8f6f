// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/changesparser.h"

#include "documentkind.h"
#include "http/logging.h"
#include "http/readablejson.h"
#include "http/sequence.h"
#include "http/tuning.h"
#include "http/wirecodec.h"
#include "json.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {
namespace {

constexpr qsizetype kMaxRest = 100'000; // last_seq of a large cluster takes a few kilobytes

QJsonObject objectOf(const QByteArray &json) { return parsedJson(json).object(); }

RemoteChange changeOf(const QJsonObject &row)
{
    RemoteChange change;
    change.id = row.value(u"id").toString();
    change.deleted = row.value(u"deleted").toBool();
    const QJsonArray changes = row.value(u"changes").toArray();
    for (const QJsonValue &entry : changes) {
        const auto rev = RevId::parse(entry[u"rev"].toString());
        if (rev)
            change.leaves.append(*rev);
        else if (change.leaves.isEmpty())
            change.deleted = false; // was said of the winner
    }
    return change;
}

/// For a row that does not say whose it is.
QString nameFor(const QByteArray &json)
{
    const QByteArray hash = QCryptographicHash::hash(json, QCryptographicHash::Sha256);
    return QStringLiteral("row:") + QString::fromLatin1(hash.toHex().first(32));
}

/// Of a number, null, or another word that is no text.
bool isOfWord(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
        || c == '+' || c == '.';
}

/// "note:" says that it is a note and not which one: nothing would show it. Once it is deleted,
/// nothing has to.
bool isNameless(const RemoteChange &change)
{
    return !change.deleted && change.id.endsWith(u':') && kindOfId(change.id).name.isEmpty()
        && !kindOfId(QString(change.id + u'x')).name.isEmpty();
}

} // namespace

bool ChangesParser::feed(const QByteArray &data)
{
    m_bytes += data.size();
    const char *rowStart = data.begin();
    for (const char *at = data.begin(); at != data.end() && m_state != State::Failed; ++at) {
        switch (m_state) {
        case State::Before:
        case State::After:
            outside(*at);
            break;
        case State::Between:
            if (between(*at))
                rowStart = at;
            break;
        case State::Row:
            if (m_row.take(*at))
                endRow(rowStart, at + 1);
            break;
        case State::Value:
            if (!endsValue(*at))
                break;
            endRow(rowStart, at);
            if (m_state == State::Between)
                between(*at);
            break;
        case State::Failed:
            break;
        }
    }
    if (m_state == State::Row || m_state == State::Value)
        keep(rowStart, data.end());
    return m_state != State::Failed;
}

/// Heartbeats and layout; more than that is a way to keep us busy.
bool ChangesParser::isBlank(char c)
{
    const bool comma = c == ',' && m_state == State::Between;
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && !comma)
        return false;
    if (++m_blanks > tuning::kMaxBlankBytes)
        m_state = State::Failed;
    return true;
}

void ChangesParser::outside(char c)
{
    if (!m_meter.isInString() && isBlank(c))
        return;
    if (m_rest.size() >= kMaxRest || (m_rest.isEmpty() && c != '{') || isComplete()) {
        m_state = State::Failed;
        return;
    }
    const bool atResults = c == '[' && m_meter.depth() == 1 && !m_meter.isInString()
        && m_state == State::Before && m_rest.endsWith("\"results\":");
    m_rest += c;
    if (m_meter.take(c) && m_state == State::Before)
        m_state = State::Failed; // an object without results, such as {"error":…}
    else if (atResults)
        m_state = State::Between;
}

bool ChangesParser::between(char c)
{
    if (isBlank(c))
        return false;
    if (c == '{' || c == '[' || c == '"' || isOfWord(c)) {
        m_state = c == '{' || c == '[' ? State::Row : State::Value;
        m_isObject = c == '{';
        m_row = {};
        m_row.take(c);
        m_rowBytes = m_blanks = 0;
        return true;
    } else if (c == ']') {
        m_rest += c;
        m_meter.take(c);
        m_state = State::After;
    } else {
        m_state = State::Failed;
    }
    return false;
}

/// Not before it is clear that no colon follows: that would be an error which came in the middle.
bool ChangesParser::endsValue(char c)
{
    if (!m_row.isInString()) {
        if (c == ',' || c == ']')
            return true;
        if (!isOfWord(c) && c != ' ' && c != '\n' && c != '\r' && c != '\t')
            m_state = State::Failed;
    }
    m_row.take(c);
    return false;
}

void ChangesParser::keep(const char *from, const char *to)
{
    m_rowBytes += to - from;
    if (m_rowBytes > tuning::kMaxRowBytes || m_row.isExcessive())
        m_oversize = true;
    if (m_rowBytes > tuning::kMaxSkippedBytes) {
        m_state = State::Failed;
        return;
    }
    m_partial.append(from, to - from);
    if (m_oversize && m_partial.size() > tuning::kRowHeadBytes)
        m_partial = m_partial.first(tuning::kRowHeadBytes);
}

void ChangesParser::endRow(const char *from, const char *to)
{
    m_state = State::Between;
    ++m_seen;
    m_values += m_row.values();
    if (m_unusable.size() > tuning::kMaxPlainRows) {
        m_state = State::Failed; // more than we ever ask for
        return;
    }
    if (m_isObject && m_rowBytes == 0 && to - from <= tuning::kMaxRowBytes
        && !m_row.isExcessive()) {
        addRow(QByteArray::fromRawData(from, to - from));
        return;
    }
    keep(from, to);
    const QByteArray row = std::exchange(m_partial, {});
    if (std::exchange(m_oversize, false))
        refuseRow(row, QStringLiteral("larger or deeper than any document that Cairn knows"));
    else if (m_isObject)
        addRow(row);
    else
        refuseRow(row, QStringLiteral("it says nothing of a document"));
}

void ChangesParser::addRow(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonObject object = parsedJson(json, &problem).object();
    if (problem.error != QJsonParseError::NoError) {
        // Its end is known, so the rows behind it are what they say.
        refuseRow(json, QStringLiteral("it is no valid JSON: %1").arg(problem.errorString()));
        return;
    }
    ChangeRow row;
    row.seq = sequenceText(object.value(u"seq"));
    if (!row.seq.isEmpty())
        m_rowSeq = row.seq;
    row.change = changeOf(object);
    if (isNameless(row.change)) {
        m_unusable.append(
            {row.change.id,
             {},
             QStringLiteral("it has no name behind its kind")}); // asking again changes nothing
        return;
    }
    const QJsonArray changes = object.value(u"changes").toArray();
    const bool named = wire::isUsableId(row.change.id);
    if (row.change.leaves.size() < changes.size() || changes.isEmpty() || !named)
        m_unusable.append(
            {named ? row.change.id : nameFor(json), row.change.leaves,
             named ? QStringLiteral("one of its revisions has no usable number")
                   : QStringLiteral("it has no usable name"),
             row.change.leaves.isEmpty() || !named});
    if (!named || row.change.leaves.isEmpty())
        return;
    if (const QJsonValue document = object.value(u"doc"); document.isObject()) {
        if (auto revision = wire::decode(document.toObject());
            revision && revision->id == row.change.id)
            row.document = std::move(*revision);
    }
    m_rows.append(std::move(row));
}

/// CouchDB says which document it is before it shows it.
void ChangesParser::refuseRow(const QByteArray &head, const QString &why)
{
    const QJsonObject object = wholeMembers(head);
    if (const QString seq = sequenceText(object.value(u"seq")); !seq.isEmpty())
        m_rowSeq = seq;
    const RemoteChange change = changeOf(object);
    m_unusable.append(
        {wire::isUsableId(change.id) ? change.id : nameFor(head), change.leaves, why,
         change.leaves.isEmpty()});
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
