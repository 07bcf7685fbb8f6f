// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentials.h"

#include <QCryptographicHash>

#if __has_include(<qt6keychain/keychain.h>)
#include <qt6keychain/keychain.h>
#else
#include <keychain.h>
#endif

namespace cairn {

namespace {

const QString kService = QStringLiteral("Cairn");

constexpr int kDeclined = -6; ///< Error::code, beside those of QKeychain

Error keychainError(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser)
        return Error{
            ErrorKind::Storage, kDeclined,
            QStringLiteral("the system's keychain stayed locked (its question was closed or "
                           "declined)"),
            job.errorString()};
    return Error{
        ErrorKind::Storage, int(job.error()),
        QStringLiteral("the system's keychain is not available"), job.errorString()};
}

} // namespace

// The jobs belong to nobody and delete themselves when they are done: libsecret calls them back
// even after the one who asked is gone, and cannot be told not to.

Credentials::Credentials(Profile profile, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
{
}

bool Credentials::isDeclined(const Error &error)
{
    return error.kind == ErrorKind::Storage && error.code == kDeclined;
}

QString Credentials::key(const Account &account) const
{
    // Two profiles may use one account with different passwords while it is being changed.
    const QByteArray digest =
        QCryptographicHash::hash(m_profile.directory().toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(12);
    return QStringLiteral("%1 @ %2 (%3)")
        .arg(account.user, account.url, QString::fromLatin1(digest));
}

void Credentials::read(const Account &account, QObject *context, const ReadCallback &done)
{
    auto *job = new QKeychain::ReadPasswordJob(kService);
    job->setKey(key(account));
    connect(job, &QKeychain::Job::finished, context, [job, done] {
        if (job->error() == QKeychain::NoError)
            done(std::optional<QString>(job->textData()));
        else if (job->error() == QKeychain::EntryNotFound)
            done(std::optional<QString>());
        else
            done(Result<std::optional<QString>>(Failure(keychainError(*job))));
    });
    job->start();
}

void Credentials::write(
    const Account &account, const QString &password, QObject *context, const DoneCallback &done)
{
    auto *job = new QKeychain::WritePasswordJob(kService);
    job->setKey(key(account));
    job->setTextData(password);
    connect(job, &QKeychain::Job::finished, context, [job, done] {
        done(
            job->error() == QKeychain::NoError ? Result<void>()
                                               : Result<void>(Failure(keychainError(*job))));
    });
    job->start();
}

void Credentials::remove(const Account &account, QObject *context, const DoneCallback &done)
{
    auto *job = new QKeychain::DeletePasswordJob(kService);
    job->setKey(key(account));
    connect(job, &QKeychain::Job::finished, context, [job, done] {
        const bool gone =
            job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        done(gone ? Result<void>() : Result<void>(Failure(keychainError(*job))));
    });
    job->start();
}

} // namespace cairn
