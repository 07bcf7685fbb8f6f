// SPDX-License-Identifier: GPL-3.0-or-later
// What sync does not do without the person's word, and what it has to tell by itself.
#include "mainwindow.h"

#include "clock.h"
#include "dialogs/settingsdialog.h"
#include "notename.h"
#include "plaintext.h"
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

/// How many, in which way, and a few by name.
QString MainWindow::whatIsWanted(const HeldRemovals &removals)
{
    QStringList sentences;
    if (removals.removed() > 0)
        sentences.append(
            tr("The server wants %Ln note(s) removed from this computer.", nullptr,
               removals.removed()));
    if (removals.overwritten > 0)
        sentences.append(
            tr("The server wants the text of %Ln note(s) replaced by other text.", nullptr,
               removals.overwritten));
    QStringList titles;
    for (const QString &title : removals.titles)
        titles.append(tr("“%1”", "a title among others").arg(isolatedName(title)));
    if (!titles.isEmpty())
        sentences.append(tr("Among them: %1").arg(titles.join(QStringLiteral(", "))));
    return sentences.join(u' ');
}

void MainWindow::askAboutRemovals()
{
    const HeldRemovals removals = m_syncStatus.removals; // the answer is about what is shown now
    const bool onlyRemoved = removals.overwritten == 0;
    QMessageBox *box = makeQuestion(
        onlyRemoved ? tr("Notes would be removed") : tr("Notes would be lost"),
        whatIsWanted(removals),
        onlyRemoved
            ? tr("If you or another of your devices deleted them, let them go. If not, keep them: "
                 "they are sent to the server again, for all your devices. Until you decide, "
                 "these stay here, and your own changes are still sent.")
            : tr("If you or another of your devices did that, let it happen. If not, keep the "
                 "notes as they are: they are sent to the server again, for all your devices. "
                 "Until you decide, these stay here as they are, and your own changes are still "
                 "sent."),
        this);
    QPushButton *remove = box->addButton(
        onlyRemoved ? tr("Remove them here too") : tr("Let it happen"), QMessageBox::AcceptRole);
    remove->setObjectName(QStringLiteral("confirmYes"));
    setKind(remove, "danger");
    QPushButton *keep = box->addButton(tr("Keep them"), QMessageBox::AcceptRole);
    keep->setObjectName(QStringLiteral("confirmKeep"));
    connect(
        keep, &QPushButton::clicked, this, [this, removals] { emit removalsRefused(removals); });
    connect(
        remove, &QPushButton::clicked, this, [this, removals] { emit removalsAllowed(removals); });
    box->open();
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
        if (line.what == QLatin1String("edit-kept") && !ids.contains(line.documentId))
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
