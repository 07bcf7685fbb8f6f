// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/findbar.h"

#include "plaintext.h"
#include "theme/icons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextBlock>
#include <QToolButton>

namespace cairn {

namespace {

constexpr int kMaxMatches = 100'000; ///< more are not counted; "." in a large note is no question
constexpr int kMaxMarks = 2'000; ///< marks beyond these would slow painting down
constexpr int kRefreshMs = 150;
constexpr int kSpacing = 8;
constexpr int kMinWidth = 240;
constexpr int kWideFrom = 400;

QToolButton *button(const QString &text, const QString &name, QWidget *parent)
{
    auto *made = new QToolButton(parent);
    made->setText(text);
    made->setToolTip(plainToolTip(name));
    made->setAccessibleName(name);
    made->setAutoRaise(true);
    return made;
}

} // namespace

FindBar::FindBar(QPlainTextEdit *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
{
    setObjectName(QStringLiteral("findBar"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpacing, kSpacing / 2, kSpacing, kSpacing / 2);
    layout->setSpacing(kSpacing / 2);
    layout->addWidget(buildFindRow());
    layout->addWidget(m_replaceRow = buildReplaceRow());
    setFocusProxy(m_find);
    setMinimumWidth(kMinWidth); // opening it must not push the preview aside
    hide();

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &FindBar::refresh);
    connect(
        m_editor->document(), &QTextDocument::contentsChange, this,
        [this](int, int removed, int added) {
            if (isVisible() && (removed > 0 || added > 0))
                m_refresh.start();
        });
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isVisible())
            updateCount();
    });
}

QToolButton *FindBar::toggle(const QString &text, const QString &name, const QString &objectName)
{
    QToolButton *made = button(text, name, this);
    made->setObjectName(objectName);
    made->setCheckable(true);
    connect(made, &QToolButton::toggled, this, &FindBar::refresh);
    return made;
}

QWidget *FindBar::buildFindRow()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_find = new QLineEdit(row);
    m_find->setObjectName(QStringLiteral("findText"));
    m_find->setPlaceholderText(tr("Find in this note"));
    m_find->setAccessibleName(tr("Find in this note"));
    m_find->setClearButtonEnabled(true);
    m_count = new PlainLabel(row);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_case = toggle(tr("Aa"), tr("Match upper and lower case"), QStringLiteral("findCase"));
    m_words = toggle(tr("W"), tr("Whole words only"), QStringLiteral("findWords"));
    m_regex = toggle(QStringLiteral(".*"), tr("Regular expression"), QStringLiteral("findRegex"));
    QToolButton *previous = button(QString(), tr("Previous match (Shift+F3)"), row);
    previous->setIcon(icon(Icon::Previous));
    QToolButton *next = button(QString(), tr("Next match (F3)"), row);
    next->setIcon(icon(Icon::Next));
    QToolButton *dismiss = button(QString(), tr("Close (Esc)"), row);
    dismiss->setIcon(icon(Icon::Close));
    layout->addWidget(m_find, 1);
    layout->addWidget(m_count);
    for (QToolButton *each : {m_case, m_words, m_regex, previous, next, dismiss})
        layout->addWidget(each);
    connect(m_find, &QLineEdit::textChanged, this, [this] {
        refresh();
        // From the start of the present match, so that it grows with what is typed.
        const int from = m_editor->textCursor().selectionStart();
        const auto hit =
            std::find_if(m_matches.cbegin(), m_matches.cend(), [from](const Match &match) {
                return match.position >= from;
            });
        if (!m_matches.isEmpty())
            show(hit == m_matches.cend() ? 0 : hit - m_matches.cbegin());
    });
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(dismiss, &QToolButton::clicked, this, &FindBar::close);
    return row;
}

QWidget *FindBar::buildReplaceRow()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_replace = new QLineEdit(row);
    m_replace->setObjectName(QStringLiteral("replaceText"));
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    QToolButton *one = button(tr("Replace"), tr("Replace this match"), row);
    QToolButton *all = button(tr("Replace all"), tr("Replace all matches in this note"), row);
    one->setObjectName(QStringLiteral("replaceOne"));
    all->setObjectName(QStringLiteral("replaceAll"));
    layout->addWidget(m_replace, 1);
    layout->addWidget(one);
    layout->addWidget(all);
    connect(one, &QToolButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QToolButton::clicked, this, &FindBar::replaceAll);
    return row;
}

void FindBar::open(bool withReplace)
{
    const QString selected = m_editor->textCursor().selectedText();
    m_replaceRow->setVisible(withReplace && !m_editor->isReadOnly());
    QWidget::show();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_find->setText(selected);
    refresh();
    m_find->selectAll();
    m_find->setFocus(Qt::ShortcutFocusReason);
}

void FindBar::close()
{
    hide();
    m_refresh.stop();
    m_matches.clear();
    m_editor->setExtraSelections({});
    m_editor->setFocus(Qt::OtherFocusReason);
}

QRegularExpression FindBar::expression() const
{
    QString pattern = m_find->text();
    if (!m_regex->isChecked())
        pattern = QRegularExpression::escape(pattern);
    if (m_words->isChecked())
        pattern = QStringLiteral("\\b(?:") + pattern + QStringLiteral(")\\b");
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!m_case->isChecked())
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(pattern, options);
}

void FindBar::refresh()
{
    m_refresh.stop();
    m_matches.clear();
    m_error.clear();
    m_tooMany = false;
    const QRegularExpression pattern = expression();
    if (!pattern.isValid()) {
        m_error = tr("Not a valid expression");
    } else if (!m_find->text().isEmpty()) {
        QString text = m_editor->document()->toRawText();
        text.replace(QChar::ParagraphSeparator, u'\n');
        for (auto it = pattern.globalMatch(text); it.hasNext() && !m_tooMany;) {
            const QRegularExpressionMatch match = it.next();
            if (match.capturedLength() > 0)
                m_matches.append({int(match.capturedStart()), int(match.capturedLength())});
            m_tooMany = m_matches.size() >= kMaxMatches;
        }
    }
    updateMarks();
    updateCount();
}

void FindBar::show(qsizetype match)
{
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(m_matches[match].position);
    cursor.setPosition(
        m_matches[match].position + m_matches[match].length, QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
    m_editor->ensureCursorVisible();
    updateMarks();
}

void FindBar::findNext() { step(false); }
void FindBar::findPrevious() { step(true); }

void FindBar::step(bool backwards)
{
    if (m_find->text().isEmpty()) {
        open();
        return;
    }
    refresh();
    if (m_matches.isEmpty())
        return;
    const QTextCursor cursor = m_editor->textCursor();
    const auto starts = [](const Match &match, int position) { return match.position < position; };
    if (backwards) {
        const auto it =
            std::lower_bound(m_matches.cbegin(), m_matches.cend(), cursor.selectionStart(), starts);
        show(it == m_matches.cbegin() ? m_matches.size() - 1 : it - m_matches.cbegin() - 1);
    } else {
        const auto it =
            std::lower_bound(m_matches.cbegin(), m_matches.cend(), cursor.selectionEnd(), starts);
        show(it == m_matches.cend() ? 0 : it - m_matches.cbegin());
    }
}

void FindBar::replaceOne()
{
    refresh();
    QTextCursor cursor = m_editor->textCursor();
    const bool onMatch =
        std::any_of(m_matches.cbegin(), m_matches.cend(), [&cursor](const Match &match) {
            return match.position == cursor.selectionStart()
                && match.length == cursor.selectionEnd() - match.position;
        });
    if (onMatch && !m_editor->isReadOnly())
        cursor.insertText(m_replace->text());
    findNext();
}

void FindBar::replaceAll()
{
    refresh();
    if (m_matches.isEmpty() || m_editor->isReadOnly())
        return;
    const qsizetype count = m_matches.size();
    QTextCursor cursor(m_editor->document());
    cursor.beginEditBlock();
    for (auto it = m_matches.crbegin(); it != m_matches.crend(); ++it) {
        cursor.setPosition(it->position);
        cursor.setPosition(it->position + it->length, QTextCursor::KeepAnchor);
        cursor.insertText(m_replace->text());
    }
    cursor.endEditBlock();
    refresh();
    m_count->setText(tr("%Ln replaced", nullptr, int(count)));
}

void FindBar::updateMarks()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat format;
    QColor colour = palette().color(QPalette::Highlight);
    colour.setAlphaF(0.25F);
    format.setBackground(colour);
    // The marks around the place that is shown; further ones come when the person gets there.
    const int here = m_editor->cursorForPosition({0, 0}).position();
    const auto first = std::lower_bound(
        m_matches.cbegin(), m_matches.cend(), here,
        [](const Match &match, int position) { return match.position < position; });
    const qsizetype from = qMax<qsizetype>(0, (first - m_matches.cbegin()) - kMaxMarks / 2);
    const qsizetype to = qMin(m_matches.size(), from + kMaxMarks);
    for (qsizetype at = from; at < to; ++at) {
        QTextCursor cursor(m_editor->document());
        cursor.setPosition(m_matches[at].position);
        cursor.setPosition(m_matches[at].position + m_matches[at].length, QTextCursor::KeepAnchor);
        marks.append({cursor, format});
    }
    m_editor->setExtraSelections(marks);
}

void FindBar::updateCount()
{
    if (!m_error.isEmpty() || m_find->text().isEmpty()) {
        m_count->setText(m_error);
        return;
    }
    if (m_matches.isEmpty()) {
        m_count->setText(tr("Not found"));
        return;
    }
    const QTextCursor cursor = m_editor->textCursor();
    const auto it = std::lower_bound(
        m_matches.cbegin(), m_matches.cend(), cursor.selectionStart(),
        [](const Match &match, int position) { return match.position < position; });
    const bool on = it != m_matches.cend() && it->position == cursor.selectionStart()
        && it->length == cursor.selectionEnd() - it->position;
    const QString total = m_tooMany ? tr("more than %1").arg(locale().toString(kMaxMatches))
                                    : locale().toString(m_matches.size());
    m_count->setText(
        on ? tr("%1 of %2").arg(locale().toString(it - m_matches.cbegin() + 1), total)
           : tr("%1 found").arg(total));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (enter && m_replace->hasFocus())
        replaceOne();
    else if (
        (enter && event->modifiers() & Qt::ShiftModifier)
        || event->matches(QKeySequence::FindPrevious))
        findPrevious();
    else if (enter || event->matches(QKeySequence::FindNext))
        findNext();
    else
        QWidget::keyPressEvent(event);
}

void FindBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // A narrow pane keeps what was chosen and shows what is needed.
    const bool wide = width() >= kWideFrom;
    for (QToolButton *option : {m_case, m_words, m_regex})
        option->setVisible(wide);
    m_find->setClearButtonEnabled(wide);
}

void FindBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        updateMarks();
}

} // namespace cairn
