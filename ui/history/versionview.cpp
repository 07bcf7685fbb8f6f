// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/versionview.h"

#include "history/versiontext.h"
#include "plaintext.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>

#include <utility>

namespace cairn {

namespace {

constexpr int kNarrowCharacters = 70; ///< less room than this: above each other

} // namespace

VersionView::VersionView(QWidget *parent, Keys keys)
    : QWidget(parent)
    , m_older(new VersionText(this))
    , m_newer(new VersionText(this))
    , m_splitter(new QSplitter(this))
    , m_counter(new PlainLabel(this))
    , m_previous(makeButton(
          QStringLiteral("historyPrevious"), tr("Previous difference (Shift+F8)"), false))
    , m_next(makeButton(QStringLiteral("historyNext"), tr("Next difference (F8)"), true))
{
    m_older->text()->setObjectName(QStringLiteral("historyOlder"));
    m_newer->text()->setObjectName(QStringLiteral("historyNewer"));
    m_counter->setObjectName(QStringLiteral("historyCounter"));
    m_counter->setWordWrap(true);
    setKind(m_counter, "quiet");
    setKind(m_splitter, "gutter");
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(12);
    m_splitter->addWidget(m_older);
    m_splitter->addWidget(m_newer);
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(m_counter, 1);
    line->addWidget(m_previous);
    line->addWidget(m_next);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_splitter, 1);
    rows->addLayout(line);
    if (keys == Keys::Own) {
        connect(
            new QShortcut(QKeySequence(Qt::Key_F8), this), &QShortcut::activated, this,
            &VersionView::next);
        connect(
            new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F8), this), &QShortcut::activated, this,
            &VersionView::previous);
    }
    connect(m_older, &VersionText::scrolled, this, [this] { follow(false); });
    connect(m_newer, &VersionText::scrolled, this, [this] { follow(true); });
    showCounter();
}

QToolButton *VersionView::makeButton(const QString &name, const QString &words, bool next)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(icon(next ? Icon::Next : Icon::Previous));
    button->setToolTip(plainToolTip(words));
    button->setAccessibleName(words);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(
        button, &QToolButton::clicked, this, next ? &VersionView::next : &VersionView::previous);
    return button;
}

void VersionView::show(const Version &version)
{
    m_comparison = {};
    m_place = -1;
    m_older->hide();
    m_newer->setHeading(version.heading);
    m_newer->setContent(version.text, {}, ConflictSide::Mine);
    showCounter();
}

void VersionView::show(const Version &older, const Version &newer, const QString &remark)
{
    showBoth(older, ConflictSide::Theirs, newer, ConflictSide::Mine);
    if (m_comparison.places().isEmpty() && !remark.isEmpty())
        showCounter(remark);
}

void VersionView::showSides(const Version &mine, const Version &theirs)
{
    showBoth(mine, ConflictSide::Mine, theirs, ConflictSide::Theirs);
}

void VersionView::showBoth(
    const Version &left, ConflictSide leftSide, const Version &right, ConflictSide rightSide)
{
    m_following = true; // setting texts scrolls
    m_comparison = VersionComparison(left.text, right.text);
    m_place = -1;
    m_older->setHeading(left.heading);
    m_older->setContent(left.text, m_comparison.marks().left, leftSide);
    m_newer->setHeading(right.heading);
    m_newer->setContent(right.text, m_comparison.marks().right, rightSide);
    m_older->show();
    m_following = false;
    if (m_comparison.places().isEmpty()) {
        showCounter(tr("The words of both are the same."));
    } else {
        showCounter();
        goTo(0);
    }
}

void VersionView::next()
{
    if (m_place + 1 < m_comparison.places().size())
        goTo(m_place + 1);
}

void VersionView::previous()
{
    if (m_place > 0)
        goTo(m_place - 1);
}

void VersionView::goTo(int place)
{
    m_place = place;
    m_following = true; // both go there by themselves
    m_older->goTo(m_comparison.places().at(place).older);
    m_newer->goTo(m_comparison.places().at(place).newer);
    m_following = false;
    showCounter();
}

void VersionView::showCounter(const QString &remark)
{
    const int places = int(m_comparison.places().size());
    QString words = remark;
    if (places > 0)
        words = tr("Difference %1 of %2. What one version has and the other has not is marked.")
                    .arg(m_place + 1)
                    .arg(places);
    m_counter->setText(words);
    m_previous->setVisible(places > 0);
    m_next->setVisible(places > 0);
    m_previous->setEnabled(m_place > 0);
    m_next->setEnabled(m_place + 1 < places);
    QAccessibleEvent event(m_counter, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void VersionView::follow(bool newerMoved)
{
    if (m_older->isHidden() || std::exchange(m_following, true))
        return;
    if (newerMoved)
        m_older->scrollTo(m_comparison.inOlder(m_newer->firstInSight()));
    else
        m_newer->scrollTo(m_comparison.inNewer(m_older->firstInSight()));
    m_following = false;
}

void VersionView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < kNarrowCharacters * fontMetrics().averageCharWidth();
    m_splitter->setOrientation(narrow ? Qt::Vertical : Qt::Horizontal);
}

} // namespace cairn
