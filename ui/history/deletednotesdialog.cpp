// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/deletednotesdialog.h"

#include "clock.h"
#include "errorwords.h"
#include "history/historywords.h"
#include "history/versionview.h"
#include "plaintext.h"
#include "shownname.h"
#include "store/conflict/removalguard.h"
#include "store/history/versionstore.h"
#include "store/replica/replicastore.h"
#include "store/store.h"
#include "theme/fitting.h"
#include "theme/kind.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>

#include <algorithm>

namespace cairn {

namespace {

constexpr int kMaxNotes = 1'000; ///< more are not looked through by hand
constexpr qint64 kLatelyMs = 7ll * 24 * 3'600'000; ///< what sync took is offered so long
constexpr int kMaxRemoved = 100'000;

} // namespace

DeletedNotesDialog::DeletedNotesDialog(Store &store, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_clock(clock)
    , m_banner(new QWidget(this))
    , m_bannerText(new PlainLabel(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_view(new VersionView(this))
    , m_words(new PlainLabel(this))
    , m_restore(new QPushButton(tr("&Restore note"), this))
{
    setObjectName(QStringLiteral("deletedDialog"));
    setWindowTitle(tr("Deleted notes"));
    m_search->setObjectName(QStringLiteral("deletedSearch"));
    m_search->setPlaceholderText(tr("Find by title"));
    m_search->setAccessibleName(tr("Find by title"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("deletedList"));
    m_list->setAccessibleName(tr("Deleted notes, last deleted first"));
    m_list->setWordWrap(true);
    m_list->setSpacing(2);
    m_list->setMinimumWidth(180);
    m_words->setObjectName(QStringLiteral("deletedWords"));
    m_words->setWordWrap(true);
    setKind(m_words, "quiet");
    m_restore->setObjectName(QStringLiteral("deletedRestore"));
    m_restore->setAutoDefault(false);
    setKind(m_restore, "primary");
    auto *close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);

    m_bannerText->setObjectName(QStringLiteral("removedWords"));
    m_bannerText->setWordWrap(true);
    auto *takeBack = new QPushButton(tr("&Take all back"), this);
    takeBack->setObjectName(QStringLiteral("removedTakeBack"));
    takeBack->setAutoDefault(false);
    auto *bannerRow = new QHBoxLayout(m_banner);
    bannerRow->setContentsMargins(0, 0, 0, 0);
    bannerRow->addWidget(m_bannerText, 1);
    bannerRow->addWidget(takeBack);
    connect(takeBack, &QPushButton::clicked, this, [this] {
        emit takeBackRequested(QList<RemovedNote>(m_removed)); // it changes meanwhile
    });

    auto *side = new QWidget(this);
    auto *sideRows = new QVBoxLayout(side);
    sideRows->setContentsMargins(0, 0, 0, 0);
    sideRows->setSpacing(8);
    sideRows->addWidget(m_search);
    sideRows->addWidget(m_list, 1);
    auto *splitter = new QSplitter(this);
    setKind(splitter, "gutter");
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(16);
    splitter->addWidget(side);
    splitter->addWidget(m_view);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({270, 560});
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_words, 1);
    buttons->addWidget(close);
    buttons->addWidget(m_restore);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(12);
    rows->addWidget(m_banner);
    rows->addWidget(splitter, 1);
    rows->addLayout(buttons);
    resizeToFit(this, QSize(860, 560));

    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &DeletedNotesDialog::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &DeletedNotesDialog::showNote);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        const DeletedNote *note = chosen();
        if (!note)
            return;
        const auto taken =
            std::find_if(m_removed.cbegin(), m_removed.cend(), [note](const RemovedNote &one) {
                return one.id == note->id && one.rev == note->rev;
            });
        // What is there with another text keeps what is new in it.
        const bool isThere = taken != m_removed.cend()
            && (taken->kind == Removal::Overwritten || taken->kind == Removal::Replaced
                || taken->kind == Removal::Shortened);
        if (isThere)
            emit takeBackRequested({*taken});
        else
            emit restoreRequested(note->id, note->rev);
    });
    refresh();
    m_list->setFocus();
}

void DeletedNotesDialog::refresh()
{
    const DeletedNote *before = chosen();
    const QString id = before ? before->id : QString();
    if (const Result<void> read = readNotes(); !read) {
        m_words->setText(
            tr("The history could not be read: %1.").arg(ErrorWords::reason(read.error())));
        return;
    }
    m_list->clear();
    int current = 0;
    for (const Entry &entry : std::as_const(m_notes)) {
        const QString title = HistoryWords::title(entry.note.title);
        const QString fact = this->fact(entry);
        auto *item = new QListWidgetItem(title + u'\n' + fact, m_list);
        item->setData(Qt::AccessibleTextRole, QString(title + QStringLiteral(", ") + fact));
        if (entry.note.id == id)
            current = m_list->row(item);
    }
    showBanner();
    m_words->setText(
        m_notes.isEmpty() ? tr("No deleted note is in the history of this computer.")
                          : tr("A restored note comes back on all your devices."));
    if (!m_notes.isEmpty())
        m_list->setCurrentRow(current);
    filter(m_search->text());
    showNote();
}

/// What sync took, however it did, and what was deleted here: last gone first.
Result<void> DeletedNotesDialog::readNotes()
{
    CAIRN_ASSIGN(
        m_removed, m_store.replica().removals().removed(m_clock.nowMs() - kLatelyMs, kMaxRemoved));
    CAIRN_ASSIGN(const QList<DeletedNote> deleted, m_store.versions().deletedNotes(kMaxNotes));
    m_notes.clear();
    QSet<QString> listed;
    for (const RemovedNote &note : std::as_const(m_removed)) {
        if (m_notes.size() < kMaxNotes)
            m_notes.append({{note.id, note.rev, note.title, {}, note.at, 0}, note.kind});
        listed.insert(note.id);
    }
    m_removed.removeIf([](const RemovedNote &note) { return note.kind == Removal::Discarded; });
    for (const DeletedNote &note : deleted) {
        if (!listed.contains(note.id))
            m_notes.append({note, Removal::None});
    }
    std::stable_sort(m_notes.begin(), m_notes.end(), [](const Entry &a, const Entry &b) {
        return a.note.at > b.note.at;
    });
    return {};
}

QString DeletedNotesDialog::fact(const Entry &entry) const
{
    const QString when = HistoryWords::when(entry.note.at, m_clock.nowMs());
    switch (entry.how) {
    case Removal::Deleted:
        return tr("Deleted by sync: %1", "when").arg(when);
    case Removal::Trashed:
        return tr("Moved to the trash by sync: %1", "when").arg(when);
    case Removal::Overwritten:
    case Removal::Replaced:
        return tr("Emptied or written over by sync: %1", "when").arg(when);
    case Removal::Shortened:
        return tr("Shortened by sync: %1", "when").arg(when);
    case Removal::Discarded:
        return tr("Given up before it was sent: %1", "when").arg(when);
    case Removal::Halved:
    case Removal::None:
        break;
    }
    return tr("Deleted: %1", "when").arg(when);
}

void DeletedNotesDialog::showBanner()
{
    m_banner->setVisible(!m_removed.isEmpty());
    m_bannerText->setText(
        tr("In the last 7 days sync took away %Ln note(s) that were on this computer.", nullptr,
           int(m_removed.size())));
}

const DeletedNote *DeletedNotesDialog::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    const int row = m_list->currentRow();
    return item && !item->isHidden() && row < m_notes.size() ? &m_notes.at(row).note : nullptr;
}

void DeletedNotesDialog::filter(const QString &text)
{
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        const bool fits = HistoryWords::title(m_notes.at(row).note.title)
                              .contains(text.trimmed(), Qt::CaseInsensitive);
        m_list->item(row)->setHidden(!fits);
        if (fits && first < 0)
            first = row;
    }
    if (!chosen() && first >= 0)
        m_list->setCurrentRow(first);
    showNote();
}

void DeletedNotesDialog::showNote()
{
    const DeletedNote *note = chosen();
    m_restore->setEnabled(note);
    m_view->setVisible(note);
    if (!note)
        return;
    const Result<QJsonObject> body = m_store.versions().body(note->id, note->rev);
    const QString device = isolatedName(note->device, kMaxShownDevice);
    const QString heading =
        device.isEmpty() ? tr("As it was last") : tr("As it was last, written on %1").arg(device);
    m_view->show(
        {heading,
         body ? HistoryWords::text(*body)
              : tr("This text could not be read: %1.").arg(ErrorWords::reason(body.error()))});
    m_restore->setEnabled(body.has_value());
}

} // namespace cairn
