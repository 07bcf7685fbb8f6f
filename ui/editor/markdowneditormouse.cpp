// SPDX-License-Identifier: GPL-3.0-or-later
// The editor's mouse: boxes that tick, links that open, and margins that belong to the text.
#include "editor/editorcommands.h"
#include "editor/linksafety.h"
#include "editor/markdowneditor.h"
#include "editor/markdownlines.h"
#include "plaintext.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

namespace cairn {

namespace {
constexpr int kSideMargin = 24; ///< px between the text and the edge when there is little room
constexpr int kTopMargin = 8;
} // namespace

int MarkdownEditor::taskLineAt(const QPoint &point) const
{
    const QTextCursor cursor = cursorForPosition(point);
    const auto item = parseListItem(cursor.block().text());
    if (!item || !item->isTask())
        return -1;
    QTextCursor edge = cursor;
    edge.setPosition(cursor.block().position() + int(item->taskMark) - 1);
    const QRect from = cursorRect(edge);
    edge.setPosition(cursor.block().position() + int(item->taskMark) + 2);
    const QRect to = cursorRect(edge);
    const QRect box = from.united(to);
    return box.contains(point) ? cursor.blockNumber() : -1;
}

std::optional<MarkdownLink> MarkdownEditor::linkAt(const QPoint &point) const
{
    if (m_linksRevision != document()->revision()) {
        m_links = findLinks(m_shown);
        m_linksRevision = document()->revision();
    }
    auto link = linkCovering(m_links, cursorForPosition(point).position());
    const bool here = link && link->form == MarkdownLink::Form::Wiki && link->path.isEmpty();
    return here ? std::nullopt : link; // a place in this note
}

void MarkdownEditor::activateLinkAt(const QPoint &point)
{
    const auto link = linkAt(point);
    if (!link)
        return;
    const QString words = m_shown.sliced(link->textStart, link->textLength).trimmed();
    if (link->form == MarkdownLink::Form::Wiki)
        emit titleActivated(link->path);
    else if (const auto note = link->note())
        emit linkActivated(note->address());
    else if (const QString address = followableAddress(link->address); address.isEmpty())
        emit told(tr("Links of this kind are not followed."));
    else if (isMisleading(words, link->address))
        emit doubtfulLinkActivated(words.isEmpty() ? link->address : words, address);
    else
        emit linkActivated(address);
}

void MarkdownEditor::mousePressEvent(QMouseEvent *event)
{
    m_pressedTask =
        event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && !isReadOnly()
        ? taskLineAt(event->position().toPoint())
        : -1;
    if (m_pressedTask >= 0) {
        event->accept();
        return;
    }
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::ControlModifier) {
        activateLinkAt(event->position().toPoint());
        event->accept();
        return;
    }
    QPlainTextEdit::mousePressEvent(event);
}

void MarkdownEditor::mouseMoveEvent(QMouseEvent *event)
{
    if (m_pressedTask >= 0)
        return;
    QPlainTextEdit::mouseMoveEvent(event);
    if (event->buttons() != Qt::NoButton)
        return;
    const QPoint point = event->position().toPoint();
    const bool hand =
        taskLineAt(point) >= 0 || (event->modifiers() == Qt::ControlModifier && linkAt(point));
    viewport()->setCursor(hand ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

void MarkdownEditor::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_pressedTask < 0) {
        QPlainTextEdit::mouseReleaseEvent(event);
        return;
    }
    const int line = std::exchange(m_pressedTask, -1);
    if (taskLineAt(event->position().toPoint()) != line)
        return;
    if (const auto item = parseListItem(document()->findBlockByNumber(line).text()))
        setTask(line, !item->done);
}

/// Where the link under the mouse really leads.
bool MarkdownEditor::showLinkTip(const QPoint &point, const QPoint &global)
{
    const auto link = linkAt(point);
    const QString place = link ? placeOfLink(link->address) : QString();
    if (place.isEmpty())
        return false;
    QToolTip::showText(
        global, plainToolTip(tr("Ctrl+click opens %1", "host").arg(place)), viewport());
    return true;
}

bool MarkdownEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (showLinkTip(viewport()->mapFrom(this, help->pos()), help->globalPos()))
            return true;
    }
    // Before the base class lays its children out: margins of a wide window would leave a narrow
    // one no room.
    if (event->type() == QEvent::Resize)
        updateMeasure();
    return forwardFromMargin(event) || QPlainTextEdit::event(event);
}

// The margins beside a centred column are no part of the viewport, but a click there means the line
// beside it.
bool MarkdownEditor::forwardFromMargin(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
        break;
    default:
        return false;
    }
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const QPointF point = viewport()->mapFrom(this, mouse->position());
    QMouseEvent mapped(
        mouse->type(), point, mouse->globalPosition(), mouse->button(), mouse->buttons(),
        mouse->modifiers(), mouse->pointingDevice());
    return viewportEvent(&mapped);
}

void MarkdownEditor::resizeEvent(QResizeEvent *event)
{
    updateMeasure();
    QPlainTextEdit::resizeEvent(event);
}

void MarkdownEditor::updateMeasure()
{
    int side = kSideMargin;
    if (m_measure > 0) {
        const QScrollBar *bar = verticalScrollBar();
        const int room = contentsRect().width() - (bar->isVisibleTo(this) ? bar->width() : 0);
        side = qMax(side, (room - m_measure * fontMetrics().averageCharWidth()) / 2);
    }
    const QMargins wanted(side, kTopMargin, side, 0);
    if (viewportMargins() != wanted)
        setViewportMargins(wanted);
}

} // namespace cairn
