// SPDX-License-Identifier: GPL-3.0-or-later
#include "topbar.h"

#include "mainactions.h"
#include "notes/searchfield.h"
#include "plaintext.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace cairn {

namespace {

constexpr int kSearchWidth = 440;

QString withShortcut(const QAction *action)
{
    QString words = action->text();
    words.remove(QLatin1Char('&'));
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    return keys.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, keys);
}

} // namespace

TopBar::TopBar(const MainActions &actions, QWidget *parent)
    : QFrame(parent)
    , m_search(new SearchField(this))
    , m_more(new QToolButton(this))
{
    setObjectName(QStringLiteral("topBar"));
    setKind(this, "bar");
    const QString keys =
        actions[MainActions::Search]->shortcut().toString(QKeySequence::NativeText);
    m_search->setPlaceholderText(
        keys.isEmpty() ? tr("Search notes") : tr("Search notes  (%1)").arg(keys));
    m_search->setMaximumWidth(kSearchWidth);
    m_more->setObjectName(QStringLiteral("moreButton"));
    m_more->setIcon(icon(Icon::Menu, Tint::Text));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 8, 8);
    row->setSpacing(4);
    row->addWidget(makeButton(actions[MainActions::Back], QStringLiteral("backButton"), false));
    row->addWidget(
        makeButton(actions[MainActions::Forward], QStringLiteral("forwardButton"), false));
    row->addSpacing(4);
    row->addWidget(m_search, 3);
    row->addStretch(1);
    row->addWidget(
        makeButton(actions[MainActions::NewNote], QStringLiteral("newNoteButton"), true));
    row->addWidget(makeButton(actions[MainActions::CycleView], QStringLiteral("viewButton"), true));
    row->addWidget(m_more);
}

void TopBar::setMenu(QMenu *menu) { m_more->setMenu(menu); }

QToolButton *TopBar::makeButton(QAction *action, const QString &name, bool withText)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setIconSize(QSize(18, 18));
    button->setFocusPolicy(Qt::TabFocus);
    if (withText) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        setKind(button, "text");
    }
    button->setToolTip(plainToolTip(withShortcut(action)));
    connect(action, &QAction::changed, button, [button, action] {
        button->setToolTip(plainToolTip(withShortcut(action)));
    });
    return button;
}

} // namespace cairn
