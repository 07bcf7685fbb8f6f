// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/conflictcard.h"

#include <QPointer>
#include <QScrollArea>

class QVBoxLayout;

namespace cairn {

/// The combined note from top to bottom: settled text as text, and a card at each place to decide.
/// Rows are made when they come near the visible part, so that a huge note opens at once.
class ConflictColumn : public QScrollArea {
    Q_OBJECT
public:
    ConflictColumn(ConflictDraft *draft, QWidget *parent = nullptr);

    void setLabels(const ConflictLabels &labels);
    void setView(ConflictView view);
    void
    setOver(bool over); ///< nothing is to be chosen any more; what is in fields can be written on
    void rebuild(); ///< after the draft got other places
    void goTo(int place); ///< shows the card and focuses its choices
    int currentPlace() const; ///< of the card that has the focus; -1: none
    CardSpot spot() const; ///< in the card of currentPlace()
    void
    returnTo(int place, const CardSpot &spot); ///< where spot() was, in the card that shows it now
    void commitCompositions(); ///< composed text (input methods) becomes text
    ConflictCard *card(int place) const; ///< nothing when it is not made yet

protected:
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void buildMore();
    void buildRow();
    void addSettled(const QString &text);
    void addCard(int place);
    void buildUpTo(int place);
    void reveal(QWidget *card);
    void scrollToTarget();
    void applyMargins();

    ConflictDraft *m_draft;
    ConflictLabels m_labels;
    ConflictView m_view = ConflictView::OneColumn;
    QVBoxLayout *m_rows = nullptr;
    bool m_over = false;
    int m_nextChunk = 0;
    int m_nextPlace = 0;
    QList<ConflictCard *> m_cards;
    QPointer<QWidget> m_target; ///< stays in view while rows above it find their height
};

} // namespace cairn
