// SPDX-License-Identifier: GPL-3.0-or-later
#include "shortcutsdialog.h"

#include "plaintext.h"
#include "theme/fitting.h"
#include "theme/kind.h"
#include "window/mainactions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>

namespace cairn {

namespace {

/// Keys that type something: pressed in the text they would do the command instead.
bool types(QKeyCombination keys)
{
    constexpr Qt::KeyboardModifiers held = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    const bool function = keys.key() >= Qt::Key_F1 && keys.key() <= Qt::Key_F35;
    return !function && !(keys.keyboardModifiers() & held);
}

/// Keys that every text field knows.
bool edits(const QKeySequence &keys)
{
    constexpr QKeySequence::StandardKey known[] = {
        QKeySequence::Undo,
        QKeySequence::Redo,
        QKeySequence::Cut,
        QKeySequence::Copy,
        QKeySequence::Paste,
        QKeySequence::SelectAll,
        QKeySequence::MoveToNextWord,
        QKeySequence::MoveToPreviousWord,
        QKeySequence::MoveToStartOfDocument,
        QKeySequence::MoveToEndOfDocument,
        QKeySequence::SelectNextWord,
        QKeySequence::SelectPreviousWord,
        QKeySequence::SelectStartOfDocument,
        QKeySequence::SelectEndOfDocument,
        QKeySequence::DeleteStartOfWord,
        QKeySequence::DeleteEndOfWord};
    return std::any_of(std::begin(known), std::end(known), [&keys](QKeySequence::StandardKey key) {
        return QKeySequence::keyBindings(key).contains(keys);
    });
}

} // namespace

ShortcutsDialog::ShortcutsDialog(MainActions &actions, QWidget *parent)
    : QDialog(parent)
    , m_actions(actions)
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_keys(new QKeySequenceEdit(this))
    , m_clash(new PlainLabel(this))
    , m_usual(new QPushButton(tr("Reset"), this))
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Shortcuts"));
    m_filter->setObjectName(QStringLiteral("shortcutsFilter"));
    m_filter->setPlaceholderText(tr("Find a command"));
    m_filter->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("shortcutsList"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(false);
    setKind(m_clash, "error");
    m_keys->setAccessibleName(tr("Press the new keys"));
    m_keys->setObjectName(QStringLiteral("shortcutsKeys"));
    m_keys->installEventFilter(this);
    m_clash->setObjectName(QStringLiteral("shortcutsClash"));
    m_clash->setWordWrap(true);
    auto *clear = new QPushButton(tr("No keys"), this);
    clear->setAutoDefault(false);
    m_usual->setObjectName(QStringLiteral("shortcutsUsual"));
    m_usual->setToolTip(tr("Gives this command the keys back that it had at first"));
    m_usual->setAutoDefault(false);
    auto *reset = new QPushButton(tr("Reset all"), this);
    reset->setAutoDefault(false);
    auto *close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    auto *keysRow = new QHBoxLayout;
    keysRow->addWidget(new PlainLabel(tr("Other keys for this command:"), this));
    keysRow->addWidget(m_keys, 1);
    keysRow->addWidget(clear);
    keysRow->addWidget(m_usual);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(reset);
    buttons->addWidget(m_clash, 1);
    buttons->addWidget(close);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(8);
    rows->addWidget(m_filter);
    rows->addWidget(m_list, 1);
    rows->addLayout(keysRow);
    rows->addLayout(buttons);
    resizeToFit(this, QSize(560, 620));

    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutsDialog::showCurrent);
    connect(m_keys, &QKeySequenceEdit::editingFinished, this, &ShortcutsDialog::assign);
    connect(clear, &QPushButton::clicked, this, [this] {
        m_keys->clear();
        assign();
    });
    connect(m_usual, &QPushButton::clicked, this, [this] {
        if (const QAction *action = actionOf(m_list->currentItem())) {
            m_keys->setKeySequence(m_actions.defaultShortcut(action));
            assign();
        }
    });
    connect(reset, &QPushButton::clicked, this, [this] {
        m_actions.resetShortcuts();
        fill();
    });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    fill();
}

void ShortcutsDialog::fill()
{
    m_list->clear();
    const QList<QAction *> all = m_actions.all();
    for (qsizetype i = 0; i < all.size(); ++i) {
        QString words = m_actions.name(all.at(i));
        auto *item = new QTreeWidgetItem(
            m_list,
            {words.remove(QLatin1Char('&')),
             all.at(i)->shortcut().toString(QKeySequence::NativeText)});
        item->setIcon(0, all.at(i)->icon());
        item->setData(0, Qt::UserRole, static_cast<int>(i));
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
    filter(m_filter->text());
}

void ShortcutsDialog::filter(const QString &text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        const bool fits = item->text(0).contains(text, Qt::CaseInsensitive)
            || item->text(1).contains(text, Qt::CaseInsensitive);
        item->setHidden(!fits);
    }
}

QAction *ShortcutsDialog::actionOf(const QTreeWidgetItem *item) const
{
    return item ? m_actions.all().value(item->data(0, Qt::UserRole).toInt()) : nullptr;
}

void ShortcutsDialog::showCurrent(QTreeWidgetItem *item)
{
    const QAction *action = actionOf(item);
    m_keys->setKeySequence(action ? action->shortcut() : QKeySequence());
    m_clash->clear();
    m_usual->setEnabled(action && action->shortcut() != m_actions.defaultShortcut(action));
}

/// Escape leaves the field, as everywhere; it is no keys of a command.
bool ShortcutsDialog::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_keys || !isKey || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QDialog::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress) {
        showCurrent(m_list->currentItem());
        m_list->setFocus();
    }
    event->accept();
    return true;
}

/// Empty: the command may have these keys.
QString ShortcutsDialog::faultOf(const QAction *action, const QKeySequence &keys) const
{
    if (keys.isEmpty() || keys == m_actions.defaultShortcut(action))
        return {};
    if (types(keys[0]))
        return tr("These keys write text. Press Ctrl or Alt with them.");
    if (edits(keys))
        return tr("These keys are needed while writing.");
    return {};
}

void ShortcutsDialog::assign()
{
    QTreeWidgetItem *item = m_list->currentItem();
    QAction *action = actionOf(item);
    const QKeySequence pressed = m_keys->keySequence();
    const QKeySequence keys = pressed.isEmpty() ? pressed : QKeySequence(pressed[0]);
    if (!action || (action->shortcut() == keys && keys == pressed))
        return;
    QString fault = faultOf(action, keys);
    const QList<QAction *> all = m_actions.all();
    for (const QAction *other : all) {
        if (other != action && !keys.isEmpty() && other->shortcut() == keys)
            fault = tr("These keys belong to “%1”").arg(other->text());
    }
    m_clash->setText(fault);
    m_keys->setKeySequence(fault.isEmpty() ? keys : action->shortcut());
    if (!fault.isEmpty())
        return;
    m_actions.setShortcut(action, keys);
    item->setText(1, keys.toString(QKeySequence::NativeText));
    m_usual->setEnabled(keys != m_actions.defaultShortcut(action));
}

} // namespace cairn
