// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace cairn {

/// Where and as whom to sync. The password is never part of it.
struct Account {
    QString url; ///< of the database, https://host/path/db
    QString user;
    bool isValid() const { return !url.isEmpty(); }
    friend bool operator==(const Account &, const Account &) = default;
};

/// A name or password stands before the host: "https://ann:secret@host/db". It would be stored and
/// shown with the address, so whoever takes one from a person refuses it. Also where the scheme is
/// missing.
bool addressNamesUser(const QString &address);
QString addressWithoutUser(const QString &address); ///< the form to use instead

} // namespace cairn

Q_DECLARE_METATYPE(cairn::Account)
