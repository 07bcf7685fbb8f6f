// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionwords.h"

namespace cairn {

ConnectionWords ConnectionWords::of(const ConnectionReport &report)
{
    using Outcome = ConnectionReport::Outcome;
    switch (report.outcome) {
    case Outcome::Ok:
        return {
            tr("Connected"), tr("Your notes will be kept in step with this server."), true, false};
    case Outcome::WillCreate:
        return {
            tr("Connected"),
            tr("There are no notes on this server yet. A place for them will be made."), true,
            false};
    case Outcome::InvalidUrl:
        return {
            tr("This is not a complete address"),
            tr("It starts with https:// and ends with the name of the database, like "
               "https://server.example/notes."),
            false, false};
    case Outcome::HostNotFound:
        return {
            tr("There is no server of this name"),
            tr("Check the spelling of the address. Without a network no name can be found either."),
            false, true};
    case Outcome::Unreachable:
        return {
            tr("The server does not answer"),
            tr("You may be offline, the server may be switched off, or a firewall is in between."),
            false, true};
    case Outcome::Tls:
        return {
            tr("The connection is not safe"),
            tr("The server's certificate cannot be trusted, so nothing was sent, not even your "
               "password."),
            false, false};
    case Outcome::PlainHttp:
        return {
            tr("The server does not speak https here"),
            tr("At this address and port it answers without encryption, so nothing was sent, not "
               "even "
               "your password. Check the port; encrypted servers often use 443 or 6984."),
            false, false};
    case Outcome::NotTls:
        return {
            tr("This address is not encrypted"),
            tr("Anybody on the way could read your notes and your password. Use an address that "
               "starts with https://."),
            false, false};
    case Outcome::NotCouchDb:
        return {
            tr("Something answers, but it cannot keep notes"),
            tr("The server at this address is not a CouchDB server. Check the address and the "
               "port."),
            false, false};
    case Outcome::CaptivePortal:
        return {
            tr("This network wants you to sign in first"),
            tr("Open a web browser, sign in to the network (hotel, train, airport …), then try "
               "again."),
            false, true};
    case Outcome::WrongPassword:
        return {
            tr("User name or password is wrong"), tr("Passwords tell upper and lower case apart."),
            false, false};
    case Outcome::Locked:
        return {
            tr("The server has locked this account for a while"),
            tr("That happens after several wrong passwords. Wait some minutes, then try again."),
            false, false};
    case Outcome::NotAllowed:
        return {
            tr("This account may not use these notes"),
            tr("The password is right. Ask whoever runs the server to make you a member of the "
               "database."),
            false, false};
    case Outcome::CannotCreate:
        return {
            tr("There is no such database, and this account may not make one"),
            tr("Check the last part of the address, or ask whoever runs the server to make it."),
            false, false};
    case Outcome::ServerTrouble:
        break;
    }
    return {
        tr("The server has a problem"),
        tr("It answers, but with an error of its own. Try again later."), false, true};
}

} // namespace cairn
