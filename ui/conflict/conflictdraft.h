// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict.h"

#include <QJsonObject>
#include <QObject>
#include <QStringList>

class QUndoStack;

namespace cairn {

/// What a person decided about one place.
struct PlaceDecision {
    enum class Choice { None, Mine, Theirs, Both, Edited };
    Choice choice = Choice::None;
    bool theirsFirst = false; ///< Both: the other version's text comes first
    QString text; ///< Edited: the text instead of both; else what was written before it was chosen
                  ///< otherwise
    friend bool operator==(const PlaceDecision &, const PlaceDecision &) = default;
};

/// A place to decide: the title, or a conflicting chunk of the body.
struct ConflictPlace {
    MergeChunk chunk; ///< of a title: the two titles
    int chunkIndex = -1; ///< -1: the title
    bool fresh = false; ///< came up while the person was deciding
    bool isTitle() const { return chunkIndex < 0; }
};

/// The state of a conflict dialog without its widgets: places, decisions with unlimited undo, and
/// the result. Lives on the UI thread. Values only; knows no store.
class ConflictDraft : public QObject {
    Q_OBJECT
public:
    explicit ConflictDraft(const ConflictDetails &details, QObject *parent = nullptr);
    ~ConflictDraft() override;

    const ConflictDetails &details() const { return m_details; }
    const QList<MergeChunk> &chunks() const { return m_chunks; }
    /// Deleted on one side, edited on the other: no places; one version is to be kept as a whole.
    bool isDeletion() const { return m_deletion; }
    const QList<ConflictPlace> &places() const { return m_places; }
    const PlaceDecision &decision(int place) const { return m_decisions.at(place); }

    void decide(
        int place, const PlaceDecision &decision); ///< can be undone; typing merges into one step
    QString result(int place) const; ///< the text this place gets; empty while undecided
    QString preview(int place, const PlaceDecision &decision) const;

    int decidedCount() const;
    bool isComplete() const { return decidedCount() == m_places.size(); }
    /// The next place without a decision after `from` (before it when `step` is -1), wrapping
    /// around; -1: none.
    int nextUndecided(int from, int step) const;

    QString title() const; ///< only final when complete
    QString body() const;

    /// "Finish later": the decisions by what they decide about, so that they survive restarts and
    /// other places.
    QJsonObject toJson() const;
    void restore(const QJsonObject &draft);
    /// Where a place of before is now.
    struct Moved {
        int place = -1; ///< -1: it is gone
        int leftover = -1; ///< then its text, if one was written; -1: none
    };
    /// The note changed meanwhile: decisions about places that are still the same stay, the other
    /// places are fresh. Text written for places that are gone is kept in leftovers(), behind those
    /// that are there. What was done about places that stay can be undone as before. For each place
    /// of before.
    QList<Moved> replace(const ConflictDetails &details);
    QStringList leftovers() const { return m_leftovers; }
    void setLeftover(int index, const QString &text); ///< somebody writes on
    /// What a person wrote for a place, whatever is chosen there now. Empty: nothing.
    QString written(int place) const;
    QStringList ownTexts() const; ///< all that was written by hand, for places that are gone too
    QStringList unusedTexts() const; ///< those of them that are not in the result

    QUndoStack *undoStack() const { return m_undo; }

signals:
    void decided(int place); ///< also by undo and redo
    void leftoverChanged();
    void replaced(); ///< other places: everything is to be shown anew

private:
    friend class DecideCommand;
    void load(const ConflictDetails &details);
    void moveSteps(const QList<Moved> &moved);
    void apply(int place, const PlaceDecision &decision);
    QString joined(const ConflictPlace &place, const QString &first, const QString &second) const;

    ConflictDetails m_details;
    QList<MergeChunk> m_chunks;
    QList<ConflictPlace> m_places;
    QList<PlaceDecision> m_decisions;
    QStringList m_leftovers;
    bool m_deletion = false;
    QUndoStack *m_undo;
};

} // namespace cairn
