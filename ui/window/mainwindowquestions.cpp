// SPDX-License-Identifier: GPL-3.0-or-later
// What sync does not do without the person's word, and what it has to tell by itself.
#include "mainwindow.h"

#include "clock.h"
#include "dialogs/settingsdialog.h"
#include "historyflow.h"
#include "notename.h"
#include "plaintext.h"
#include "removalquestion.h"
#include "shownname.h"
#include "status/activitywords.h"
#include "status/alertwords.h"
#include "status/toast.h"
#include "store/care/metricsstore.h"
#include "store/history/activitystore.h"
#include "store/notes/notestore.h"
#include "store/replica/syncsettings.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "theme/kind.h"

#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>

namespace cairn {

namespace {

constexpr int kRecentLines = 50; ///< of the activity log; a commit writes few
constexpr qint64 kAlertIntervalMs = 24ll * 3'600'000;

QMessageBox *
makeQuestion(const QString &title, const QString &text, const QString &consequence, QWidget *parent)
{
    QMessageBox *box = plainMessageBox(title, text, consequence, QMessageBox::Cancel, parent);
    box->setObjectName(QStringLiteral("confirmBox"));
    // Return and Escape change nothing: what is asked about here cannot be taken back.
    box->setEscapeButton(QMessageBox::Cancel);
    return box;
}

} // namespace

void MainWindow::askAboutRemovals()
{
    if (!m_removals) {
        m_removals = new RemovalQuestion(this);
        connect(m_removals, &RemovalQuestion::allowed, this, &MainWindow::removalsAllowed);
        connect(m_removals, &RemovalQuestion::refused, this, [this](const HeldRemovals &removals) {
            emit removalsRefused(removals);
            tellGone(removals);
        });
    }
    m_removals->ask(m_syncStatus.removals);
}

/// Who keeps what was asked about may not want to lose what went before that, either.
void MainWindow::tellGone(const HeldRemovals &removals)
{
    if (removals.gone > 0)
        m_toast->show(
            tr("%Ln note(s) were taken away before: they can be taken back", nullptr,
               removals.gone),
            tr("Show"), [this] { m_history->showDeleted(); });
}

void MainWindow::askAboutAccount()
{
    const Account account = m_store.meta().account().value_or(Account());
    QMessageBox *box = makeQuestion(
        tr("Notes of another account"),
        tr("The notes on this computer were synced with another account before."),
        tr("Shall all of them be sent to the account “%1” at %2 as well? If they must not go "
           "there, "
           "choose Cancel and sign in to the former account again; nothing was sent.")
            .arg(isolatedName(account.user), isolatedName(account.url)),
        this);
    QPushButton *take = box->addButton(tr("Send them there"), QMessageBox::AcceptRole);
    take->setObjectName(QStringLiteral("confirmYes"));
    connect(
        take, &QPushButton::clicked, this, [this, account] { emit takeAlongRequested(account); });
    box->open();
}

void MainWindow::tellActivity(const SyncActivity &activity)
{
    if (ActivityWords::isNews(activity))
        m_toast->show(ActivityWords::of(activity), tr("Show"), [this] { showSyncCentre(); });
}

/// Once a day at most: something waits for so long that the person should know.
void MainWindow::tellAlerts()
{
    const qint64 now = m_clock.nowMs();
    if (m_syncStatus.phase == SyncStatus::Phase::NoAccount || m_syncStatus.pending == 0
        || qAbs(now - m_alertsToldAt) < kAlertIntervalMs)
        return;
    const auto alerts = m_store.metrics().alerts().value_or(QList<SyncAlert>());
    for (const SyncAlert &alert : alerts) {
        if (alert.kind != SyncAlert::Kind::Unsent)
            continue;
        m_alertsToldAt = now;
        m_toast->show(AlertWords::of(alert), tr("Show"), [this] { showSyncCentre(); });
    }
}

/// A note that comes back although it was deleted is no riddle: the person hears why, also of what
/// came while no window was open.
void MainWindow::tellKeptNotes()
{
    const QString kTold = QStringLiteral("told/keptNotes");
    if (m_keptToldAt == 0)
        m_keptToldAt = m_settings.text(kTold).toLongLong();
    // Their order says what is new, not their times: the clock may have been set back.
    const QList<SyncActivity> lines =
        m_store.activity().list(kRecentLines).value_or(QList<SyncActivity>());
    if (lines.isEmpty() || lines.first().at == m_keptToldAt)
        return;
    const qint64 newest = lines.first().at;
    QStringList ids;
    for (const SyncActivity &line : lines) {
        if (line.at == m_keptToldAt)
            break;
        if (isEditKept(line.what) && !ids.contains(line.documentId))
            ids.append(line.documentId);
    }
    m_keptToldAt = newest;
    m_settings.setText(kTold, QString::number(newest));
    if (ids.isEmpty())
        return;
    if (m_toast->text() != m_keptWords)
        m_kept.clear(); // what was told before has been read, or had its time
    ids += m_kept;
    ids.removeDuplicates();
    m_kept = ids;
    const QString id = ids.first();
    const QString name =
        NoteName::of(m_store.notes().titles({id}).value_or(QHash<QString, QString>()).value(id));
    const auto others = static_cast<int>(ids.size()) - 1;
    m_keptWords = others == 0
        ? tr("“%1” is kept: it was deleted on one device, but edited on another").arg(name)
        : tr("“%1” and %Ln other note(s) are kept: deleted on one device, but edited on another",
             nullptr, others)
              .arg(name);
    m_toast->show(m_keptWords, tr("Show"), [this, id] { openNote(id); });
}

void MainWindow::addSyncSettings(SettingsDialog *dialog)
{
    auto *metered = new QCheckBox(tr("Wait for a network that costs nothing"), dialog);
    metered->setObjectName(QStringLiteral("settingsMetered"));
    metered->setToolTip(tr("Nothing is sent or fetched over connections that this computer "
                           "knows to be metered. “Sync now” does it nevertheless."));
    metered->setChecked(SyncSettings::waitsForUnmetered(m_store.meta()).value_or(false));
    connect(metered, &QCheckBox::toggled, this, [this](bool wait) {
        if (SyncSettings::setWaitsForUnmetered(m_store.meta(), wait))
            emit syncSettingsChanged();
        else
            m_toast->show(tr("The setting could not be saved."));
    });
    dialog->addToSync(metered);
}

} // namespace cairn
