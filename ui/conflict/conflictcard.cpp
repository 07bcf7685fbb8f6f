// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflictcard.h"

#include "conflict/conflictwords.h"
#include "conflict/placewords.h"
#include "conflict/versionbox.h"
#include "conflict/worddiff.h"
#include "plaintext.h"
#include "theme/iconlabel.h"
#include "theme/icons.h"
#include "theme/kind.h"
#include "theme/themecolors.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace cairn {

namespace {

/// The blanks and line ends after a text.
QString blanksAfter(const QString &text)
{
    qsizetype end = text.size();
    while (end > 0 && text[end - 1].isSpace())
        --end;
    return text.sliced(end);
}

QString withoutBlanksAfter(const QString &text)
{
    return text.first(text.size() - blanksAfter(text).size());
}

/// What of the last common version is gone from one of the two versions.
QList<TextSpan> goneFromEither(const QString &base, const QString &mine, const QString &theirs)
{
    QList<TextSpan> spans = wordDiff(base, mine).left + wordDiff(base, theirs).left;
    std::sort(spans.begin(), spans.end(), [](const TextSpan &a, const TextSpan &b) {
        return a.begin < b.begin;
    });
    QList<TextSpan> united;
    for (const TextSpan &span : std::as_const(spans)) {
        if (!united.isEmpty() && span.begin <= united.last().end)
            united.last().end = std::max(united.last().end, span.end);
        else
            united.append(span);
    }
    return united;
}

} // namespace

ConflictCard::ConflictCard(
    ConflictDraft *draft, int place, const ConflictLabels &labels, QWidget *parent)
    : QFrame(parent)
    , m_draft(draft)
    , m_place(place)
    , m_icon(new IconLabel(18, this))
    , m_heading(new PlainLabel(this))
    , m_compare(new QToolButton(this))
    , m_versions(new QWidget(this))
    , m_versionLayout(new QBoxLayout(QBoxLayout::TopToBottom, m_versions))
    , m_resultLayout(new QVBoxLayout)
{
    setObjectName(nameFor("Card"));
    setKind(this, "card");
    for (const QString &text : {data().chunk.mine, data().chunk.theirs, data().chunk.base}) {
        if (m_blanksAfter.isEmpty())
            m_blanksAfter = blanksAfter(text);
    }
    setKind(m_heading, "section");
    m_heading->setWordWrap(true);
    setKind(m_compare, "text");
    m_compare->setObjectName(nameFor("Compare"));
    m_compare->setText(tr("Show both versions"));
    m_compare->setCheckable(true);
    connect(m_compare, &QToolButton::toggled, m_versions, &QWidget::setVisible);

    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_icon);
    top->addWidget(m_heading, 1);
    top->addWidget(m_compare);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 12, 12);
    column->setSpacing(8);
    column->addLayout(top);
    column->addWidget(m_versions);
    column->addLayout(m_resultLayout);
    buildVersions(labels);
    buildChoices();
    connect(m_draft, &ConflictDraft::decided, this, [this](int changed) {
        if (changed == m_place)
            refresh();
    });
    refresh();
}

void ConflictCard::buildVersions(const ConflictLabels &labels)
{
    const QString mine = withoutBlanksAfter(data().chunk.mine);
    const QString theirs = withoutBlanksAfter(data().chunk.theirs);
    const QString base = withoutBlanksAfter(data().chunk.base);
    const WordDiff diff = wordDiff(mine, theirs);
    const QString empty =
        base.isEmpty() ? tr("Nothing at this place") : tr("This text was removed here");
    m_versionLayout->setContentsMargins(0, 0, 0, 0);
    m_versionLayout->setSpacing(8);
    m_versionLayout->addWidget(
        new VersionBox(
            labels.mine, labels.mineWhen, mine, diff.left, ConflictSide::Mine, empty, this),
        1);
    m_baseBox = new VersionBox(
        ConflictWords::baseLabel(), QString(), base, goneFromEither(base, mine, theirs),
        ConflictSide::Base,
        m_draft->details().base ? tr("Nothing at this place") : tr("Not known on this device"),
        this);
    m_versionLayout->addWidget(m_baseBox, 1);
    m_versionLayout->addWidget(
        new VersionBox(
            labels.theirs, labels.theirsWhen, theirs, diff.right, ConflictSide::Theirs, empty,
            this),
        1);
    m_baseBox->hide();
}

QPushButton *ConflictCard::addChoice(
    QBoxLayout *row, const char *name, const QString &text, const QString &spoken, Choice choice)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(nameFor(name));
    button->setAccessibleName(spoken);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setToolTip(
        plainToolTip(tr("%1 (key %2)", "what a button does").arg(spoken).arg(int(choice))));
    connect(button, &QPushButton::clicked, this, [this, choice] {
        choice == Choice::Edited ? edit() : choose(choice);
    });
    row->addWidget(button);
    return button;
}

void ConflictCard::buildChoices()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    const QString where = positionText();
    const PlaceWords::Choices words = PlaceWords::choices(m_draft->details(), where);
    m_mine = addChoice(row, "UseMine", words.mine, words.mineSpoken, Choice::Mine);
    m_theirs = addChoice(row, "UseTheirs", words.theirs, words.theirsSpoken, Choice::Theirs);
    m_both = addChoice(
        row, "KeepBoth", tr("Keep both"), tr("Keep both texts, %1").arg(where), Choice::Both);
    m_edit = addChoice(row, "Edit", tr("Edit"), tr("Edit the text, %1").arg(where), Choice::Edited);
    row->addStretch();
    m_swap = new QPushButton(tr("Swap order"), this);
    m_swap->setObjectName(nameFor("Swap"));
    m_swap->setAccessibleName(tr("Swap the order of both texts, %1").arg(where));
    m_swap->setAutoDefault(false);
    setKind(m_swap, "link");
    connect(m_swap, &QPushButton::clicked, this, &ConflictCard::swapOrder);
    row->insertWidget(3, m_swap);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

QString ConflictCard::nameFor(const char *control) const
{
    const bool title = data().isTitle();
    const int offset = !m_draft->places().isEmpty() && m_draft->places().first().isTitle() ? 1 : 0;
    return QStringLiteral("conflict%1%2")
        .arg(
            QLatin1String(control),
            title ? QStringLiteral("Title") : QString::number(m_place - offset));
}

QString ConflictCard::positionText() const
{
    return data().isTitle() ? tr("title")
                            : tr("place %1 of %2").arg(m_place + 1).arg(m_draft->places().size());
}

void ConflictCard::setView(ConflictView view)
{
    m_view = view;
    m_versionLayout->setDirection(
        view == ConflictView::OneColumn ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_baseBox->setVisible(view == ConflictView::ThreePanes);
    refresh();
}

void ConflictCard::setOver(bool over)
{
    m_over = over;
    for (QPushButton *button : {m_mine, m_theirs, m_both, m_edit, m_swap})
        button->setEnabled(!over);
}

void ConflictCard::focusChoice()
{
    if (m_over)
        return m_compare->setFocus(Qt::ShortcutFocusReason); // where no key decides
    for (QPushButton *button : {m_mine, m_theirs, m_both, m_edit}) {
        if (button->isChecked()) {
            button->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
    m_mine->setFocus(Qt::ShortcutFocusReason);
}

void ConflictCard::commitComposition() const
{
    if (m_editor && !m_editorFrame->isHidden())
        m_editor->commitComposition();
}

QList<QWidget *> ConflictCard::controls() const
{
    return {m_editor, m_compare, m_mine, m_theirs, m_both, m_swap, m_edit};
}

CardSpot ConflictCard::spot() const
{
    const QList<QWidget *> all = controls();
    CardSpot spot;
    for (int i = 0; i < all.size(); ++i) {
        if (all[i] && all[i] == window()->focusWidget())
            spot.control = i;
    }
    spot.inField = m_editor && spot.control == 0;
    if (spot.inField) {
        spot.text = m_editor->content();
        spot.anchor = m_editor->textCursor().anchor();
        spot.caret = m_editor->textCursor().position();
    }
    return spot;
}

void ConflictCard::returnTo(const CardSpot &spot)
{
    QWidget *control = controls().value(spot.control, nullptr);
    if (!control)
        return;
    if (spot.inField)
        m_editor->continueWith(spot.text, spot.anchor, spot.caret);
    control->setFocus(Qt::OtherFocusReason);
    emit editing();
}

void ConflictCard::choose(Choice choice)
{
    m_draft->decide(m_place, {choice, false, m_draft->written(m_place)});
    refresh(); // choosing what is chosen must not uncheck its button
}

void ConflictCard::swapOrder()
{
    m_draft->decide(m_place, {Choice::Both, !decision().theirsFirst, m_draft->written(m_place)});
}

void ConflictCard::edit()
{
    if (decision().choice != Choice::Edited) {
        const bool decided = decision().choice != Choice::None;
        const QString own = m_draft->written(m_place); // goes on where it was left
        const QString start = !own.isEmpty() ? own
            : decided                        ? m_draft->result(m_place)
                                             : data().chunk.mine;
        m_draft->decide(m_place, {Choice::Edited, false, start});
    }
    refresh();
    if (m_editor) {
        m_editor->setFocus(Qt::OtherFocusReason);
        m_editor->moveCursor(QTextCursor::End);
        emit editing();
    }
}

void ConflictCard::onEdited()
{
    QString text = m_editor->content();
    if (data().isTitle())
        text.replace(u'\n', u' ');
    else if (!text.isEmpty()) {
        if (blanksAfter(text).isEmpty() || !m_blanksAfter.startsWith(blanksAfter(text)))
            text += m_blanksAfter;
        if (data().chunk.mine.contains(u"\r\n"))
            text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"))
                .replace(QStringLiteral("\n"), QStringLiteral("\r\n"));
    }
    m_draft->decide(m_place, {Choice::Edited, false, text});
}

void ConflictCard::refresh()
{
    const Choice choice = decision().choice;
    const bool decided = choice != Choice::None;
    m_mine->setChecked(choice == Choice::Mine);
    m_theirs->setChecked(choice == Choice::Theirs);
    m_both->setChecked(choice == Choice::Both);
    m_edit->setChecked(choice == Choice::Edited);
    m_swap->setVisible(choice == Choice::Both);
    m_compare->setVisible(decided);
    m_versions->setVisible(!decided || m_compare->isChecked());
    const QString heading = PlaceWords::heading(*m_draft, m_place);
    m_heading->setText(heading);
    setAccessibleName(heading);
    m_icon->setIcon(
        decided ? icon(Icon::Check, Tint::Accent) : icon(Icon::Review, Tint::Attention));
    updateResult();
    update();
}

void ConflictCard::updateResult()
{
    delete m_result;
    m_result = nullptr;
    const Choice choice = decision().choice;
    if (choice == Choice::Edited) {
        if (!m_editor) {
            m_editorFrame = new QFrame(this);
            setKind(m_editorFrame, "card");
            auto *frame = new QVBoxLayout(m_editorFrame);
            frame->setContentsMargins(4, 4, 4, 4);
            m_editor = new ConflictEditor(m_editorFrame);
            frame->addWidget(m_editor);
            m_editor->setObjectName(nameFor("Editor"));
            m_editor->setAccessibleName(tr("Your text, %1").arg(positionText()));
            m_resultLayout->addWidget(m_editorFrame);
            setTabOrder(m_compare, m_editor); // it is made last, and stands before the choices
            connect(m_editor, &ConflictEditor::left, this, &ConflictCard::focusChoice);
            connect(m_editor, &QPlainTextEdit::textChanged, this, &ConflictCard::onEdited);
        }
        QString shown = withoutBlanksAfter(decision().text);
        shown.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
        if (withoutBlanksAfter(m_editor->content()) != shown) {
            const QSignalBlocker quiet(m_editor); // this is no typing
            m_editor->setContent(shown);
            m_editor->moveCursor(QTextCursor::End);
            m_editor->updateGeometry();
        }
        m_editorFrame->show();
        return;
    }
    if (m_editor) {
        if (m_editor->hasFocus())
            m_edit->setFocus(Qt::OtherFocusReason);
        m_editorFrame->hide();
    }
    if (choice == Choice::None)
        return;
    QString text = withoutBlanksAfter(m_draft->result(m_place));
    const bool empty = text.isEmpty();
    m_result = new FoldedText(
        empty ? tr("(This text is left out.)") : text, {}, ConflictSide::Result, {40, 0}, this);
    m_result->setTextName(tr("What the note gets, %1").arg(positionText()));
    m_resultLayout->addWidget(m_result);
}

void ConflictCard::keyPressEvent(QKeyEvent *event)
{
    static constexpr Choice kChoices[] = {
        Choice::Mine, Choice::Theirs, Choice::Both, Choice::Edited};
    const int number = event->key() - Qt::Key_1;
    if (m_over || event->modifiers() & ~Qt::KeypadModifier || number < 0 || number > 3) {
        QFrame::keyPressEvent(event);
        return;
    }
    kChoices[number] == Choice::Edited ? edit() : choose(kChoices[number]);
}

void ConflictCard::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    const ThemeColors colors = ThemeColors::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(decision().choice == Choice::None ? colors.attention : colors.accent);
    QRectF stripe(1, 10, 3, height() - 20);
    if (layoutDirection() == Qt::RightToLeft)
        stripe.moveLeft(width() - 4);
    painter.drawRoundedRect(stripe, 1.5, 1.5);
}

} // namespace cairn
