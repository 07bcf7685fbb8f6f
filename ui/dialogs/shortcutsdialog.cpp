// SPDX-License-Identifier: GPL-3.0-or-later
#include "shortcutsdialog.h"

#include "plaintext.h"
#include "theme/fitting.h"
#include "theme/kind.h"
#include "window/mainactions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

namespace cairn {

ShortcutsDialog::ShortcutsDialog(MainActions &actions, QWidget *parent)
    : QDialog(parent)
    , m_actions(actions)
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_keys(new QKeySequenceEdit(this))
    , m_clash(new PlainLabel(this))
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
    auto *clear = new QPushButton(tr("No keys"), this);
    clear->setAutoDefault(false);
    auto *reset = new QPushButton(tr("Reset all"), this);
    reset->setAutoDefault(false);
    auto *close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    auto *keysRow = new QHBoxLayout;
    keysRow->addWidget(new PlainLabel(tr("Other keys for this command:"), this));
    keysRow->addWidget(m_keys, 1);
    keysRow->addWidget(clear);
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
        QString words = all.at(i)->text();
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
}

void ShortcutsDialog::assign()
{
    QTreeWidgetItem *item = m_list->currentItem();
    QAction *action = actionOf(item);
    const QKeySequence keys = m_keys->keySequence();
    if (!action || action->shortcut() == keys)
        return;
    const QList<QAction *> all = m_actions.all();
    for (const QAction *other : all) {
        if (other != action && !keys.isEmpty() && other->shortcut() == keys) {
            m_clash->setText(tr("These keys belong to “%1”").arg(other->text()));
            m_keys->setKeySequence(action->shortcut());
            return;
        }
    }
    m_clash->clear();
    m_actions.setShortcut(action, keys);
    item->setText(1, keys.toString(QKeySequence::NativeText));
}

} // namespace cairn
