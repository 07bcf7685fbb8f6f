// SPDX-License-Identifier: GPL-3.0-or-later
#include "recoverydialog.h"

#include "errorwords.h"
#include "http/databaseurl.h"
#include "plaintext.h"
#include "profilehold.h"
#include "shownname.h"
#include "startfailure.h"
#include "store/care/storecopy.h"
#include "store/care/storetraces.h"
#include "store/restore.h"
#include "store/tree/metastore.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace cairn {

namespace {

PlainLabel *makeText(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

/// Waits for the answer: there is no window yet that could go on.
int ask(
    const char *name, const QString &text, const QString &consequence,
    QMessageBox::StandardButtons buttons, QWidget *parent)
{
    const std::unique_ptr<QMessageBox> box(
        plainMessageBox(QStringLiteral("Cairn"), text, consequence, buttons, parent));
    box->setAttribute(Qt::WA_DeleteOnClose, false);
    box->setObjectName(QLatin1String(name));
    if (buttons.testFlag(QMessageBox::No))
        box->setDefaultButton(QMessageBox::No);
    return box->exec();
}

} // namespace

RecoveryDialog::RecoveryDialog(
    const Profile &profile, const Store::Options &options, const Error &error)
    : m_profile(profile)
    , m_options(options)
    , m_copies(new QListWidget(this))
    , m_restore(new QPushButton(tr("Go on with this copy"), this))
    , m_working(new QWidget(this))
{
    setObjectName(QStringLiteral("recovery"));
    setWindowTitle(QStringLiteral("Cairn"));
    build(error);
    addCopies();
}

RecoveryDialog::~RecoveryDialog()
{
    if (m_worker) {
        m_worker->requestInterruption();
        m_worker->wait();
    }
}

bool RecoveryDialog::canHelp(const Error &error)
{
    return error.kind == ErrorKind::Locked
        && (error.code == storetraces::kNotesMissing || error.code >= 0);
}

void RecoveryDialog::build(const Error &error)
{
    const bool missing = error.code == storetraces::kNotesMissing;
    PlainLabel *headline = makeText(StartFailure::headline(error), this);
    QFont bold = headline->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.2);
    headline->setFont(bold);
    m_copies->setObjectName(QStringLiteral("recoveryCopies"));
    m_restore->setObjectName(QStringLiteral("recoveryRestore"));
    m_restore->setDefault(true);
    auto *other = new QPushButton(tr("Another file…"), this);
    auto *anew = new QPushButton(tr("Begin without notes"), this);
    anew->setObjectName(QStringLiteral("recoveryAnew"));
    auto *quit = new QPushButton(tr("Quit"), this);
    for (QPushButton *button : {other, anew, quit})
        button->setAutoDefault(false);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(anew);
    buttons->addStretch();
    buttons->addWidget(other);
    buttons->addWidget(quit);
    buttons->addWidget(m_restore);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 20);
    rows->setSpacing(12);
    rows->addWidget(headline);
    rows->addWidget(makeText(
        missing
            ? tr("The file that held your notes is empty or gone, although other files in %1 show "
                 "that there were notes. Nothing was changed.")
                  .arg(QDir::toNativeSeparators(m_profile.directory()))
            : tr("The file that holds your notes in %1 is damaged, or not a file of Cairn. Nothing "
                 "was changed.")
                  .arg(QDir::toNativeSeparators(m_profile.directory())),
        this));
    rows->addWidget(makeText(
        tr("These copies are on this computer. What is in the way now is kept beside the notes, "
           "whichever you choose; if you sync, the server brings what a copy lacks."),
        this));
    rows->addWidget(m_copies, 1);
    rows->addWidget(makeText(error.message, this));
    auto *working = new QVBoxLayout(m_working);
    working->setContentsMargins(0, 0, 0, 0);
    working->addWidget(makeText(
        tr("The notes are being taken out of the copy. For very many of them this takes some "
           "minutes."),
        m_working));
    auto *bar = new QProgressBar(m_working);
    bar->setRange(0, 0); // how much there is shows only at the end
    working->addWidget(bar);
    m_working->setObjectName(QStringLiteral("recoveryWorking"));
    m_working->hide();
    rows->addWidget(m_working);
    rows->addLayout(buttons);
    setMinimumWidth(560);
    connect(m_restore, &QPushButton::clicked, this, &RecoveryDialog::restoreSelected);
    connect(other, &QPushButton::clicked, this, &RecoveryDialog::chooseFile);
    connect(anew, &QPushButton::clicked, this, &RecoveryDialog::beginAnew);
    connect(quit, &QPushButton::clicked, this, &QDialog::reject);
}

void RecoveryDialog::addCopies()
{
    const QList<StoreCopy> copies = storetraces::copies(m_profile.databaseFile());
    const QLocale locale;
    for (const StoreCopy &copy : copies) {
        if (copy.notes < 0)
            continue;
        auto *item = new QListWidgetItem(
            tr("%1: %Ln note(s)", nullptr, copy.notes)
                .arg(locale.toString(copy.at, QLocale::LongFormat)),
            m_copies);
        item->setData(Qt::UserRole, copy.file);
        item->setToolTip(plainToolTip(QDir::toNativeSeparators(copy.file)));
    }
    m_copies->setCurrentRow(0);
    m_restore->setEnabled(m_copies->count() > 0);
    if (m_copies->count() == 0) {
        auto *none = new QListWidgetItem(tr("No copy was found here."), m_copies);
        none->setFlags(Qt::NoItemFlags);
    }
}

void RecoveryDialog::restoreSelected()
{
    if (const QListWidgetItem *item = m_copies->currentItem())
        restore(item->data(Qt::UserRole).toString());
}

void RecoveryDialog::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Go on with a copy"));
    if (!file.isEmpty())
        restore(file);
}

/// A process that syncs would go on writing into the file that is put aside.
bool RecoveryDialog::isAlone(ProfileHold &hold)
{
    const auto taken = hold.take();
    if (!taken && taken.error().kind == ErrorKind::Locked)
        tell(
            tr("Another program is using these notes"),
            tr("A cairn-cli that syncs, for example. End it, then try again. Nothing was "
               "changed."));
    else if (!taken)
        tell(
            tr("Nothing can be changed here: %1").arg(ErrorWords::reason(taken.error())),
            taken.error().context);
    return bool(taken);
}

void RecoveryDialog::reject()
{
    if (m_working->isHidden())
        QDialog::reject();
}

void RecoveryDialog::restore(const QString &file)
{
    auto hold = std::make_unique<ProfileHold>(m_profile, ProfileHold::Window::Ours);
    if (!isAlone(*hold))
        return;
    m_hold = std::move(hold);
    takeOver(file);
}

/// On a thread of its own: the window stays alive meanwhile, and says what it is about.
void RecoveryDialog::takeOver(const QString &file)
{
    m_working->show();
    setEnabled(false);
    const auto beAlone = [this]() -> Result<void> {
        if (QThread::currentThread()->isInterruptionRequested())
            return failure(ErrorKind::Cancelled, QStringLiteral("the program ends"));
        return m_hold->take();
    };
    m_worker.reset(QThread::create(
        [this, file, beAlone] { m_restored = restoreBackup(file, m_options, beAlone); }));
    connect(m_worker.get(), &QThread::finished, this, &RecoveryDialog::onTakenOver);
    m_worker->start();
}

void RecoveryDialog::onTakenOver()
{
    m_worker->wait(); // finished() is its last but one word
    m_worker.release()->deleteLater();
    setEnabled(true);
    m_working->hide();
    if (m_restored)
        goOn(*m_restored);
    else
        tell(
            tr("This copy cannot be used"),
            m_restored.error().kind == ErrorKind::Invalid ? tr("It was not made by Cairn.")
                                                          : ErrorWords::reason(m_restored.error()));
    m_hold.reset();
}

QString RecoveryDialog::someOf(const QStringList &titles)
{
    constexpr qsizetype kNamed = 5;
    QStringList names;
    for (const QString &title : titles.first(std::min(titles.size(), kNamed)))
        names.append(tr("“%1”", "a title among others").arg(isolatedName(title)));
    if (titles.size() > kNamed)
        names.append(QStringLiteral("…"));
    return names.join(QStringLiteral(", "));
}

void RecoveryDialog::goOn(const Restored &restored)
{
    if (restored.leftOut > 0)
        tell(
            tr("Not everything in the copy could be used"),
            tr("Entries that Cairn does not write were left out: %1.").arg(restored.leftOut));
    if (!restored.lost.isEmpty())
        tell(
            tr("Of %Ln note(s) the copy has no text", nullptr, int(restored.lost.size())),
            someOf(restored.lost));
    if (!restored.mended.isEmpty())
        tell(
            tr("The text of %Ln note(s) was damaged in the copy: what it has elsewhere was taken",
               nullptr, int(restored.mended.size())),
            someOf(restored.mended));
    if (!restored.unproven.isEmpty())
        tell(
            tr("The text of %Ln note(s) may not be as it was written: please look through it",
               nullptr, int(restored.unproven.size())),
            someOf(restored.unproven));
    if (restored.named.isValid() && restored.named != restored.account)
        askAboutAccount(restored.named);
    accept();
}

/// Whoever made or changed the file could name any address: the person has to know it.
void RecoveryDialog::askAboutAccount(const Account &account)
{
    if (!DatabaseUrl::parse(account.url))
        return;
    const int answer = ask(
        "recoveryAccount", tr("Sync with this account again?"),
        tr("The copy was made with the account “%1” at %2. Say yes only if you know this address.")
            .arg(isolatedName(account.user), isolatedName(account.url)),
        QMessageBox::Yes | QMessageBox::No, this);
    if (answer != QMessageBox::Yes)
        return;
    const auto store = Store::open(m_options);
    if (!store || !(*store)->meta().setAccount(account))
        tell(tr("The account could not be kept"), tr("Sign in again in the settings."));
}

void RecoveryDialog::beginAnew()
{
    ProfileHold hold(m_profile, ProfileHold::Window::Ours);
    if (!isAlone(hold))
        return;
    Store::Options anew = m_options;
    anew.anew = true;
    if (!storecopy::putAside(m_profile.databaseFile()) || !Store::open(anew)) {
        tell(tr("A new file could not be made"), QDir::toNativeSeparators(m_profile.directory()));
        return;
    }
    accept();
}

void RecoveryDialog::tell(const QString &headline, const QString &detail)
{
    (void)ask("recoveryNews", headline, detail, QMessageBox::Ok, this);
}

} // namespace cairn
