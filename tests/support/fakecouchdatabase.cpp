// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouchdatabase.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace cairn {

FakeDatabase::FakeDatabase(QString name, int instance)
    : m_name(std::move(name))
    , m_instanceStartTime(QString::number(1'700'000'000 + instance))
    , m_epoch(QByteArray::number(instance))
{
}

const FakeDocument *FakeDatabase::document(const QString &id) const
{
    const auto it = m_documents.constFind(id);
    return it == m_documents.cend() ? nullptr : &*it;
}

bool FakeDatabase::insert(
    const QString &id, const QList<RevId> &path, bool deleted, const QJsonObject &body)
{
    FakeDocument &document = m_documents[id];
    if (!document.insert(path, deleted, body))
        return false;
    document.stem(m_revisionLimit);
    touch(id);
    return true;
}

std::optional<RevId> FakeDatabase::edit(
    const QString &id, const std::optional<RevId> &parent, bool deleted, const QJsonObject &body)
{
    std::optional<RevId> base = parent;
    const FakeDocument *known = document(id);
    if (known && !base && known->isDeleted())
        base = known->winner(); // a document made again goes on where it was deleted
    else if (known ? (!base || !known->isLeaf(*base)) : base.has_value())
        return std::nullopt;
    QCryptographicHash hash(QCryptographicHash::Md5);
    hash.addData(base ? base->toString().toUtf8() : QByteArray());
    hash.addData(deleted ? "deleted" : "live");
    hash.addData(QJsonDocument(body).toJson(QJsonDocument::Compact));
    const RevId rev{base ? base->generation + 1 : 1, hash.result().toHex()};
    insert(id, QList<RevId>{rev} + (base ? known->path(*base) : QList<RevId>()), deleted, body);
    return rev;
}

QString
FakeDatabase::takeAttachments(const QString &id, const QList<RevId> &path, QJsonObject &body)
{
    const QString member = QStringLiteral("_attachments");
    QJsonObject ancestor;
    const FakeDocument *known = document(id);
    for (qsizetype i = 1; known && i < path.size(); ++i) {
        const FakeDocument::Revision *revision = known->find(path[i]);
        if (revision && revision->body) {
            ancestor = revision->body->value(member).toObject();
            break;
        }
    }
    QJsonObject files = body.value(member).toObject();
    for (const QString &name : files.keys()) {
        QJsonObject file = files.value(name).toObject();
        if (file.value(u"stub").toBool()) {
            const QJsonObject there = ancestor.value(name).toObject();
            if (there.isEmpty() || there.value(u"revpos") != file.value(u"revpos"))
                return name;
            files[name] = there;
            continue;
        }
        const QByteArray bytes = QByteArray::fromBase64(file.value(u"data").toString().toLatin1());
        const QString digest =
            QStringLiteral("md5-")
            + QString::fromLatin1(
                QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toBase64());
        m_attachments.insert(digest, bytes);
        files[name] = QJsonObject{
            {QStringLiteral("content_type"), file.value(u"content_type")},
            {QStringLiteral("revpos"), file.value(u"revpos").toInt()},
            {QStringLiteral("digest"), digest},
            {QStringLiteral("length"), bytes.size()},
            {QStringLiteral("stub"), true}};
    }
    if (files.isEmpty())
        body.remove(member);
    else
        body[member] = files;
    return {};
}

void FakeDatabase::compact()
{
    for (FakeDocument &document : m_documents)
        document.compact();
}

void FakeDatabase::purge(const QString &id, const RevId &leaf)
{
    if (!m_documents.contains(id))
        return;
    m_documents[id].forget(leaf);
    if (m_documents.value(id).leaves().isEmpty())
        m_documents.remove(id);
    else
        touch(id);
}

void FakeDatabase::beAnother()
{
    locals.clear();
    m_epoch += '1';
    m_instanceStartTime += QLatin1Char('1');
}

void FakeDatabase::touch(const QString &id)
{
    if (m_documents.contains(id))
        m_documents[id].sequence = ++m_sequence.shards[shardOf(id)];
}

QByteArray FakeDatabase::encode(const FakeSequence &sequence) const
{
    const QByteArray inside = m_epoch + '.' + QByteArray::number(sequence.shards[0]) + '.'
        + QByteArray::number(sequence.shards[1]);
    return QByteArray::number(sequence.total()) + "-g1AAAA"
        + inside.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<FakeSequence> FakeDatabase::decode(const QString &text) const
{
    if (text.isEmpty() || text == QStringLiteral("0"))
        return FakeSequence{};
    if (text == QStringLiteral("now"))
        return m_sequence;
    static const QRegularExpression shape(QStringLiteral("^\\d+-g1AAAA([A-Za-z0-9_-]+)$"));
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QList<QByteArray> parts =
        QByteArray::fromBase64(match.captured(1).toLatin1(), QByteArray::Base64UrlEncoding)
            .split('.');
    if (parts.size() != 3)
        return std::nullopt;
    if (parts[0] != m_epoch)
        return FakeSequence{};
    return FakeSequence{{parts[1].toLongLong(), parts[2].toLongLong()}};
}

int FakeDatabase::shardOf(const QString &id)
{
    return static_cast<unsigned char>(
               QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Md5).at(0))
        % 2;
}

} // namespace cairn
