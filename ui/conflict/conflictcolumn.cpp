// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflictcolumn.h"

#include "theme/kind.h"

#include <QApplication>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

namespace cairn {

namespace {

constexpr int kRowsAtOnce = 24;

/// Blank lines beside a card are only a gap there.
QString withoutBlankLinesAround(QString text)
{
    while (text.startsWith(u'\n') || text.startsWith(u"\r\n"))
        text.remove(0, text.indexOf(u'\n') + 1);
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

} // namespace

ConflictColumn::ConflictColumn(ConflictDraft *draft, QWidget *parent)
    : QScrollArea(parent)
    , m_draft(draft)
{
    setObjectName(QStringLiteral("conflictColumn"));
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto nearEnd = [this] {
        if (verticalScrollBar()->value() + 2 * viewport()->height()
            > verticalScrollBar()->maximum())
            buildMore();
    };
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, nearEnd);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &ConflictColumn::scrollToTarget);
    connect(
        verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_target = nullptr; });
    connect(m_draft, &ConflictDraft::replaced, this, &ConflictColumn::rebuild);
}

void ConflictColumn::setLabels(const ConflictLabels &labels)
{
    m_labels = labels;
    rebuild();
}

void ConflictColumn::setView(ConflictView view)
{
    m_view = view;
    for (ConflictCard *card : std::as_const(m_cards))
        card->setView(view);
    applyMargins();
}

void ConflictColumn::setOver(bool over)
{
    m_over = over;
    for (ConflictCard *card : std::as_const(m_cards))
        card->setOver(over);
}

void ConflictColumn::rebuild()
{
    m_cards.clear();
    m_nextChunk = 0;
    m_nextPlace = 0;
    auto *page = new QFrame;
    setKind(page, "page");
    m_rows = new QVBoxLayout(page);
    m_rows->setSpacing(16);
    m_rows->addStretch();
    setWidget(page);
    applyMargins();
    buildMore();
}

void ConflictColumn::applyMargins()
{
    // One column keeps a comfortable measure; versions beside each other take the whole width.
    const int measure = fontMetrics().horizontalAdvance(u'x') * 110;
    const int side =
        m_view == ConflictView::OneColumn ? std::max(24, (viewport()->width() - measure) / 2) : 24;
    if (m_rows)
        m_rows->setContentsMargins(side, 20, side, 24);
}

void ConflictColumn::resizeEvent(QResizeEvent *event)
{
    applyMargins();
    QScrollArea::resizeEvent(event);
}

void ConflictColumn::buildMore()
{
    for (int i = 0; i < kRowsAtOnce; ++i)
        buildRow();
}

void ConflictColumn::buildRow()
{
    const auto &places = m_draft->places();
    if (m_nextPlace == 0 && !places.isEmpty() && places.first().isTitle()) {
        addCard(m_nextPlace++);
        return;
    }
    if (m_nextChunk >= m_draft->chunks().size())
        return;
    const MergeChunk &chunk = m_draft->chunks().at(m_nextChunk++);
    if (chunk.conflict)
        addCard(m_nextPlace++);
    else
        addSettled(withoutBlankLinesAround(chunk.text));
}

void ConflictColumn::addSettled(const QString &text)
{
    if (text.isEmpty())
        return;
    auto *settled = new FoldedText(text, {}, ConflictSide::Result, {14, 6}, widget());
    settled->setTextName(tr("Text without differences"));
    m_rows->insertWidget(m_rows->count() - 1, settled);
}

void ConflictColumn::addCard(int place)
{
    auto *card = new ConflictCard(m_draft, place, m_labels, widget());
    card->setView(m_view);
    card->setOver(m_over);
    m_rows->insertWidget(m_rows->count() - 1, card);
    m_cards.append(card);
    connect(card, &ConflictCard::editing, this, [this, card] { reveal(card); });
}

void ConflictColumn::commitCompositions()
{
    for (const ConflictCard *card : std::as_const(m_cards))
        card->commitComposition();
}

ConflictCard *ConflictColumn::card(int place) const { return m_cards.value(place, nullptr); }

void ConflictColumn::buildUpTo(int place)
{
    while (place >= m_nextPlace && m_nextChunk < m_draft->chunks().size())
        buildRow();
}

CardSpot ConflictColumn::spot() const
{
    const ConflictCard *focused = card(currentPlace());
    return focused ? focused->spot() : CardSpot();
}

void ConflictColumn::returnTo(int place, const CardSpot &spot)
{
    buildUpTo(place);
    if (ConflictCard *target = card(place))
        target->returnTo(spot);
}

void ConflictColumn::goTo(int place)
{
    buildUpTo(place);
    ConflictCard *target = card(place);
    if (!target)
        return;
    target->focusChoice();
    reveal(target);
}

void ConflictColumn::reveal(QWidget *card)
{
    m_target = card;
    // New rows have no size before the next turn of the event loop.
    QTimer::singleShot(0, this, &ConflictColumn::scrollToTarget);
}

void ConflictColumn::scrollToTarget()
{
    if (!m_target)
        return;
    const int top = m_target->y() - 24;
    const int bottom = m_target->y() + m_target->height() + 24;
    const int value = verticalScrollBar()->value();
    const bool tall = bottom - top > viewport()->height();
    const QWidget *focus = QApplication::focusWidget();
    if (tall && focus && m_target->isAncestorOf(focus)) {
        // A key must not press what cannot be seen: as much of the card as fits above it.
        const int end = focus->mapTo(widget(), QPoint(0, focus->height())).y() + 24;
        verticalScrollBar()->setValue(std::max(top, end - viewport()->height()));
    } else if (top < value || tall)
        verticalScrollBar()->setValue(top);
    else if (bottom > value + viewport()->height())
        verticalScrollBar()->setValue(bottom - viewport()->height());
}

void ConflictColumn::wheelEvent(QWheelEvent *event)
{
    m_target = nullptr;
    QScrollArea::wheelEvent(event);
}

int ConflictColumn::currentPlace() const
{
    for (QWidget *w = window()->focusWidget(); w; w = w->parentWidget()) {
        if (const auto *focused = qobject_cast<ConflictCard *>(w))
            return focused->place();
    }
    return -1;
}

} // namespace cairn
