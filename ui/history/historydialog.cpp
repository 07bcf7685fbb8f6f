// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historydialog.h"

#include "clock.h"
#include "conflict/conflictwords.h"
#include "errorwords.h"
#include "history/historywords.h"
#include "history/versionview.h"
#include "plaintext.h"
#include "shownname.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "theme/fitting.h"
#include "theme/kind.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>

#include <algorithm>

namespace cairn {

namespace {

/// The first entries of the choice "Compare with"; single versions follow.
enum Compared { Nothing, Before, Present, Listed };

qint64 minuteOf(const NoteVersion &version) { return version.at / 60'000; }

} // namespace

HistoryDialog::HistoryDialog(
    Store &store, const Clock &clock, const QString &noteId, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_clock(clock)
    , m_noteId(noteId)
{
    setObjectName(QStringLiteral("historyDialog"));
    auto *splitter = new QSplitter(this);
    setKind(splitter, "gutter");
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(16);
    splitter->addWidget(buildTimeline());
    splitter->addWidget(buildReader());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({270, 660});
    m_failure = new PlainLabel(this);
    m_failure->setWordWrap(true);
    m_failure->hide();
    setKind(m_failure, "error");
    m_restore = new QPushButton(tr("&Restore this version"), this);
    m_restore->setObjectName(QStringLiteral("historyRestore"));
    m_restore->setToolTip(
        tr("Writes it as a new version. What is there now stays in the history."));
    m_restore->setAutoDefault(false);
    setKind(m_restore, "primary");
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("historyClose"));
    close->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_failure, 1);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_restore);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(12);
    rows->addWidget(splitter, 1);
    rows->addLayout(buttons);
    resizeToFit(this, QSize(980, 620));

    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const int row = chosen(); row >= 0)
            emit restoreRequested(m_versions.at(row).rev);
    });
    connect(m_timeline, &QListWidget::itemSelectionChanged, this, &HistoryDialog::onSelection);
    connect(m_with, &QComboBox::currentIndexChanged, this, &HistoryDialog::showVersions);
    refresh();
    m_timeline->setFocus();
}

QWidget *HistoryDialog::buildTimeline()
{
    m_timeline = new QListWidget(this);
    m_timeline->setObjectName(QStringLiteral("historyTimeline"));
    m_timeline->setAccessibleName(tr("Versions, newest first"));
    m_timeline->setToolTip(tr("Choose two with Ctrl to compare them"));
    m_timeline->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_timeline->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_timeline->setWordWrap(true);
    m_timeline->setSpacing(2);
    m_timeline->setMinimumWidth(180);
    return m_timeline;
}

QWidget *HistoryDialog::buildReader()
{
    auto *reader = new QWidget(this);
    m_with = new QComboBox(reader);
    m_with->setObjectName(QStringLiteral("historyWith"));
    m_with->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_with->setMinimumContentsLength(28);
    auto *label = new PlainLabel(tr("&Compare with"), reader);
    label->setBuddy(m_with);
    m_view = new VersionView(reader);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(label);
    line->addWidget(m_with, 1);
    auto *rows = new QVBoxLayout(reader);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addLayout(line);
    rows->addWidget(m_view, 1);
    return reader;
}

int HistoryDialog::rowOf(const RevId &rev) const
{
    const auto found =
        std::find_if(m_versions.cbegin(), m_versions.cend(), [&rev](const NoteVersion &version) {
            return version.rev == rev;
        });
    return found == m_versions.cend() ? -1 : int(found - m_versions.cbegin());
}

void HistoryDialog::refresh()
{
    const Result<QList<NoteVersion>> versions = m_store.versions().history(m_noteId);
    m_failure->setVisible(!versions);
    if (!versions) {
        m_failure->setText(
            tr("The history could not be read: %1.").arg(ErrorWords::reason(versions.error())));
        return;
    }
    const int row = chosen();
    const std::optional<RevId> before =
        row >= 0 ? std::optional(m_versions.at(row).rev) : std::nullopt;
    const QVariant with = m_with->currentData();
    const Result<Note> note = m_store.notes().note(m_noteId);
    const std::optional<RevId> present = note ? std::optional(note->rev) : std::nullopt;
    QList<RevId> then;
    QList<RevId> now;
    for (const NoteVersion &version : std::as_const(m_versions))
        then.append(version.rev);
    for (const NoteVersion &version : *versions)
        now.append(version.rev);
    if (!m_versions.isEmpty()
        && QSet<RevId>(now.cbegin(), now.cend()) == QSet<RevId>(then.cbegin(), then.cend())
        && present == m_present)
        return; // something else about the note changed
    m_versions = *versions;
    // As they were written, whenever they came here; the present one stays first.
    std::stable_sort(
        m_versions.begin() + (m_versions.isEmpty() ? 0 : 1), m_versions.end(),
        [](const NoteVersion &a, const NoteVersion &b) { return a.at > b.at; });
    m_perMinute.clear();
    for (const NoteVersion &version : std::as_const(m_versions))
        ++m_perMinute[minuteOf(version)];
    m_present = present;
    setWindowTitle(
        note ? tr("History of “%1”").arg(windowWords(HistoryWords::title(note->title)))
             : tr("History of a deleted note"));
    m_filling = true;
    fill();
    fillChoices();
    const int again = before ? rowOf(*before) : -1;
    m_timeline->setCurrentRow(again >= 0 ? again : 0, QItemSelectionModel::ClearAndSelect);
    const int choice = with.isValid() ? m_with->findData(with) : int(Before);
    m_with->setCurrentIndex(choice >= 0 ? choice : int(Before));
    m_filling = false;
    showVersions();
}

void HistoryDialog::fill()
{
    m_timeline->clear();
    for (int row = 0; row < m_versions.size(); ++row) {
        const NoteVersion &version = m_versions.at(row);
        QString when = HistoryWords::when(version.at, m_clock.nowMs(), sharesItsMinute(row));
        if (version.rev == m_present)
            when = tr("Now · %1").arg(when);
        QStringList facts{HistoryWords::kind(version)};
        facts.append(HistoryWords::size(version.size));
        const QString what = facts.join(QStringLiteral(" · "));
        auto *item = new QListWidgetItem(when + u'\n' + what, m_timeline);
        item->setData(Qt::AccessibleTextRole, QString(when + QStringLiteral(", ") + what));
        item->setData(
            Qt::ToolTipRole,
            version.device.isEmpty()
                ? QString()
                : plainToolTip(tr("Written on %1").arg(isolatedName(version.device))));
    }
}

void HistoryDialog::fillChoices()
{
    m_with->clear();
    m_with->addItem(tr("nothing: only read it"), QStringLiteral("nothing"));
    m_with->addItem(tr("the version before it"), QStringLiteral("before"));
    m_with->addItem(tr("the version that is there now"), QStringLiteral("present"));
    for (int row = 0; row < m_versions.size(); ++row)
        m_with->addItem(heading(row), m_versions.at(row).rev.toString());
}

int HistoryDialog::chosen() const
{
    // Of two chosen ones the newer is read, the older is what it is compared with.
    const QList<QListWidgetItem *> items = m_timeline->selectedItems();
    int first = -1;
    for (const QListWidgetItem *item : items) {
        const int row = m_timeline->row(item);
        first = first < 0 ? row : std::min(first, row);
    }
    return first;
}

int HistoryDialog::other(int row) const
{
    switch (m_with->currentIndex()) {
    case Nothing:
        return -1;
    case Before:
        return row + 1 < m_versions.size() ? row + 1 : -1;
    case Present:
        return m_present ? rowOf(*m_present) : -1;
    default:
        return m_with->currentIndex() - Listed;
    }
}

void HistoryDialog::onSelection()
{
    if (m_filling)
        return;
    const QList<QListWidgetItem *> items = m_timeline->selectedItems();
    if (items.size() == 2) {
        const int older = std::max(m_timeline->row(items.at(0)), m_timeline->row(items.at(1)));
        m_filling = true;
        m_with->setCurrentIndex(Listed + older);
        m_filling = false;
    }
    showVersions();
}

void HistoryDialog::compare(const RevId &older, const RevId &newer)
{
    const int olderRow = rowOf(older);
    const int newerRow = rowOf(newer);
    if (olderRow < 0 || newerRow < 0)
        return;
    m_filling = true;
    m_timeline->setCurrentRow(newerRow, QItemSelectionModel::ClearAndSelect);
    m_with->setCurrentIndex(Listed + olderRow);
    m_filling = false;
    showVersions();
}

QString HistoryDialog::heading(int row) const
{
    return HistoryWords::line(m_versions.at(row), m_clock.nowMs(), sharesItsMinute(row));
}

bool HistoryDialog::sharesItsMinute(int row) const
{
    return m_perMinute.value(minuteOf(m_versions.at(row))) > 1;
}

void HistoryDialog::showVersions()
{
    if (m_filling)
        return;
    const int row = chosen();
    m_restore->setEnabled(row >= 0 && m_versions.at(row).rev != m_present);
    if (row < 0)
        return;
    const auto read = [this](int at) {
        return m_store.versions().body(m_noteId, m_versions.at(at).rev);
    };
    const Result<QJsonObject> body = read(row);
    const int with = other(row);
    const Result<QJsonObject> otherBody =
        with >= 0 && with != row ? read(with) : Result<QJsonObject>(QJsonObject());
    m_failure->setVisible(!body || !otherBody);
    if (!body || !otherBody) {
        const Error &error = body ? otherBody.error() : body.error();
        m_failure->setText(
            tr("This version could not be read: %1.").arg(ErrorWords::reason(error)));
        return;
    }
    const VersionView::Version one{heading(row), HistoryWords::text(*body)};
    if (with < 0 || with == row) {
        m_restore->setText(tr("&Restore this version"));
        return m_view->show(one);
    }
    m_restore->setText(tr("&Restore the version of %1", "time")
                           .arg(ConflictWords::when(
                               m_versions.at(row).at, m_clock.nowMs(), sharesItsMinute(row))));
    const VersionView::Version two{heading(with), HistoryWords::text(*otherBody)};
    if (with > row)
        m_view->show(two, one, HistoryWords::otherDifferences(*otherBody, *body));
    else
        m_view->show(one, two, HistoryWords::otherDifferences(*body, *otherBody));
}

} // namespace cairn
