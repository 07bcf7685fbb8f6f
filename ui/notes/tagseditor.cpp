#include "tagseditor.h"

#include "flowlayout.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStringListModel>
#include <QToolButton>

namespace cairn {

TagsEditor::TagsEditor(QWidget *parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(this, 4))
    , m_field(new QLineEdit(this))
    , m_words(new QStringListModel(this))
    , m_completer(new QCompleter(m_words, this))
{
    setObjectName(QStringLiteral("tagsEditor"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_field->setObjectName(QStringLiteral("tagField"));
    m_field->setPlaceholderText(tr("Add tag…"));
    m_field->setAccessibleName(tr("Add tag"));
    setKind(m_field, "bare");
    m_field->setFixedWidth(fontMetrics().horizontalAdvance(m_field->placeholderText()) + 40);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_field->setCompleter(m_completer);
    m_field->installEventFilter(this);
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

void TagsEditor::setKnownTags(const QStringList &tags)
{
    m_known = tags;
    m_words->setStringList(tags);
}

void TagsEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_field->setVisible(!readOnly);
    rebuild();
}

void TagsEditor::startTyping() { m_field->setFocus(Qt::ShortcutFocusReason); }

bool TagsEditor::eventFilter(QObject *watched, QEvent *event)
{
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
    if (key->key() == Qt::Key_Escape && !m_field->text().isEmpty()) {
        m_field->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TagsEditor::take()
{
    QString tag = m_field->text().trimmed();
    while (tag.startsWith(QLatin1Char('#')))
        tag = tag.mid(1).trimmed();
    m_field->clear();
    if (tag.isEmpty() || m_tags.contains(tag, Qt::CaseInsensitive))
        return;
    // The spelling that is in use already, so that "Urgent" and "urgent" stay one tag.
    for (const QString &known : std::as_const(m_known)) {
        if (known.compare(tag, Qt::CaseInsensitive) == 0)
            tag = known;
    }
    m_tags.append(tag);
    rebuild();
    emit tagsEdited(m_tags);
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
        auto *chip = new QToolButton(this);
        chip->setObjectName(QStringLiteral("tagChip"));
        chip->setText(QLatin1Char('#') + tag);
        chip->setAccessibleName(tr("Tag %1").arg(tag));
        setKind(chip, "chip");
        auto *menu = new QMenu(chip);
        menu->addAction(icon(Icon::Search), tr("Show notes with #%1").arg(tag), this, [this, tag] {
            emit tagClicked(tag);
        });
        if (!m_readOnly)
            menu->addAction(
                icon(Icon::Close), tr("Remove tag"), this, [this, tag] { remove(tag); });
        chip->setMenu(menu);
        chip->setPopupMode(QToolButton::InstantPopup);
        m_flow->insertWidget(static_cast<int>(m_chips.size()), chip);
        chip->show();
        m_chips.append(chip);
    }
    updateGeometry();
}

} // namespace cairn
