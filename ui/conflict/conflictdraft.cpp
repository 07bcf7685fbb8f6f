// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflictdraft.h"

#include "conflict/conflictwords.h"
#include "merge/textmerge.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QSignalBlocker>
#include <QUndoStack>

using namespace Qt::StringLiterals;

namespace cairn {

namespace {

using Choice = PlaceDecision::Choice;
constexpr QStringView kChoiceNames[] = {u"", u"mine", u"theirs", u"both", u"edited"};

/// What a decision is about: it holds for a place with the same two texts, wherever that is.
QString placeKey(const ConflictPlace &place)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(place.isTitle() ? "title" : "text");
    hash.addData(place.chunk.mine.toUtf8());
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(place.chunk.theirs.toUtf8());
    return QString::fromLatin1(hash.result().toHex().first(32));
}

QJsonObject decisionJson(const PlaceDecision &decision)
{
    QJsonObject json{{u"choice"_s, kChoiceNames[int(decision.choice)].toString()}};
    if (decision.choice == Choice::Both)
        json.insert(u"theirsFirst"_s, decision.theirsFirst);
    if (decision.choice == Choice::Edited || !decision.text.isEmpty())
        json.insert(u"text"_s, decision.text);
    return json;
}

PlaceDecision decisionFromJson(const QJsonObject &json)
{
    const QString name = json.value(u"choice").toString();
    PlaceDecision decision;
    for (int i = 1; i < int(std::size(kChoiceNames)); ++i) {
        if (name == kChoiceNames[i])
            decision.choice = Choice(i);
    }
    decision.theirsFirst = json.value(u"theirsFirst").toBool();
    decision.text = json.value(u"text").toString();
    return decision;
}

/// Is the first thing in which `after` differs a letter behind a blank? Then a word was begun.
bool startsWord(const QString &before, const QString &after)
{
    const auto [b, a] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    return a != after.end() && !a->isSpace() && b != before.begin() && std::prev(b)->isSpace();
}

/// A text that has lost its place is one of no note: it has the line ends of fields.
QString setAside(QString text) { return text.replace(u"\r\n"_s, u"\n"_s); }

} // namespace

/// One decision. Typing in the same place is one step up to the end of a word.
class DecideCommand : public QUndoCommand {
public:
    DecideCommand(ConflictDraft *draft, int place, const PlaceDecision &after)
        : m_draft(draft)
        , m_place(place)
        , m_before(draft->decision(place))
        , m_after(after)
    {
    }
    int id() const override { return m_after.choice == Choice::Edited ? m_place : -1; }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const DecideCommand *>(other);
        if (next->m_again)
            return false; // a step stays one
        const bool started = m_before.choice == Choice::Edited && m_after.choice == Choice::Edited;
        const bool wordEnds = startsWord(m_after.text, next->m_after.text);
        if (!started || wordEnds)
            return false;
        m_after = next->m_after;
        return true;
    }
    void undo() override { m_draft->apply(m_place, m_before); }
    void redo() override { m_draft->apply(m_place, m_after); }

    int place() const { return m_place; }
    /// The same step, of where its place is now.
    DecideCommand *movedTo(int place) const
    {
        auto *moved = new DecideCommand(m_draft, place, m_after);
        moved->m_before = m_before;
        moved->m_again = true;
        return moved;
    }

private:
    ConflictDraft *m_draft;
    int m_place;
    PlaceDecision m_before;
    PlaceDecision m_after;
    bool m_again = false;
};

ConflictDraft::ConflictDraft(const ConflictDetails &details, QObject *parent)
    : QObject(parent)
    , m_undo(new QUndoStack(this))
{
    load(details);
}

ConflictDraft::~ConflictDraft()
{
    m_undo->disconnect(); // it clears itself as it goes, and nobody is there to hear of it
}

void ConflictDraft::load(const ConflictDetails &details)
{
    m_details = details;
    m_chunks = details.chunks;
    m_deletion = ConflictWords::isDeletion(details);
    const bool pair = details.leaves.size() >= 2;
    if (m_deletion) {
        const bool mineGone = ConflictWords::isDeleted(details.leaves[0]);
        MergeChunk whole;
        whole.text = details.leaves[mineGone ? 1 : 0].body;
        m_chunks = {whole};
    } else if (pair && !details.base) {
        // Nothing is known about who changed what: all that differs is to be decided.
        m_chunks = compareTexts(details.leaves[0].body, details.leaves[1].body).chunks;
    }
    m_places.clear();
    if (pair && !m_deletion && details.titleConflict) {
        const MergeChunk titles{
            true, {}, details.leaves[0].title, details.leaves[1].title, details.baseTitle};
        m_places.append({titles, -1, false});
    }
    for (int i = 0; i < m_chunks.size(); ++i) {
        if (m_chunks[i].conflict)
            m_places.append({m_chunks[i], i, false});
    }
    m_decisions = QList<PlaceDecision>(m_places.size());
}

void ConflictDraft::decide(int place, const PlaceDecision &decision)
{
    if (m_decisions.at(place) != decision)
        m_undo->push(new DecideCommand(this, place, decision));
}

void ConflictDraft::apply(int place, const PlaceDecision &decision)
{
    m_decisions[place] = decision;
    emit decided(place);
}

QString
ConflictDraft::joined(const ConflictPlace &place, const QString &first, const QString &second) const
{
    if (place.isTitle())
        return u"%1 / %2"_s.arg(first, second);
    // Only the last text of a note may lack its line end.
    const bool needsLineEnd = place.chunkIndex == m_chunks.size() - 1 && !first.isEmpty()
        && !second.isEmpty() && !first.endsWith(u'\n');
    return first + (needsLineEnd ? u"\n"_s : QString()) + second;
}

QString ConflictDraft::preview(int place, const PlaceDecision &decision) const
{
    const ConflictPlace &p = m_places.at(place);
    switch (decision.choice) {
    case Choice::None:
        break;
    case Choice::Mine:
        return p.chunk.mine;
    case Choice::Theirs:
        return p.chunk.theirs;
    case Choice::Both:
        return decision.theirsFirst ? joined(p, p.chunk.theirs, p.chunk.mine)
                                    : joined(p, p.chunk.mine, p.chunk.theirs);
    case Choice::Edited:
        return decision.text;
    }
    return {};
}

QString ConflictDraft::result(int place) const { return preview(place, decision(place)); }

int ConflictDraft::decidedCount() const
{
    return int(std::count_if(m_decisions.begin(), m_decisions.end(), [](const PlaceDecision &d) {
        return d.choice != Choice::None;
    }));
}

int ConflictDraft::nextUndecided(int from, int step) const
{
    const int count = int(m_places.size());
    for (int i = 1; i <= count; ++i) {
        const int place = ((from + i * step) % count + count) % count;
        if (m_decisions[place].choice == Choice::None)
            return place;
    }
    return -1;
}

QString ConflictDraft::title() const
{
    if (!m_places.isEmpty() && m_places.first().isTitle())
        return result(0).simplified();
    return m_details.mergedTitle;
}

QString ConflictDraft::body() const
{
    QString text;
    int place = !m_places.isEmpty() && m_places.first().isTitle() ? 1 : 0;
    for (const MergeChunk &chunk : m_chunks)
        text += chunk.conflict ? result(place++) : chunk.text;
    return text;
}

QJsonObject ConflictDraft::toJson() const
{
    QJsonArray places;
    for (int i = 0; i < m_places.size(); ++i) {
        QJsonObject json = decisionJson(m_decisions[i]);
        json.insert(u"place"_s, placeKey(m_places[i]));
        if (m_decisions[i].choice != Choice::None)
            places.append(json);
    }
    return {{u"places"_s, places}, {u"leftovers"_s, QJsonArray::fromStringList(m_leftovers)}};
}

void ConflictDraft::restore(const QJsonObject &draft)
{
    m_leftovers = draft.value(u"leftovers").toVariant().toStringList();
    QMultiHash<QString, PlaceDecision> known;
    const QJsonArray places = draft.value(u"places").toArray();
    for (auto it = places.end(); it != places.begin();) { // take() gives back the last one inserted
        const QJsonObject json = (--it)->toObject();
        known.insert(json.value(u"place").toString(), decisionFromJson(json));
    }
    for (int i = 0; i < m_places.size(); ++i)
        m_decisions[i] = known.take(placeKey(m_places[i]));
    for (const PlaceDecision &decision : std::as_const(known)) {
        if (!decision.text.trimmed().isEmpty())
            m_leftovers.append(setAside(decision.text));
    }
    m_undo->clear();
    emit replaced();
}

QList<ConflictDraft::Moved> ConflictDraft::replace(const ConflictDetails &details)
{
    QStringList keys;
    for (const ConflictPlace &place : std::as_const(m_places))
        keys.append(placeKey(place));
    const QList<PlaceDecision> decisions = m_decisions;
    QList<Moved> moved(keys.size());
    load(details);
    for (int i = 0; i < m_places.size(); ++i) {
        const QString key = placeKey(m_places[i]);
        qsizetype old = keys.indexOf(key); // places that are alike stay in their order
        while (old >= 0 && moved[old].place >= 0)
            old = keys.indexOf(key, old + 1);
        m_places[i].fresh = old < 0;
        if (old < 0)
            continue;
        moved[old].place = i;
        m_decisions[i] = decisions[old];
    }
    for (int i = 0; i < moved.size(); ++i) {
        const bool hasField = decisions[i].choice == Choice::Edited; // somebody may be in it
        if (moved[i].place >= 0 || (!hasField && decisions[i].text.trimmed().isEmpty()))
            continue;
        moved[i].leftover = int(m_leftovers.size());
        m_leftovers.append(setAside(decisions[i].text));
    }
    moveSteps(moved);
    emit replaced();
    return moved;
}

/// What the person did about places that are still there can be undone as before.
void ConflictDraft::moveSteps(const QList<Moved> &moved)
{
    const QList<PlaceDecision> now = m_decisions;
    QList<DecideCommand *> done;
    QList<DecideCommand *> undone;
    for (int i = 0; i < m_undo->count(); ++i) {
        const auto *step = static_cast<const DecideCommand *>(m_undo->command(i));
        if (const int place = moved.at(step->place()).place; place >= 0)
            (i < m_undo->index() ? done : undone).append(step->movedTo(place));
    }
    const QSignalBlocker quiet(this); // the decisions are the same afterwards
    m_undo->clear();
    for (DecideCommand *step : std::as_const(done))
        m_undo->push(step);
    for (DecideCommand *step : std::as_const(undone))
        m_undo->push(step);
    m_undo->setIndex(int(done.size()));
    m_decisions = now;
}

void ConflictDraft::setLeftover(int index, const QString &text)
{
    if (m_leftovers.at(index) == text)
        return;
    m_leftovers[index] = text;
    emit leftoverChanged();
}

QString ConflictDraft::written(int place) const
{
    const PlaceDecision &now = decision(place);
    if (now.choice != Choice::Edited)
        return now.text;
    for (const PlaceDecision &start :
         {PlaceDecision{Choice::Mine, false, {}}, PlaceDecision{Choice::Theirs, false, {}},
          PlaceDecision{Choice::Both, false, {}}, PlaceDecision{Choice::Both, true, {}}}) {
        if (preview(place, start) == now.text)
            return {};
    }
    return now.text;
}

QStringList ConflictDraft::ownTexts() const
{
    QStringList texts = m_leftovers;
    for (int i = 0; i < m_places.size(); ++i)
        texts.append(setAside(written(i)));
    texts.removeIf([](const QString &text) { return text.trimmed().isEmpty(); });
    return texts;
}

QStringList ConflictDraft::unusedTexts() const
{
    QStringList texts = m_leftovers;
    for (int i = 0; i < m_places.size(); ++i) {
        if (m_decisions[i].choice != Choice::Edited)
            texts.append(setAside(m_decisions[i].text));
    }
    // As whole lines: a short word stands inside of others without being said.
    const QString result = u'\n' + setAside(title() + u'\n' + body()) + u'\n';
    texts.removeIf([&result](const QString &text) {
        const QString said = text.trimmed();
        return said.isEmpty() || result.contains(u'\n' + said + u'\n');
    });
    return texts;
}

} // namespace cairn
