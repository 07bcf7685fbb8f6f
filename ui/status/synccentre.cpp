// SPDX-License-Identifier: GPL-3.0-or-later
#include "synccentre.h"

#include "activitywords.h"
#include "alertwords.h"
#include "clock.h"
#include "documentkind.h"
#include "errorwords.h"
#include "notename.h"
#include "plaintext.h"
#include "shownname.h"
#include "statussentence.h"
#include "store/care/metricsstore.h"
#include "store/care/namedfile.h"
#include "store/history/activitystore.h"
#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"
#include "store/store.h"
#include "theme/fitting.h"
#include "theme/foldingrow.h"
#include "theme/kind.h"
#include "timewords.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>
#include <QTabWidget>
#include <QTreeWidget>

#include <algorithm>

namespace cairn {

namespace {

constexpr int kMaxLines = 1000;
constexpr qsizetype kMaxShownDetail = 300; ///< characters of what the server or the system said

QTreeWidget *
makeList(const QString &name, const QStringList &columns, int stretched, QWidget *parent)
{
    auto *list = new QTreeWidget(parent);
    list->setObjectName(name);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setHeaderLabels(columns);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    return list;
}

QString titleOf(const OutboxItem &item, const QString &untitled, const QString &device)
{
    if (kindOfId(item.documentId).isOfDevice)
        return device;
    const QString title = oneLine(item.title);
    return title.isEmpty() ? untitled : title;
}

} // namespace

SyncCentre::SyncCentre(Store &store, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_clock(clock)
    , m_sentence(new PlainLabel(this))
    , m_alerts(new PlainLabel(this))
    , m_pause(new QPushButton(tr("Pause"), this))
    , m_syncNow(new QPushButton(tr("Sync now"), this))
{
    setObjectName(QStringLiteral("syncCentre"));
    setWindowTitle(tr("Sync centre"));
    m_sentence->setObjectName(QStringLiteral("syncCentreSentence"));
    m_sentence->setWordWrap(true);
    setKind(m_sentence, "section");
    m_alerts->setObjectName(QStringLiteral("syncAlerts"));
    m_alerts->setWordWrap(true);
    setKind(m_alerts, "error");
    m_alerts->hide();
    m_syncNow->setAutoDefault(false);
    auto *head = new QHBoxLayout;
    head->addWidget(m_sentence, 1);
    m_pause->setAutoDefault(false);
    head->addWidget(m_pause);
    head->addWidget(m_syncNow);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildQueue(), tr("Waiting")); // in the order of Page
    m_tabs->addTab(buildActivity(), tr("Activity"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(12);
    rows->addLayout(head);
    rows->addWidget(m_alerts);
    rows->addWidget(m_tabs, 1);
    resizeToFit(this, QSize(720, 520));
    connect(m_syncNow, &QPushButton::clicked, this, [this] {
        if (m_status.phase == SyncStatus::Phase::Paused)
            emit resumeRequested();
        else
            emit syncNowRequested();
    });
}

QWidget *SyncCentre::buildQueue()
{
    auto *page = new QWidget(this);
    m_queue =
        makeList(QStringLiteral("syncQueue"), {tr("Title"), tr("What"), tr("State")}, 0, page);
    m_queueEmpty = new PlainLabel(tr("Nothing waits to be sent."), page);
    m_queueEmpty->setAlignment(Qt::AlignCenter);
    setKind(m_queueEmpty, "quiet");
    const auto button = [page](const QString &words, const QString &name) {
        auto *made = new QPushButton(words, page);
        made->setObjectName(name);
        made->setAutoDefault(false);
        return made;
    };
    m_retry = button(tr("Try again"), QStringLiteral("queueRetry"));
    m_retryAll = button(tr("Try all again"), QStringLiteral("queueRetryAll"));
    m_open = button(tr("Open"), QStringLiteral("queueOpen"));
    m_export = button(tr("Export…"), QStringLiteral("queueExport"));
    m_discard = button(tr("Discard change…"), QStringLiteral("queueDiscard"));
    setKind(m_discard, "danger");
    auto *buttons = new FoldingRow(page);
    for (QPushButton *one : {m_retry, m_retryAll, m_open, m_export})
        buttons->first()->addWidget(one);
    buttons->first()->addStretch();
    buttons->second()->addWidget(m_discard);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 8, 0, 0);
    rows->addWidget(m_queue, 1);
    rows->addWidget(m_queueEmpty, 1);
    rows->addWidget(buttons);
    connect(m_queue, &QTreeWidget::itemSelectionChanged, this, &SyncCentre::updateButtons);
    connect(m_retry, &QPushButton::clicked, this, &SyncCentre::retry);
    connect(m_retryAll, &QPushButton::clicked, this, &SyncCentre::retryAll);
    connect(m_export, &QPushButton::clicked, this, &SyncCentre::exportNote);
    connect(m_discard, &QPushButton::clicked, this, &SyncCentre::discard);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (const auto item = current())
            emit openRequested(item->documentId);
    });
    return page;
}

QWidget *SyncCentre::buildActivity()
{
    auto *page = new QWidget(this);
    m_activity = makeList(
        QStringLiteral("syncActivity"), {tr("Time"), tr("What happened"), tr("Detail")}, 1, page);
    m_activity->setSelectionMode(QAbstractItemView::NoSelection);
    m_activity->header()->setSectionResizeMode(
        2, QHeaderView::Stretch); // what a server says may be long
    m_level = new QComboBox(page);
    m_level->addItem(tr("Everything"), static_cast<int>(SyncActivity::Level::Info));
    m_level->addItem(tr("Problems only"), static_cast<int>(SyncActivity::Level::Warning));
    m_level->setAccessibleName(tr("Which lines to show"));
    auto *save = new QPushButton(tr("Export…"), page);
    save->setAutoDefault(false);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_level);
    foot->addStretch();
    foot->addWidget(save);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 8, 0, 0);
    rows->addWidget(m_activity, 1);
    rows->addLayout(foot);
    connect(m_level, &QComboBox::currentIndexChanged, this, &SyncCentre::fillActivity);
    connect(save, &QPushButton::clicked, this, &SyncCentre::exportActivity);
    return page;
}

void SyncCentre::setPauseMenu(QMenu *menu) { m_pause->setMenu(menu); }

void SyncCentre::setStatus(const SyncStatus &status, StatusSentence::Text text)
{
    m_status = status;
    const bool saved = text == StatusSentence::Text::Saved;
    m_sentence->setText(
        (saved ? StatusSentence::of(status, m_clock.nowMs()) : StatusSentence::unsaved(text)).text);
    m_syncNow->setText(status.phase == SyncStatus::Phase::Paused ? tr("Resume") : tr("Sync now"));
    m_pause->setEnabled(status.phase != SyncStatus::Phase::NoAccount);
    m_syncNow->setEnabled(status.phase != SyncStatus::Phase::NoAccount);
}

void SyncCentre::refresh()
{
    if (!isVisible())
        return;
    fillQueue();
    fillActivity();
    fillAlerts();
}

void SyncCentre::fillAlerts()
{
    QStringList lines;
    const auto alerts = m_store.metrics().alerts().value_or(QList<SyncAlert>());
    for (const SyncAlert &alert : alerts)
        lines.append(AlertWords::of(alert));
    m_alerts->setText(lines.join(QLatin1Char('\n')));
    m_alerts->setVisible(!lines.isEmpty());
}

void SyncCentre::showPage(Page page) { m_tabs->setCurrentIndex(static_cast<int>(page)); }

void SyncCentre::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    refresh();
}

QString SyncCentre::stateWords(const OutboxItem &item) const
{
    if (item.dead)
        return tr("Needs attention: %1")
            .arg(item.lastError ? ErrorWords::refusal(*item.lastError) : QString());
    if (item.lastError) {
        const QString next = TimeWords::until(item.nextAttemptAt, m_clock.nowMs());
        const QString why = ErrorWords::refusal(*item.lastError);
        return next.isEmpty() ? why : tr("%1 Next try %2").arg(why, next);
    }
    return tr("Waits to be sent");
}

void SyncCentre::fillQueue()
{
    const qint64 kept = current() ? current()->id : 0;
    m_items = m_store.outbox().list(kMaxLines).value_or(QList<OutboxItem>());
    m_queue->clear();
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        const OutboxItem &item = m_items.at(i);
        const QString what = item.operation == OutboxItem::Operation::Create ? tr("New")
            : item.operation == OutboxItem::Operation::Delete                ? tr("Deleted")
                                                                             : tr("Changed");
        auto *row = new QTreeWidgetItem(
            m_queue,
            {titleOf(item, tr("Untitled"), tr("Name of this device")), what, stateWords(item)});
        row->setData(0, Qt::UserRole, static_cast<int>(i));
        row->setIcon(
            0,
            item.dead ? icon(Icon::StateFailed, Tint::Failed)
                      : icon(Icon::StatePending, Tint::Waiting));
        if (item.id == kept)
            m_queue->setCurrentItem(row);
    }
    m_queue->setVisible(!m_items.isEmpty());
    m_queueEmpty->setVisible(m_items.isEmpty());
    updateButtons();
}

void SyncCentre::fillActivity()
{
    m_activity->clear();
    const int least = m_level->currentData().toInt();
    auto lines = m_store.activity().list(kMaxLines).value_or(QList<SyncActivity>());
    lines.removeIf(
        [least](const SyncActivity &line) { return static_cast<int>(line.level) < least; });
    const QHash<QString, QString> titles = titlesIn(lines);
    for (const SyncActivity &line : std::as_const(lines)) {
        auto *row = new QTreeWidgetItem(
            m_activity,
            {TimeWords::stamp(line.at), ActivityWords::of(line), detailOf(line, titles)});
        for (const int column : {1, 2})
            row->setData(column, Qt::ToolTipRole, plainToolTip(row->text(column))); // if it is cut
        if (line.level != SyncActivity::Level::Info)
            row->setIcon(1, icon(Icon::Warning, Tint::Attention));
    }
}

/// Of the notes that the lines speak of, all at once: a line a time would hold the window up.
QHash<QString, QString> SyncCentre::titlesIn(const QList<SyncActivity> &lines) const
{
    QSet<QString> ids;
    for (const SyncActivity &line : lines) {
        if (kindOfId(line.documentId).shown == DocumentKind::Shown::AsNote)
            ids.insert(line.documentId);
    }
    return m_store.notes().titles(ids.values()).value_or(QHash<QString, QString>());
}

/// Which note a line speaks of comes first.
QString SyncCentre::detailOf(const SyncActivity &line, const QHash<QString, QString> &titles)
{
    const QString detail = oneLine(ActivityWords::detail(line), kMaxShownDetail);
    const auto title = titles.constFind(line.documentId);
    if (title == titles.constEnd())
        return detail;
    const QString name = NoteName::of(*title);
    return detail.isEmpty() ? tr("“%1”").arg(name) : tr("“%1”: %2").arg(name, detail);
}

std::optional<OutboxItem> SyncCentre::current() const
{
    const QTreeWidgetItem *row = m_queue->currentItem();
    const qsizetype i = row ? row->data(0, Qt::UserRole).toInt() : -1;
    if (i < 0 || i >= m_items.size())
        return {};
    return m_items.at(i);
}

void SyncCentre::updateButtons()
{
    const auto item = current();
    const bool note = item && kindOfId(item->documentId).shown == DocumentKind::Shown::AsNote;
    const bool there = note && item->operation != OutboxItem::Operation::Delete;
    m_retry->setEnabled(item.has_value());
    m_retryAll->setEnabled(std::any_of(
        m_items.cbegin(), m_items.cend(), [](const OutboxItem &one) { return one.dead; }));
    m_discard->setEnabled(item.has_value());
    m_open->setEnabled(there);
    m_export->setEnabled(there);
}

void SyncCentre::retry()
{
    if (const auto item = current()) {
        if (m_store.outbox().retry(item->id))
            emit retried();
        refresh();
    }
}

void SyncCentre::retryAll()
{
    const auto revived = m_store.outbox().retryAll();
    if (revived && *revived > 0)
        emit retried();
    refresh();
}

void SyncCentre::discard()
{
    const auto item = current();
    if (!item)
        return;
    QMessageBox *box = plainMessageBox(
        tr("Discard change"),
        tr("Discard what was not sent of “%1”?").arg(isolatedName(item->title)),
        tr("The note shows the server's last version again. Your text stays in its history."),
        QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("confirmBox"));
    QPushButton *yes = box->addButton(tr("Discard"), QMessageBox::AcceptRole);
    setKind(yes, "danger");
    connect(yes, &QPushButton::clicked, this, [this, id = item->id] {
        (void)m_store.outbox().discard(id);
        refresh();
    });
    box->open();
}

void SyncCentre::exportNote()
{
    const auto item = current();
    const auto note = item ? m_store.notes().note(item->documentId) : Result<Note>(Note{});
    if (!item || !note)
        return;
    save(
        tr("Export note"), note->title + QStringLiteral(".md"),
        QStringLiteral("# %1\n\n%2\n").arg(note->title, note->body));
}

void SyncCentre::exportActivity()
{
    QStringList lines;
    const auto all = m_store.activity().list(-1).value_or(QList<SyncActivity>());
    for (const SyncActivity &line : all)
        lines.append(QStringLiteral("%1\t%2\t%3")
                         .arg(
                             TimeWords::full(line.at), ActivityWords::of(line),
                             ActivityWords::detail(line)));
    save(
        tr("Export activity"), QStringLiteral("cairn-activity.txt"), lines.join(QLatin1Char('\n')));
}

void SyncCentre::save(const QString &title, const QString &name, const QString &text)
{
    QString safe = name;
    safe.replace(QLatin1Char('/'), QLatin1Char('-'));
    auto *dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(safe);
    connect(dialog, &QFileDialog::fileSelected, this, [this, title, text](const QString &path) {
        const auto saved = namedfile::write(path, text.toUtf8());
        if (saved)
            return;
        plainMessageBox(
            title, tr("The file could not be written: %1").arg(saved.error().message), {},
            QMessageBox::Ok, this)
            ->open();
    });
    dialog->open();
}

} // namespace cairn
