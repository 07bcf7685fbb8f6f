// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/reviewlist.h"

#include "conflict/conflictwords.h"
#include "plaintext.h"
#include "shownname.h"
#include "theme/fitting.h"
#include "theme/kind.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>

namespace cairn {

namespace {

enum Column { Title, Versions, Kept };

QString versionWords(const ConflictLeaf &leaf, qint64 now)
{
    const QString words =
        ReviewList::tr("%1, %2", "device, time")
            .arg(ConflictWords::leafLabel(leaf), ConflictWords::when(leaf.at, now));
    return ConflictWords::isDeleted(leaf) ? ReviewList::tr("%1 (deleted)").arg(words) : words;
}

} // namespace

ReviewList::ReviewList(QWidget *parent)
    : QDialog(parent)
    , m_headline(new PlainLabel(this))
    , m_tree(new QTreeWidget(this))
    , m_rule(new QComboBox(this))
    , m_consequence(new PlainLabel(this))
    , m_open(new QPushButton(tr("Review this note…"), this))
    , m_decide(new QPushButton(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("reviewList"));
    setWindowTitle(tr("Notes to review"));
    build();
    connect(m_tree, &QTreeWidget::itemActivated, this, &ReviewList::open);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *current) {
        m_open->setEnabled(current != nullptr);
    });
    connect(m_open, &QPushButton::clicked, this, &ReviewList::open);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &ReviewList::preview);
    connect(m_decide, &QPushButton::clicked, this, [this] { emit decided(m_decisions); });
    resizeToFit(this, QSize(760, 480));
}

void ReviewList::build()
{
    m_headline->setObjectName(QStringLiteral("reviewHeadline"));
    setKind(m_headline, "heading");
    auto *intro = new PlainLabel(
        tr("These notes were changed on several devices in the same place. Review them one by one, "
           "or decide for all of them at once. What is not kept stays in each note's history."),
        this);
    intro->setWordWrap(true);
    setKind(intro, "quiet");
    m_tree->setObjectName(QStringLiteral("reviewTree"));
    m_tree->setAccessibleName(tr("Notes to review"));
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(false);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setHeaderLabels({tr("Note"), tr("Versions"), tr("What will be kept")});
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(Title, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(Versions, QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(Kept, QHeaderView::ResizeToContents);

    using Rule = BulkDecision::Rule;
    m_rule->setObjectName(QStringLiteral("reviewRule"));
    m_rule->addItem(tr("Decide one by one"));
    m_rule->addItem(tr("Keep what this device shows"), static_cast<int>(Rule::Mine));
    m_rule->addItem(tr("Keep the other version"), static_cast<int>(Rule::Other));
    m_rule->addItem(tr("Keep the newest version"), static_cast<int>(Rule::Newest));
    auto *label = new PlainLabel(tr("For &all notes:"), this);
    label->setBuddy(m_rule);
    m_rule->setAccessibleName(tr("For all notes"));
    m_consequence->setObjectName(QStringLiteral("reviewConsequence"));
    m_consequence->setWordWrap(true);
    setKind(m_consequence, "quiet");
    m_decide->setObjectName(QStringLiteral("reviewDecide"));
    m_decide->setAutoDefault(false);
    setKind(m_decide, "primary");
    m_progress->setObjectName(QStringLiteral("reviewProgress"));
    m_progress->setAccessibleName(tr("Notes decided"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    auto *all = new QHBoxLayout;
    all->setSpacing(12);
    all->addWidget(label);
    all->addWidget(m_rule);
    all->addWidget(m_decide);
    all->addStretch();

    m_open->setObjectName(QStringLiteral("reviewOpen"));
    m_open->setDefault(true);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("reviewClose"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(close);
    foot->addWidget(m_open);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 20);
    rows->setSpacing(12);
    rows->addWidget(m_headline);
    rows->addWidget(intro);
    rows->addWidget(m_tree, 1);
    rows->addLayout(all);
    rows->addWidget(m_consequence);
    rows->addWidget(m_progress);
    rows->addLayout(foot);
    m_tree->setFocus();
}

void ReviewList::setConflicts(const QList<ConflictSummary> &conflicts, qint64 now)
{
    const QTreeWidgetItem *before = m_tree->currentItem();
    const QString current = before ? before->data(Title, Qt::UserRole).toString() : QString();
    m_conflicts = conflicts;
    m_now = now;
    const int count = static_cast<int>(conflicts.size());
    m_headline->setText(tr("%Ln note(s) need(s) review", nullptr, count));
    m_tree->clear();
    for (const ConflictSummary &conflict : conflicts) {
        QStringList versions;
        for (const ConflictLeaf &leaf : conflict.leaves)
            versions.append(versionWords(leaf, now));
        const QString name = oneLine(conflict.title);
        const QString title = name.isEmpty() ? tr("Untitled note") : name;
        auto *row = new QTreeWidgetItem(m_tree, {title, versions.join(QLatin1Char('\n'))});
        row->setData(Title, Qt::UserRole, conflict.id);
        if (conflict.id == current || !m_tree->currentItem())
            m_tree->setCurrentItem(row);
    }
    m_open->setEnabled(m_tree->currentItem() != nullptr);
    preview();
}

/// Everything is said before anything is done.
void ReviewList::preview()
{
    const auto chosen = rule();
    m_decisions = chosen ? BulkDecision::of(m_conflicts, *chosen) : QList<BulkDecision>();
    QHash<QString, QString> kept;
    for (const BulkDecision &decision : std::as_const(m_decisions))
        kept.insert(decision.noteId, versionWords(decision.kept, m_now));
    for (const ConflictSummary &conflict : std::as_const(m_conflicts)) {
        if (conflict.begun)
            kept.insert(conflict.id, tr("Not decided: you have begun a text of your own"));
    }
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *row = m_tree->topLevelItem(i);
        row->setText(
            Kept, kept.value(row->data(Title, Qt::UserRole).toString(), tr("Not decided")));
        row->setData(
            Title, Qt::AccessibleTextRole,
            tr("%1. %2. Will be kept: %3", "title, versions, version")
                .arg(
                    row->text(Title),
                    row->text(Versions).replace(QLatin1Char('\n'), QLatin1String("; ")),
                    row->text(Kept)));
    }
    const int count = static_cast<int>(m_decisions.size());
    m_decide->setEnabled(count > 0);
    m_decide->setText(count > 0 ? tr("Decide %Ln note(s)", nullptr, count) : tr("Decide all"));
    m_consequence->setText(
        count > 0 ? tr("Each note becomes the version named in the last column, on all devices. "
                       "You can undo this for all of them at once.")
                  : tr("Choose a rule to see what would be kept. Nothing happens before you "
                       "press the button."));
    m_rule->setAccessibleDescription(m_consequence->text());
}

void ReviewList::setProgress(int done, int total)
{
    const bool busy = total > 0;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_tree, m_rule, m_decide})
        widget->setEnabled(!busy);
    m_open->setEnabled(!busy && m_tree->currentItem());
    m_progress->setVisible(busy && done > 0);
    if (!busy)
        return preview();
    m_progress->setMaximum(total);
    m_progress->setValue(done);
    if (done > 0)
        m_consequence->setText(tr("Decided: %L1 of %L2").arg(done).arg(total));
}

void ReviewList::open()
{
    if (const QTreeWidgetItem *row = m_tree->currentItem())
        emit openRequested(row->data(Title, Qt::UserRole).toString());
}

std::optional<BulkDecision::Rule> ReviewList::rule() const
{
    const QVariant chosen = m_rule->currentData();
    return chosen.isValid() ? std::optional(static_cast<BulkDecision::Rule>(chosen.toInt()))
                            : std::nullopt;
}

} // namespace cairn
