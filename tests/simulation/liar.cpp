// SPDX-License-Identifier: GPL-3.0-or-later
#include "liar.h"

#include "document.h"
#include "documentkind.h"
#include "random.h"
#include "story.h"

#include <QJsonDocument>

namespace cairn::sim {

namespace {

constexpr quint32 kDresses = 8;
constexpr int kAtATime = 20; ///< as many as nobody is asked about
constexpr int kPortions = 3;
constexpr qint64 kPortionMs = 20'000; ///< for everybody to hear of a portion
constexpr int kBeyond = 2'000'000'000; ///< a generation that no person ever reached

bool isVisible(const FakeDocument &document)
{
    if (document.isDeleted())
        return false;
    const QJsonObject body = document.find(document.winner())->body.value_or(QJsonObject());
    return !body.contains(field::kTrashedAt) && !body.value(field::kBody).toString().isEmpty();
}

} // namespace

QStringList Liar::victims(const Step &step)
{
    SeededRandom dice(step.dice);
    const auto &documents = m_world.server().documents();
    QStringList ids;
    for (auto it = documents.cbegin(); it != documents.cend(); ++it) {
        const bool spared = step.amount % 3 == 1 && dice.below(2) == 0;
        if (!spared && kindOfId(it.key()).guarded && isVisible(*it))
            ids.append(it.key());
    }
    return ids;
}

/// All at once, about half of them, or a few in every run.
void Liar::lie(const Step &step)
{
    const QStringList ids = victims(step);
    const bool portions = step.amount % 3 == 2;
    const qsizetype most = portions ? kAtATime * kPortions : ids.size();
    for (qsizetype i = 0; i < std::min(most, ids.size()); ++i) {
        if (portions && i > 0 && i % kAtATime == 0) {
            m_world.couch().announce();
            m_world.pass(kPortionMs);
        }
        if (m_world.server().document(ids.at(i)))
            take(ids.at(i), step.what);
    }
    m_world.couch().announce();
}

void Liar::take(const QString &id, quint32 dress)
{
    FakeDatabase &server = m_world.server();
    const RevId winner = server.document(id)->winner();
    if (server.document(id)->isDeleted())
        return; // meanwhile
    QJsonObject body = server.document(id)->find(winner)->body.value_or(QJsonObject());
    const QSet<QString> words = tokensIn(QJsonDocument(body).toJson(QJsonDocument::Compact));
    bool deleted = false;
    bool hides = true; ///< whether it takes the note away at all
    switch (dress % kDresses) {
    case 0:
        deleted = true;
        body = {};
        break;
    case 1: // in the document, not in the row
        deleted = true;
        server.hidesDeletions = true;
        break;
    case 2:
        body.insert(field::kType, QStringLiteral("recipe"));
        hides = false;
        break;
    case 3:
        body.remove(field::kType);
        hides = false;
        break;
    case 4:
        body.insert(field::kTrashedAt, double(m_world.clock().nowMs()));
        break;
    case 5:
        body.insert(field::kTitle, QString());
        body.insert(field::kBody, QString());
        break;
    case 6:
        body.insert(field::kBody, QStringLiteral("?"));
        break;
    default: // a body that is none
        body.insert(field::kBody, 7);
        break;
    }
    m_world.note(QStringLiteral("  the server lies (%1) about %2").arg(dress % kDresses).arg(id));
    Witness &witness = m_world.witness();
    if (hides) {
        witness.noteLied(id);
        const QByteArray left = QJsonDocument(body).toJson(QJsonDocument::Compact);
        witness.edited(
            id, words, deleted ? QSet<QString>() : tokensIn(left), Witness::Fate::Overruled);
    }
    server.edit(id, winner, deleted, body);
}

/// Generations beyond all bounds, rows that say nothing, documents that cannot be given.
void Liar::talkNonsense(const Step &step)
{
    FakeDatabase &server = m_world.server();
    if (step.what % 3 == 0) {
        const QString id = QStringLiteral("note:invented-%1").arg(++m_told);
        m_invented.append(id);
        server.insert(
            id, {RevId{kBeyond, QByteArray("0123456789abcdef0123456789abcdef")}}, false,
            {{field::kType.toString(), kNoteType.toString()},
             {field::kTitle.toString(), QStringLiteral("Beyond")}});
        server.garbled.remove(id);
    } else {
        const QStringList ids = victims(step);
        if (ids.isEmpty())
            return;
        const QString id = ids.at(qsizetype(step.what / 3) % ids.size());
        (step.what % 3 == 1 ? server.garbled : server.unreadable).insert(id);
        QJsonObject body =
            server.document(id)->find(server.document(id)->winner())->body.value_or(QJsonObject());
        body.insert(QStringLiteral("told"), ++m_told);
        server.edit(id, server.document(id)->winner(), false, body);
    }
    m_world.note(QStringLiteral("  the server talks nonsense"));
    m_world.couch().announce();
}

void Liar::repent()
{
    FakeDatabase &server = m_world.server();
    server.hidesDeletions = false;
    const QSet<QString> unheard = server.garbled | server.unreadable;
    QStringList again(unheard.cbegin(), unheard.cend());
    again.sort();
    server.garbled.clear();
    server.unreadable.clear();
    for (const QString &id : std::as_const(again)) {
        const FakeDocument *document = server.document(id);
        if (!document)
            continue;
        QJsonObject body = document->find(document->winner())->body.value_or(QJsonObject());
        body.insert(QStringLiteral("told"), ++m_told);
        server.edit(id, document->winner(), document->isDeleted(), body);
    }
    for (const QString &id : std::as_const(m_invented)) {
        if (!server.document(id))
            continue;
        server.purge(id);
        m_world.witness().noteMade(id);
        server.edit(
            id, std::nullopt, false,
            {{field::kType.toString(), kNoteType.toString()},
             {field::kTitle.toString(), QStringLiteral("Here after all")}});
    }
    m_world.couch().announce();
}

} // namespace cairn::sim
