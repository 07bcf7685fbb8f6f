// SPDX-License-Identifier: GPL-3.0-or-later
#include "tagseditor.h"

#include "editor/composition.h"
#include "flowlayout.h"
#include "plaintext.h"
#include "shownname.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QStringListModel>
#include <QToolButton>

namespace cairn {

TagsEditor::TagsEditor(QWidget *parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(this, 4))
    , m_field(new QLineEdit(this))
    , m_composition(new Composition(m_field))
    , m_words(new QStringListModel(this))
    , m_completer(new QCompleter(m_words, this))
    , m_more(new QToolButton(this))
    , m_rest(new QMenu(m_more))
{
    setObjectName(QStringLiteral("tagsEditor"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    m_field->setObjectName(QStringLiteral("tagField"));
    m_field->setPlaceholderText(tr("Add tag…"));
    m_field->setAccessibleName(tr("Add tag"));
    setKind(m_field, "bare");
    m_field->setFixedWidth(fontMetrics().horizontalAdvance(m_field->placeholderText()) + 40);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    setKind(m_completer->popup(), "completions");
    m_field->setCompleter(m_completer);
    m_field->installEventFilter(this);
    m_more->setObjectName(QStringLiteral("moreTags"));
    setKind(m_more, "chip");
    m_more->setMenu(m_rest);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->hide();
    m_flow->addWidget(m_more);
    m_flow->addWidget(m_field);
    connect(m_field, &QLineEdit::returnPressed, this, &TagsEditor::take);
    connect(m_field, &QLineEdit::editingFinished, this, &TagsEditor::take);
    connect(
        m_completer, qOverload<const QString &>(&QCompleter::activated), this, &TagsEditor::take,
        Qt::QueuedConnection);
}

TagsEditor::~TagsEditor()
{
    m_field->disconnect(this); // it says "editing finished" when it goes with the focus
}

void TagsEditor::setTags(const QStringList &tags)
{
    if (m_tags == tags)
        return;
    m_tags = tags;
    rebuild();
}

void TagsEditor::setTagSource(std::function<QStringList()> source) { m_source = std::move(source); }

void TagsEditor::readKnown()
{
    if (!m_source)
        return;
    m_known = m_source();
    m_words->setStringList(m_known);
}

void TagsEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_field->setVisible(!readOnly);
    rebuild();
}

void TagsEditor::startTyping() { m_field->setFocus(Qt::ShortcutFocusReason); }

void TagsEditor::finishTyping()
{
    m_composition->commit();
    take();
}

bool TagsEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusIn)
        readKnown();
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Comma || (key->key() == Qt::Key_Tab && !m_field->text().isEmpty())) {
        take();
        return true;
    }
    if (key->key() == Qt::Key_Backspace && m_field->text().isEmpty() && !m_tags.isEmpty()) {
        remove(m_tags.last());
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        m_field->clear();
        emit left();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TagsEditor::take()
{
    // A comma ends a tag, also one that was pasted or composed.
    static const QRegularExpression kCommas(QStringLiteral("[,\\x{3001}\\x{FF0C}]"));
    const QStringList words = m_field->text().split(kCommas, Qt::SkipEmptyParts);
    m_field->clear();
    bool any = false;
    for (const QString &word : words)
        any = add(word.trimmed()) || any;
    if (!any)
        return;
    rebuild();
    emit tagsEdited(m_tags);
}

/// False: it is no tag, or there already.
bool TagsEditor::add(QString tag)
{
    while (tag.startsWith(QLatin1Char('#')))
        tag = tag.mid(1).trimmed();
    if (tag.isEmpty() || m_tags.contains(tag, Qt::CaseInsensitive))
        return false;
    // The spelling that is in use already, so that "Urgent" and "urgent" stay one tag.
    readKnown();
    for (const QString &known : std::as_const(m_known)) {
        if (known.compare(tag, Qt::CaseInsensitive) == 0)
            tag = known;
    }
    m_tags.append(tag);
    return true;
}

void TagsEditor::remove(const QString &tag)
{
    if (!m_tags.removeOne(tag))
        return;
    rebuild();
    emit tagsEdited(m_tags);
}

void TagsEditor::rebuild()
{
    for (QWidget *chip : std::as_const(m_chips)) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater(); // it may be the sender
    }
    m_chips.clear();
    for (const QString &tag : std::as_const(m_tags)) {
        const QString shown = isolatedName(tag, kMaxShownTag);
        auto *chip = new QToolButton(this);
        chip->setObjectName(QStringLiteral("tagChip"));
        chip->setText(buttonWords(QLatin1Char('#') + shown));
        chip->setAccessibleName(tr("Tag %1").arg(shown));
        setKind(chip, "chip");
        auto *menu = new QMenu(chip);
        fillMenu(menu, tag);
        chip->setMenu(menu);
        chip->setPopupMode(QToolButton::InstantPopup);
        m_flow->insertWidget(static_cast<int>(m_chips.size()), chip);
        m_chips.append(chip);
    }
    fit();
    updateGeometry();
}

void TagsEditor::fillMenu(QMenu *menu, const QString &tag)
{
    const QString shown = isolatedName(tag, kMaxShownTag);
    menu->addAction(
        icon(Icon::Search), tr("Show notes with #%1").arg(buttonWords(shown)), this,
        [this, tag] { emit tagClicked(tag); });
    if (!m_readOnly)
        menu->addAction(icon(Icon::Close), tr("Remove tag"), this, [this, tag] { remove(tag); });
}

void TagsEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TagsEditor::fit()
{
    const int gap = m_flow->gap();
    const int room = width() - (m_readOnly ? 0 : m_field->width() + gap);
    m_more->setText(QStringLiteral("+%1").arg(m_chips.size())); // the widest it can be
    const int more = m_more->sizeHint().width() + gap;
    int used = 0;
    int fitting = 0;
    for (const QWidget *chip : std::as_const(m_chips)) {
        used += chip->sizeHint().width() + gap;
        if (used - gap + (fitting + 1 < m_chips.size() ? more : 0) > room)
            break;
        ++fitting;
    }
    for (qsizetype i = 0; i < m_chips.size(); ++i)
        m_chips.at(i)->setVisible(i < fitting);
    m_more->setVisible(fitting < m_chips.size());
    showRest(fitting);
}

void TagsEditor::showRest(int fitting)
{
    m_rest->clear();
    QStringList words;
    for (const QString &tag : m_tags.mid(fitting)) {
        words.append(u'#' + isolatedName(tag, kMaxShownTag));
        fillMenu(m_rest->addMenu(icon(Icon::Tag), buttonWords(words.last())), tag);
    }
    m_more->setText(QStringLiteral("+%1").arg(words.size()));
    m_more->setToolTip(plainToolTip(words.join(u' ')));
    m_more->setAccessibleName(tr("%Ln more tag(s)", nullptr, int(words.size())));
}

} // namespace cairn
