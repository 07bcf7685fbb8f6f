// SPDX-License-Identifier: GPL-3.0-or-later
#include "startfailure.h"

#include "plaintext.h"
#include "privatefiles.h"
#include "shownname.h"
#include "singleinstance.h"
#include "store/care/storetraces.h"

#include <QDir>
#include <QMessageBox>
#include <QPushButton>

#include <memory>

namespace cairn {

namespace {

bool isInUse(const Error &error)
{
    return error.code == SingleInstance::kInUse || error.code == SingleInstance::kOtherComputer;
}

} // namespace

QString StartFailure::headline(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::TooNew:
        return tr("These notes were last used with a newer version of Cairn");
    case ErrorKind::DiskFull:
        return tr("The disk is full");
    case ErrorKind::Locked:
        if (error.code == storetraces::kNotesMissing)
            return tr("The file of your notes is empty");
        if (error.code == storetraces::kRemovalBegun)
            return tr("The removal of all notes was not finished");
        return isInUse(error) ? tr("Your notes are in use") : tr("Your notes cannot be read");
    default:
        return tr("Your notes cannot be opened");
    }
}

QString StartFailure::advice(const Error &error, const Profile &profile)
{
    const QString folder = QDir::toNativeSeparators(profile.directory());
    switch (error.kind) {
    case ErrorKind::TooNew:
        return tr("Please update Cairn, then start it again. Nothing was changed.");
    case ErrorKind::DiskFull:
        return tr("Free some space on the disk that holds %1, then start Cairn again. Nothing was "
                  "changed.")
            .arg(folder);
    case ErrorKind::Locked:
        if (error.code == storetraces::kRemovalBegun)
            return tr("It was begun and then stopped. Start Cairn again to finish it. Nothing was "
                      "changed.");
        if (error.code == storetraces::kIsLink)
            return tr("The file of the notes in %1 is a link to a file elsewhere, which may belong "
                      "to another profile. Move the file itself there, then start Cairn again. "
                      "Nothing was changed.")
                .arg(folder);
        if (isInUse(error))
            return tr("Another program uses them, or Cairn is running but does not answer. Close "
                      "it, then start Cairn again. "
                      "Nothing was changed.");
        return tr("The file in %1 is damaged or not a file of Cairn. Nothing was changed. If you "
                  "sync, move the folder "
                  "aside, start Cairn and sign in again; or put a backup in its place.")
            .arg(folder);
    case ErrorKind::Transient:
        return tr("Another program is using the file in %1. Close it, then start Cairn again. "
                  "Nothing was changed.")
            .arg(folder);
    default:
        if (error.code == privatefiles::kNoSocketFolder)
            return tr(
                "Cairn needs a folder for its connections that belongs to you alone, and does "
                "not use one that somebody else could listen in. Nothing was changed.");
        return tr("Cairn must be able to read and write the folder %1. Nothing was changed.")
            .arg(folder);
    }
}

bool StartFailure::askToTakeOver(const Error &error)
{
    const std::unique_ptr<QMessageBox> box(plainMessageBox(
        QStringLiteral("Cairn"), tr("These notes were last open on another computer"),
        tr("Cairn was running on “%1” and did not end there, or is still running. If it is not "
           "running there any more, the notes can be opened here. Two computers must not work on "
           "the same files at once.")
            .arg(isolatedName(error.context)),
        QMessageBox::Cancel, nullptr));
    box->setAttribute(Qt::WA_DeleteOnClose, false);
    box->setObjectName(QStringLiteral("takeOver"));
    QPushButton *open = box->addButton(tr("Open here"), QMessageBox::AcceptRole);
    open->setObjectName(QStringLiteral("takeOverYes"));
    box->exec();
    return box->clickedButton() == open;
}

bool StartFailure::askToFinishRemoval(const Profile &profile)
{
    const std::unique_ptr<QMessageBox> box(plainMessageBox(
        QStringLiteral("Cairn"), tr("The removal of all notes was not finished"),
        tr("Everything of Cairn’s in %1 was to be removed from this computer, and that was stopped "
           "half-way. What is left there cannot be used. On the server nothing is removed.")
            .arg(QDir::toNativeSeparators(profile.directory())),
        QMessageBox::Cancel, nullptr));
    box->setAttribute(Qt::WA_DeleteOnClose, false);
    box->setObjectName(QStringLiteral("finishRemoval"));
    QPushButton *finish = box->addButton(tr("Remove the rest"), QMessageBox::DestructiveRole);
    finish->setObjectName(QStringLiteral("finishRemovalYes"));
    box->exec();
    return box->clickedButton() == finish;
}

void StartFailure::tellRemoved(const Profile &profile)
{
    const std::unique_ptr<QMessageBox> box(plainMessageBox(
        QStringLiteral("Cairn"), tr("All notes are removed from this computer"),
        tr("Nothing of Cairn’s is left in %1.").arg(QDir::toNativeSeparators(profile.directory())),
        QMessageBox::Close, nullptr));
    box->setAttribute(Qt::WA_DeleteOnClose, false);
    box->setObjectName(QStringLiteral("removalFinished"));
    box->exec();
}

QMessageBox *StartFailure::show(const Error &error, const Profile &profile)
{
    QMessageBox *box = plainMessageBox(
        QStringLiteral("Cairn"), headline(error), advice(error, profile), QMessageBox::Close,
        nullptr);
    box->setIcon(QMessageBox::Critical);
    box->setObjectName(QStringLiteral("startFailure"));
    box->setDetailedText(QStringLiteral("%1 (%2 %3)\n%4")
                             .arg(
                                 error.message, errorKindName(error.kind),
                                 QString::number(error.code), error.context));
    box->show();
    return box;
}

} // namespace cairn
