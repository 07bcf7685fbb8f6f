// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/titlecompleter.h"

#include "shownname.h"
#include "theme/kind.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>

namespace cairn {

namespace {
constexpr int kMaxTitleLength = 200;
constexpr int kPopupCharacters = 40;

/// Shows titles as names are shown everywhere; what is written into the text is the title itself.
class TitleModel : public QStringListModel {
public:
    using QStringListModel::QStringListModel;
    QVariant data(const QModelIndex &index, int role) const override
    {
        const QVariant title = QStringListModel::data(index, Qt::EditRole);
        return role == Qt::DisplayRole ? isolatedName(title.toString())
            : role == Qt::EditRole     ? title
                                       : QStringListModel::data(index, role);
    }
};

/// A title that would end the link, or the line, before its own end.
bool fitsIntoLink(const QString &title)
{
    static const QRegularExpression kEnds(QStringLiteral("\\]\\]|[\\n\\r\\x{2028}\\x{2029}]"));
    return !title.isEmpty() && !title.contains(kEnds);
}
} // namespace

TitleCompleter::TitleCompleter(QPlainTextEdit *editor)
    : QObject(editor)
    , m_editor(editor)
    , m_completer(new QCompleter(this))
    , m_titles(new TitleModel(this))
{
    m_completer->setModel(m_titles);
    m_completer->setWidget(editor);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setObjectName(QStringLiteral("titleCompletions"));
    setKind(m_completer->popup(), "completions");
    connect(
        m_completer, qOverload<const QString &>(&QCompleter::activated), this,
        &TitleCompleter::insert);
}

bool TitleCompleter::isOpen() const { return m_completer->popup()->isVisible(); }

bool TitleCompleter::takes(const QKeyEvent *event) const
{
    if (!isOpen())
        return false;
    switch (event->key()) {
    case Qt::Key_Enter:
    case Qt::Key_Return:
    case Qt::Key_Escape:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true;
    default:
        return false;
    }
}

int TitleCompleter::openedAt() const
{
    const QTextCursor cursor = m_editor->textCursor();
    if (cursor.hasSelection())
        return -1;
    const QString line = cursor.block().text();
    const int column = cursor.positionInBlock();
    const int from = qMax(0, column - kMaxTitleLength);
    const QString before = line.mid(from, column - from);
    const qsizetype open = before.lastIndexOf(QStringLiteral("[["));
    if (open < 0 || before.indexOf(QStringLiteral("]]"), open) >= 0)
        return -1;
    return cursor.block().position() + from + int(open) + 2;
}

void TitleCompleter::update()
{
    const int start = m_source ? openedAt() : -1;
    if (start < 0) {
        m_completer->popup()->hide();
        return;
    }
    QTextCursor typed = m_editor->textCursor();
    typed.setPosition(start, QTextCursor::KeepAnchor);
    QStringList titles = m_source(typed.selectedText());
    titles.removeIf([](const QString &title) { return !fitsIntoLink(title); });
    if (titles.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_titles->setStringList(titles);
    QTextCursor anchor = m_editor->textCursor();
    anchor.setPosition(start);
    QRect place = m_editor->cursorRect(anchor).translated(m_editor->viewport()->pos());
    place.setWidth(m_editor->fontMetrics().averageCharWidth() * kPopupCharacters);
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void TitleCompleter::insert(const QString &title)
{
    const int start = openedAt();
    if (start < 0)
        return;
    QTextCursor cursor = m_editor->textCursor();
    const QString line = cursor.block().text();
    const bool closed = QStringView(line).mid(cursor.positionInBlock()).startsWith(u"]]");
    cursor.beginEditBlock();
    cursor.setPosition(start, QTextCursor::KeepAnchor);
    cursor.insertText(closed ? title : title + QStringLiteral("]]"));
    cursor.endEditBlock();
    if (closed)
        cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor, 2);
    m_editor->setTextCursor(cursor);
}

} // namespace cairn
