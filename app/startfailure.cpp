#include "startfailure.h"

#include "plaintext.h"
#include "singleinstance.h"

#include <QDir>
#include <QMessageBox>

namespace cairn {

QString StartFailure::headline(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::TooNew:
        return tr("These notes were last used with a newer version of Cairn");
    case ErrorKind::DiskFull:
        return tr("The disk is full");
    case ErrorKind::Locked:
        return error.code == SingleInstance::kInUse ? tr("Your notes are in use")
                                                    : tr("Your notes cannot be read");
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
        if (error.code == SingleInstance::kInUse)
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
        return tr("Cairn must be able to read and write the folder %1. Nothing was changed.")
            .arg(folder);
    }
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
