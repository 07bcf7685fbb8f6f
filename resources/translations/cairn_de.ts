<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>NoteName</name>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
</context>
<context>
    <name>OpenConflicts</name>
    <message numerus="yes">
        <source>%Ln note(s) waited for review before this setting.</source>
        <translation>
            <numerusform>%Ln Notiz wartete schon vor dieser Einstellung auf die Prüfung.</numerusform>
            <numerusform>%Ln Notizen warteten schon vor dieser Einstellung auf die Prüfung.</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide them by it</source>
        <translation>So entscheiden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) decided</source>
        <translation>
            <numerusform>%Ln Notiz entschieden</numerusform>
            <numerusform>%Ln Notizen entschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>They could not be decided: %1.</source>
        <translation>Sie konnten nicht entschieden werden: %1.</translation>
    </message>
    <message>
        <source>%1. The others changed in the meantime.</source>
        <comment>3 notes decided</comment>
        <translation>%1. Die anderen haben sich inzwischen geändert.</translation>
    </message>
</context>
<context>
    <name>PlaceWords</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>2 of 3 · what happened</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Neu: %1</translation>
    </message>
    <message>
        <source>The title was changed on both devices</source>
        <translation>Der Titel wurde auf beiden Geräten geändert</translation>
    </message>
    <message>
        <source>The two versions differ here</source>
        <translation>Hier unterscheiden sich die beiden Fassungen</translation>
    </message>
    <message>
        <source>Removed on this device, changed on the other</source>
        <translation>Auf diesem Gerät entfernt, auf dem anderen geändert</translation>
    </message>
    <message>
        <source>Changed on this device, removed on the other</source>
        <translation>Auf diesem Gerät geändert, auf dem anderen entfernt</translation>
    </message>
    <message>
        <source>Both devices wrote something here</source>
        <translation>Beide Geräte haben hier etwas geschrieben</translation>
    </message>
    <message>
        <source>Both devices changed this</source>
        <translation>Beide Geräte haben dies geändert</translation>
    </message>
    <message>
        <source>The title was changed twice on this device</source>
        <translation>Der Titel wurde auf diesem Gerät zweimal geändert</translation>
    </message>
    <message>
        <source>The title was changed in both versions</source>
        <translation>Der Titel wurde in beiden Fassungen geändert</translation>
    </message>
    <message>
        <source>Removed in the version shown here, changed in the other</source>
        <translation>In der hier gezeigten Fassung entfernt, in der anderen geändert</translation>
    </message>
    <message>
        <source>Changed in the version shown here, removed in the other</source>
        <translation>In der hier gezeigten Fassung geändert, in der anderen entfernt</translation>
    </message>
    <message>
        <source>Written twice on this device</source>
        <translation>Auf diesem Gerät zweimal geschrieben</translation>
    </message>
    <message>
        <source>Both versions say something here</source>
        <translation>Beide Fassungen haben hier etwas</translation>
    </message>
    <message>
        <source>Changed twice on this device</source>
        <translation>Auf diesem Gerät zweimal geändert</translation>
    </message>
    <message>
        <source>Both versions changed this</source>
        <translation>Beide Fassungen haben dies geändert</translation>
    </message>
    <message>
        <source>Decided: this device’s text</source>
        <translation>Entschieden: Text dieses Geräts</translation>
    </message>
    <message>
        <source>Decided: the version shown here</source>
        <translation>Entschieden: die hier gezeigte Fassung</translation>
    </message>
    <message>
        <source>Decided: the other device’s text</source>
        <translation>Entschieden: Text des anderen Geräts</translation>
    </message>
    <message>
        <source>Decided: the other version</source>
        <translation>Entschieden: die andere Fassung</translation>
    </message>
    <message>
        <source>Decided: both, the other device’s first</source>
        <translation>Entschieden: beide, der des anderen Geräts zuerst</translation>
    </message>
    <message>
        <source>Decided: both, the other version first</source>
        <translation>Entschieden: beide, die andere Fassung zuerst</translation>
    </message>
    <message>
        <source>Decided: both, this device’s first</source>
        <translation>Entschieden: beide, der dieses Geräts zuerst</translation>
    </message>
    <message>
        <source>Decided: both, the version shown here first</source>
        <translation>Entschieden: beide, die hier gezeigte Fassung zuerst</translation>
    </message>
    <message>
        <source>Decided: your own text</source>
        <translation>Entschieden: Ihr eigener Text</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>Meinen nehmen</translation>
    </message>
    <message>
        <source>Use this device’s text, %1</source>
        <translation>Text dieses Geräts nehmen, %1</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Anderen nehmen</translation>
    </message>
    <message>
        <source>Use the other device’s text, %1</source>
        <translation>Text des anderen Geräts nehmen, %1</translation>
    </message>
    <message>
        <source>Use the version shown here</source>
        <translation>Die hier gezeigte nehmen</translation>
    </message>
    <message>
        <source>Use the text of the version shown here, %1</source>
        <translation>Text der hier gezeigten Fassung nehmen, %1</translation>
    </message>
    <message>
        <source>Use the other version</source>
        <translation>Die andere nehmen</translation>
    </message>
    <message>
        <source>Use the text of the other version, %1</source>
        <translation>Text der anderen Fassung nehmen, %1</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Runter</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild hoch</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild runter</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Einfg</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
</context>
<context>
    <name>StandardWords</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>cairn::AccountController</name>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Stop syncing with this server?</source>
        <translation>Nicht mehr mit diesem Server abgleichen?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) not sent yet. All notes stay on this computer, but your other devices will not get what was not sent.</source>
        <translation>
            <numerusform>%Ln Änderung ist noch nicht gesendet. Alle Notizen bleiben auf diesem Computer, aber Ihre anderen Geräte erhalten nicht, was nicht gesendet wurde.</numerusform>
            <numerusform>%Ln Änderungen sind noch nicht gesendet. Alle Notizen bleiben auf diesem Computer, aber Ihre anderen Geräte erhalten nicht, was nicht gesendet wurde.</numerusform>
        </translation>
    </message>
    <message>
        <source>All notes stay on this computer and on the server.</source>
        <translation>Alle Notizen bleiben auf diesem Computer und auf dem Server.</translation>
    </message>
</context>
<context>
    <name>cairn::AccountDialog</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Your notes on all your devices</source>
        <translation>Ihre Notizen auf allen Ihren Geräten</translation>
    </message>
    <message>
        <source>Cairn keeps your notes in step through a CouchDB server: your own, your organisation&apos;s, or a rented one. Everything stays on this computer as well.</source>
        <translation>Cairn gleicht Ihre Notizen über einen CouchDB-Server ab: Ihren eigenen, den Ihrer Organisation oder einen gemieteten. Alles bleibt auch auf diesem Computer.</translation>
    </message>
    <message>
        <source>Trying the connection</source>
        <translation>Verbindung wird geprüft</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Abmelden …</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>for example: office computer</source>
        <translation>zum Beispiel: Bürocomputer</translation>
    </message>
    <message>
        <source>Shown beside your versions of a note on your other devices</source>
        <translation>Steht auf Ihren anderen Geräten neben Ihren Fassungen einer Notiz</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>Name of this &amp;device</source>
        <translation>Name dieses &amp;Geräts</translation>
    </message>
    <message>
        <source>Technical detail</source>
        <translation>Technische Einzelheiten</translation>
    </message>
    <message>
        <source>Save, connect later</source>
        <translation>Speichern, später verbinden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird hergestellt …</translation>
    </message>
    <message>
        <source>A user name or password does not belong in the address</source>
        <translation>Ein Benutzername oder Passwort gehört nicht in die Adresse</translation>
    </message>
    <message>
        <source>Please give the address as %1, and user name and password in the fields below it.</source>
        <translation>Bitte geben Sie die Adresse als %1 an, Benutzername und Passwort in den Feldern darunter.</translation>
    </message>
    <message>
        <source>The password is missing</source>
        <translation>Das Passwort fehlt</translation>
    </message>
    <message>
        <source>A password belongs to one address and one user. Please give the one for these.</source>
        <translation>Ein Passwort gehört zu einer Adresse und einem Benutzer. Bitte geben Sie das für diese an.</translation>
    </message>
    <message>
        <source>The server does not accept the password any more</source>
        <translation>Der Server nimmt das Passwort nicht mehr an</translation>
    </message>
    <message>
        <source>To sync, Cairn needs your password</source>
        <translation>Zum Synchronisieren braucht Cairn Ihr Passwort</translation>
    </message>
    <message>
        <source>It may have been changed. What you write is saved on this computer, and sent once you have signed in.</source>
        <translation>Vielleicht wurde es geändert. Was Sie schreiben, wird auf diesem Computer gespeichert und gesendet, sobald Sie angemeldet sind.</translation>
    </message>
    <message>
        <source>Cairn could not read it on this computer. What you write is saved here, and sent once you have signed in.</source>
        <translation>Cairn konnte es auf diesem Computer nicht lesen. Was Sie schreiben, wird hier gespeichert und gesendet, sobald Sie angemeldet sind.</translation>
    </message>
</context>
<context>
    <name>cairn::ActivityWords</name>
    <message>
        <source>The server is not the one it was: everything is compared again</source>
        <translation>Der Server ist nicht mehr derselbe: Alles wird neu verglichen</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Online again</source>
        <translation>Wieder online</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) received</source>
        <translation>
            <numerusform>%Ln Änderung empfangen</numerusform>
            <numerusform>%Ln Änderungen empfangen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) sent</source>
        <translation>
            <numerusform>%Ln Änderung gesendet</numerusform>
            <numerusform>%Ln Änderungen gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) changed on two devices were put together</source>
        <translation>
            <numerusform>%Ln auf zwei Geräten geänderte Notiz wurde zusammengeführt</numerusform>
            <numerusform>%Ln auf zwei Geräten geänderte Notizen wurden zusammengeführt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) need(s) review</source>
        <translation>
            <numerusform>%Ln Notiz zu prüfen</numerusform>
            <numerusform>%Ln Notizen zu prüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) could not be sent</source>
        <translation>
            <numerusform>%Ln Notiz konnte nicht gesendet werden</numerusform>
            <numerusform>%Ln Notizen konnten nicht gesendet werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) with two versions decided as you set up</source>
        <translation>
            <numerusform>%Ln Notiz mit zwei Fassungen nach Ihrer Einstellung entschieden</numerusform>
            <numerusform>%Ln Notizen mit zwei Fassungen nach Ihrer Einstellung entschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>The server was set back to an older state: what it lacks is sent again</source>
        <translation>Der Server wurde auf einen älteren Stand zurückgesetzt: Was ihm fehlt, wird wieder gesendet</translation>
    </message>
    <message>
        <source>The database was made on the server</source>
        <translation>Die Datenbank wurde auf dem Server angelegt</translation>
    </message>
    <message numerus="yes">
        <source>You were away for %Ln day(s): everything is compared again</source>
        <translation>
            <numerusform>Sie waren %Ln Tag fort: Alles wird neu verglichen</numerusform>
            <numerusform>Sie waren %Ln Tage fort: Alles wird neu verglichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Back after %Ln day(s): what needs review is in one list</source>
        <translation>
            <numerusform>Nach %Ln Tag zurück: Was zu prüfen ist, steht in einer Liste</numerusform>
            <numerusform>Nach %Ln Tagen zurück: Was zu prüfen ist, steht in einer Liste</numerusform>
        </translation>
    </message>
    <message>
        <source>Your notes move to the other account</source>
        <translation>Ihre Notizen ziehen zum anderen Konto um</translation>
    </message>
    <message>
        <source>A copy of all notes was made on this computer before that</source>
        <translation>Vorher wurde auf diesem Computer eine Kopie aller Notizen angelegt</translation>
    </message>
    <message>
        <source>No copy could be made before that (is the disk full?); your notes are safe</source>
        <translation>Vorher konnte keine Kopie angelegt werden (Festplatte voll?); Ihre Notizen sind sicher</translation>
    </message>
    <message numerus="yes">
        <source>The server had lost %Ln note(s): sent again</source>
        <translation>
            <numerusform>Der Server hatte %Ln Notiz verloren: wieder gesendet</numerusform>
            <numerusform>Der Server hatte %Ln Notizen verloren: wieder gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked: everything that was sent is on the server</source>
        <translation>Geprüft: Alles Gesendete ist auf dem Server</translation>
    </message>
    <message numerus="yes">
        <source>The server could not give %Ln note(s): asked again later</source>
        <translation>
            <numerusform>Der Server konnte %Ln Notiz nicht liefern: wird später wieder angefragt</numerusform>
            <numerusform>Der Server konnte %Ln Notizen nicht liefern: werden später wieder angefragt</numerusform>
        </translation>
    </message>
    <message>
        <source>The text that you had begun in a review is in the note’s history: the note was decided without it</source>
        <translation>Der Text, den Sie in einer Prüfung begonnen hatten, steht im Verlauf der Notiz: Entschieden wurde ohne ihn</translation>
    </message>
    <message>
        <source>The notes that you decided about do not wait for that any more</source>
        <translation>Die Notizen, über die Sie entschieden haben, warten nicht mehr darauf</translation>
    </message>
    <message>
        <source>Syncing did not work</source>
        <translation>Das Abgleichen hat nicht geklappt</translation>
    </message>
    <message>
        <source>Deleted on one device, but edited on another: the edited note is kept</source>
        <translation>Auf einem Gerät gelöscht, aber auf einem anderen bearbeitet: die bearbeitete Notiz bleibt</translation>
    </message>
    <message>
        <source>Deleted here, but edited on another device: the edited note is back</source>
        <translation>Hier gelöscht, aber auf einem anderen Gerät bearbeitet: die bearbeitete Notiz ist wieder da</translation>
    </message>
    <message>
        <source>Put into the trash here, but edited on another device: the edited note is back</source>
        <translation>Hier in den Papierkorb gelegt, aber auf einem anderen Gerät bearbeitet: die bearbeitete Notiz ist wieder da</translation>
    </message>
    <message>
        <source>Deleted on another device, but edited here: the edited note stays</source>
        <translation>Auf einem anderen Gerät gelöscht, aber hier bearbeitet: die bearbeitete Notiz bleibt</translation>
    </message>
    <message>
        <source>A copy of another device&apos;s notes: from now on a device of its own</source>
        <translation>Eine Kopie der Notizen eines anderen Geräts: von nun an ein eigenes Gerät</translation>
    </message>
    <message>
        <source>Whether sync is paused could not be read: it is, until you resume it</source>
        <translation>Ob der Abgleich pausiert, ließ sich nicht lesen: Er pausiert, bis Sie ihn fortsetzen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) removed or replaced elsewhere: “Deleted notes…” has them</source>
        <translation>
            <numerusform>%Ln Notiz anderswo entfernt oder ersetzt: „Gelöschte Notizen …“ hat sie</numerusform>
            <numerusform>%Ln Notizen anderswo entfernt oder ersetzt: „Gelöschte Notizen …“ hat sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server wants %Ln note(s) removed or replaced: they stay until you agree</source>
        <translation>
            <numerusform>Der Server will %Ln Notiz entfernen oder ersetzen: sie bleibt, bis Sie zustimmen</numerusform>
            <numerusform>Der Server will %Ln Notizen entfernen oder ersetzen: sie bleiben, bis Sie zustimmen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::AlertWords</name>
    <message numerus="yes">
        <source>Much is waiting most of the time: up to %Ln change(s)</source>
        <translation>
            <numerusform>Meistens wartet viel: bis zu %Ln Änderung</numerusform>
            <numerusform>Meistens wartet viel: bis zu %Ln Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Something has waited to be sent for %Ln hour(s)</source>
        <translation>
            <numerusform>Etwas wartet seit %Ln Stunde darauf, gesendet zu werden</numerusform>
            <numerusform>Etwas wartet seit %Ln Stunden darauf, gesendet zu werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) could not be sent and need(s) attention</source>
        <translation>
            <numerusform>%Ln Änderung konnte nicht gesendet werden und braucht Aufmerksamkeit</numerusform>
            <numerusform>%Ln Änderungen konnten nicht gesendet werden und brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the last 20 tries to sync, %1 % went through. Everything is saved on this computer.</source>
        <translation>Von den letzten 20 Versuchen zu synchronisieren gelangen %1 %. Alles ist auf diesem Computer gespeichert.</translation>
    </message>
</context>
<context>
    <name>cairn::Application</name>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) imported</source>
        <translation>
            <numerusform>%Ln Notiz importiert</numerusform>
            <numerusform>%Ln Notizen importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln already here</source>
        <translation>
            <numerusform>, %Ln schon vorhanden</numerusform>
            <numerusform>, %Ln schon vorhanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln left out</source>
        <translation>
            <numerusform>, %Ln ausgelassen</numerusform>
            <numerusform>, %Ln ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>“%1” could not be imported: %2</source>
        <translation>„%1“ konnte nicht importiert werden: %2</translation>
    </message>
    <message>
        <source>The welcome note is gone: it was only for this computer, and you had written nothing into it.</source>
        <translation>Die Willkommensnotiz ist weg: Sie galt nur für diesen Computer, und Sie hatten nichts hineingeschrieben.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Of “%1” something was left out</source>
        <translation>Aus „%1“ wurde etwas ausgelassen</translation>
    </message>
    <message>
        <source>“%1” was left out</source>
        <translation>„%1“ wurde ausgelassen</translation>
    </message>
    <message>
        <source>“%1” was read as %2</source>
        <translation>„%1“ wurde als %2 gelesen</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>problems of an import</comment>
        <translation>
            <numerusform>und %Ln weitere</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>A link leads to “%1”</source>
        <translation>Ein Link führt zu „%1“</translation>
    </message>
    <message>
        <source>Another program asks for a new note</source>
        <translation>Ein anderes Programm bittet um eine neue Notiz</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>The password could not be kept in this computer’s password store: Cairn will ask for it again at its next start.</source>
        <translation>Das Passwort konnte nicht im Passwortspeicher dieses Computers aufbewahrt werden: Cairn fragt beim nächsten Start noch einmal danach.</translation>
    </message>
    <message>
        <source>The password was not kept: this computer’s password store stayed locked. Cairn will ask for it again at its next start.</source>
        <translation>Das Passwort wurde nicht behalten: Der Passwortspeicher dieses Computers blieb gesperrt. Cairn fragt beim nächsten Start wieder danach.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>cairn::BulkUndo</name>
    <message>
        <source>That did not work: %1.</source>
        <translation>Das hat nicht geklappt: %1.</translation>
    </message>
    <message>
        <source>%1. That did not work for others: %2.</source>
        <comment>3 notes are as they were, why</comment>
        <translation>%1. Bei anderen hat es nicht geklappt: %2.</translation>
    </message>
</context>
<context>
    <name>cairn::CommandController</name>
    <message>
        <source>Split</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Link to “%1” copied</source>
        <translation>Link zu „%1“ kopiert</translation>
    </message>
    <message>
        <source>No notebook</source>
        <translation>Kein Notizbuch</translation>
    </message>
    <message>
        <source>Move to notebook</source>
        <translation>In Notizbuch verschieben</translation>
    </message>
    <message>
        <source>New notebook “%1”</source>
        <translation>Neues Notizbuch „%1“</translation>
    </message>
    <message>
        <source>A notebook cannot have this name</source>
        <translation>So kann ein Notizbuch nicht heißen</translation>
    </message>
    <message>
        <source>Jump to note</source>
        <translation>Zu Notiz springen</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>Run a command</source>
        <translation>Befehl ausführen</translation>
    </message>
    <message numerus="yes">
        <source>Tag %Ln note(s)</source>
        <translation>
            <numerusform>%Ln Notiz mit Schlagwort versehen</numerusform>
            <numerusform>%Ln Notizen mit Schlagwort versehen</numerusform>
        </translation>
    </message>
    <message>
        <source>New tag “%1”</source>
        <translation>Neues Schlagwort „%1“</translation>
    </message>
</context>
<context>
    <name>cairn::ConflictCard</name>
    <message>
        <source>Show both versions</source>
        <translation>Beide Fassungen zeigen</translation>
    </message>
    <message>
        <source>Nothing at this place</source>
        <translation>Nichts an dieser Stelle</translation>
    </message>
    <message>
        <source>This text was removed here</source>
        <translation>Dieser Text wurde hier entfernt</translation>
    </message>
    <message>
        <source>Not known on this device</source>
        <translation>Auf diesem Gerät nicht bekannt</translation>
    </message>
    <message>
        <source>%1 (key %2)</source>
        <comment>what a button does</comment>
        <translation>%1 (Taste %2)</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Keep both texts, %1</source>
        <translation>Beide Texte behalten, %1</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the text, %1</source>
        <translation>Text bearbeiten, %1</translation>
    </message>
    <message>
        <source>Swap order</source>
        <translation>Reihenfolge tauschen</translation>
    </message>
    <message>
        <source>Swap the order of both texts, %1</source>
        <translation>Reihenfolge beider Texte tauschen, %1</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>place %1 of %2</source>
        <translation>Stelle %1 von %2</translation>
    </message>
    <message>
        <source>Your text, %1</source>
        <translation>Ihr Text, %1</translation>
    </message>
    <message>
        <source>(This text is left out.)</source>
        <translation>(Dieser Text entfällt.)</translation>
    </message>
    <message>
        <source>What the note gets, %1</source>
        <translation>Was in die Notiz kommt, %1</translation>
    </message>
</context>
<context>
    <name>cairn::ConflictColumn</name>
    <message>
        <source>Text without differences</source>
        <translation>Text ohne Unterschiede</translation>
    </message>
</context>
<context>
    <name>cairn::ConflictDialog</name>
    <message>
        <source>Review two versions</source>
        <translation>Zwei Fassungen prüfen</translation>
    </message>
    <message>
        <source>One column</source>
        <translation>Eine Spalte</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Three panes</source>
        <translation>Drei Spalten</translation>
    </message>
    <message>
        <source>Everything else is already combined. Underlined words are only in that version.</source>
        <translation>Alles andere ist schon zusammengeführt. Unterstrichene Wörter stehen nur in dieser Fassung.</translation>
    </message>
    <message>
        <source>Decide whether the note is kept or deleted. Below is the edited text.</source>
        <translation>Entscheiden Sie, ob die Notiz bleibt oder gelöscht wird. Unten steht der bearbeitete Text.</translation>
    </message>
    <message>
        <source>The last version both had is not known here, so every difference is shown. Underlined words are only in that version.</source>
        <translation>Die letzte gemeinsame Fassung ist hier nicht bekannt, darum wird jeder Unterschied gezeigt. Unterstrichene Wörter stehen nur in dieser Fassung.</translation>
    </message>
    <message>
        <source>Make the window wider to see this</source>
        <translation>Dafür muss das Fenster breiter sein</translation>
    </message>
    <message>
        <source>This note was changed meanwhile. What you decided is kept where it still fits; new places are marked “New”.</source>
        <translation>Diese Notiz wurde inzwischen geändert. Ihre Entscheidungen bleiben, wo sie noch passen; neue Stellen sind mit „Neu“ markiert.</translation>
    </message>
    <message>
        <source>Whole texts</source>
        <translation>Ganze Texte</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>device, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>Review %Ln versions</source>
        <translation>
            <numerusform>%Ln Fassung prüfen</numerusform>
            <numerusform>%Ln Fassungen prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 You can still look at what you decided here, then close this window.</source>
        <translation>%1 Sie können noch ansehen, was Sie hier entschieden haben; schließen Sie dann dieses Fenster.</translation>
    </message>
    <message>
        <source>%1 What you wrote here is in the note’s history. You can still copy it or go on, then close this window.</source>
        <translation>%1 Was Sie hier geschrieben haben, steht im Verlauf der Notiz. Sie können es noch kopieren oder weiterschreiben; schließen Sie dann dieses Fenster.</translation>
    </message>
    <message>
        <source>%1 What you wrote here could not be saved. Copy it before you close this window.</source>
        <translation>%1 Was Sie hier geschrieben haben, konnte nicht gespeichert werden. Kopieren Sie es, bevor Sie dieses Fenster schließen.</translation>
    </message>
    <message>
        <source>%1 What you wrote here is kept: “Deleted notes…” brings the note back with it. You can still copy it or go on, then close this window.</source>
        <translation>%1 Was Sie hier geschrieben haben, ist aufgehoben: „Gelöschte Notizen …“ bringt die Notiz damit zurück. Sie können es noch kopieren oder weiterschreiben und dann dieses Fenster schließen.</translation>
    </message>
    <message>
        <source>%1 What you wrote here is a note of its own now. You can still copy it or go on, then close this window.</source>
        <translation>%1 Was Sie hier geschrieben haben, ist jetzt eine eigene Notiz. Sie können es noch kopieren oder weiterschreiben und dann dieses Fenster schließen.</translation>
    </message>
</context>
<context>
    <name>cairn::ConflictFooter</name>
    <message>
        <source>Keep a whole version</source>
        <translation>Eine ganze Fassung behalten</translation>
    </message>
    <message>
        <source>Keep a whole version …</source>
        <translation>Eine ganze Fassung behalten …</translation>
    </message>
    <message>
        <source>Undo (%1)</source>
        <translation>Rückgängig (%1)</translation>
    </message>
    <message>
        <source>Redo (%1)</source>
        <translation>Wiederholen (%1)</translation>
    </message>
    <message>
        <source>Previous open place (Shift+F8)</source>
        <translation>Vorige offene Stelle (Umschalt+F8)</translation>
    </message>
    <message>
        <source>Next open place (F8)</source>
        <translation>Nächste offene Stelle (F8)</translation>
    </message>
    <message>
        <source>Finish later</source>
        <translation>Später fertigstellen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>The versions fit together</source>
        <translation>Die Fassungen passen zusammen</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %Ln more note(s) to review</source>
        <translation>
            <numerusform>%1 · noch %Ln Notiz zu prüfen</numerusform>
            <numerusform>%1 · noch %Ln Notizen zu prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide every place first</source>
        <translation>Erst alle Stellen entscheiden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>cairn::ConflictWords</name>
    <message>
        <source>Untitled note</source>
        <translation>Notiz ohne Titel</translation>
    </message>
    <message>
        <source>Two versions of “%1”</source>
        <translation>Zwei Fassungen von „%1“</translation>
    </message>
    <message numerus="yes">
        <source>%Ln version(s) of “%1”</source>
        <translation>
            <numerusform>%Ln Fassung von „%1“</numerusform>
            <numerusform>%Ln Fassungen von „%1“</numerusform>
        </translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>heute um %1</translation>
    </message>
    <message>
        <source>yesterday at %1</source>
        <translation>gestern um %1</translation>
    </message>
    <message>
        <source>on %1 at %2</source>
        <comment>date, time</comment>
        <translation>am %1 um %2</translation>
    </message>
    <message>
        <source>You deleted it on this device %1.</source>
        <translation>Sie haben sie auf diesem Gerät %1 gelöscht.</translation>
    </message>
    <message>
        <source>You edited it on this device %1.</source>
        <translation>Sie haben sie auf diesem Gerät %1 bearbeitet.</translation>
    </message>
    <message>
        <source>It was also deleted on this device %1.</source>
        <translation>Sie wurde auch auf diesem Gerät %1 gelöscht.</translation>
    </message>
    <message>
        <source>It was also edited on this device %1.</source>
        <translation>Sie wurde auch auf diesem Gerät %1 bearbeitet.</translation>
    </message>
    <message>
        <source>another device</source>
        <translation>einem anderen Gerät</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>It was deleted on %1 %2.</source>
        <comment>device, time</comment>
        <translation>Sie wurde auf %1 %2 gelöscht.</translation>
    </message>
    <message>
        <source>It was edited on %1 %2.</source>
        <comment>device, time</comment>
        <translation>Sie wurde auf %1 %2 bearbeitet.</translation>
    </message>
    <message>
        <source>It was also deleted on %1 %2.</source>
        <comment>device, time</comment>
        <translation>Sie wurde auch auf %1 %2 gelöscht.</translation>
    </message>
    <message>
        <source>It was also edited on %1 %2.</source>
        <comment>device, time</comment>
        <translation>Sie wurde auch auf %1 %2 bearbeitet.</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Dieses Gerät</translation>
    </message>
    <message>
        <source>Other device</source>
        <translation>Anderes Gerät</translation>
    </message>
    <message>
        <source>Other device (%1)</source>
        <translation>Anderes Gerät (%1)</translation>
    </message>
    <message>
        <source>This device (written on %1)</source>
        <translation>Dieses Gerät (geschrieben auf %1)</translation>
    </message>
    <message>
        <source>Other version (from this device)</source>
        <translation>Andere Fassung (von diesem Gerät)</translation>
    </message>
    <message>
        <source>Last version both had</source>
        <translation>Letzte gemeinsame Fassung</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>No text</source>
        <translation>Kein Text</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln decided</source>
        <translation>
            <numerusform>%1 von %Ln entschieden</numerusform>
            <numerusform>%1 von %Ln entschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>The note is deleted on all devices. The other version stays in its history.</source>
        <translation>Die Notiz wird auf allen Geräten gelöscht. Die andere Fassung bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>The note stays as this device shows it, on all devices. The rest stays in its history.</source>
        <translation>Die Notiz bleibt auf allen Geräten so, wie dieses Gerät sie zeigt. Die übrigen Fassungen bleiben im Verlauf.</translation>
    </message>
    <message>
        <source>The note becomes the other version, on all devices. The rest stays in its history.</source>
        <translation>Die Notiz wird auf allen Geräten zur anderen Fassung. Die übrigen Fassungen bleiben im Verlauf.</translation>
    </message>
    <message>
        <source>The note stays as this device shows it, on all devices. The other version stays in its history.</source>
        <translation>Die Notiz bleibt auf allen Geräten so, wie dieses Gerät sie zeigt. Die andere Fassung bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>The note is deleted on all devices. This device’s version stays in its history.</source>
        <translation>Die Notiz wird auf allen Geräten gelöscht. Die Fassung dieses Geräts bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>The note becomes what the other device wrote, on all devices. This device’s version stays in its history.</source>
        <translation>Die Notiz wird auf allen Geräten zu dem, was das andere Gerät schrieb. Die Fassung dieses Geräts bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>This note stays as this device shows it, and the other version becomes a second note of its own.</source>
        <translation>Diese Notiz bleibt so, wie dieses Gerät sie zeigt; die andere Fassung wird eine eigene zweite Notiz.</translation>
    </message>
    <message numerus="yes">
        <source>Too many versions (%Ln) of “%1”: the newest are shown</source>
        <translation>
            <numerusform>Zu viele Fassungen (%Ln) von „%1“: die neuesten sind zu sehen</numerusform>
            <numerusform>Zu viele Fassungen (%Ln) von „%1“: die neuesten sind zu sehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many versions (%Ln) of this note. Go on writing, decide when you like.</source>
        <translation>
            <numerusform>Zu viele Fassungen (%Ln) dieser Notiz. Schreiben Sie weiter, entscheiden Sie, wann Sie mögen.</numerusform>
            <numerusform>Zu viele Fassungen (%Ln) dieser Notiz. Schreiben Sie weiter, entscheiden Sie, wann Sie mögen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln versions of this note. Go on writing, decide when you like.</source>
        <translation>
            <numerusform>%Ln Fassung dieser Notiz. Schreiben Sie weiter, entscheiden Sie, wann Sie mögen.</numerusform>
            <numerusform>%Ln Fassungen dieser Notiz. Schreiben Sie weiter, entscheiden Sie, wann Sie mögen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Two versions of this note. Go on writing, decide when you like.</source>
        <translation>Zwei Fassungen dieser Notiz. Schreiben Sie weiter, entscheiden Sie, wann Sie mögen.</translation>
    </message>
    <message>
        <source>This note becomes what the other device wrote, and this device’s version becomes a second note of its own.</source>
        <translation>Diese Notiz wird, was das andere Gerät geschrieben hat, und die Fassung dieses Geräts wird eine zweite, eigene Notiz.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is left out: one version stays in this note, and %Ln other(s) will be notes of their own.</source>
        <translation>
            <numerusform>Nichts fällt weg: Eine Fassung bleibt in dieser Notiz, und %Ln andere wird eine eigene Notiz.</numerusform>
            <numerusform>Nichts fällt weg: Eine Fassung bleibt in dieser Notiz, und %Ln andere werden eigene Notizen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The note is deleted on all devices. The version shown here stays in its history.</source>
        <translation>Die Notiz wird auf allen Geräten gelöscht. Die hier gezeigte Fassung bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>The note becomes the other version, on all devices. The version shown here stays in its history.</source>
        <translation>Die Notiz wird auf allen Geräten zur anderen Fassung. Die hier gezeigte Fassung bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>This note becomes the other version, and the version shown here becomes a second note of its own.</source>
        <translation>Diese Notiz wird zur anderen Fassung, und die hier gezeigte Fassung wird eine zweite, eigene Notiz.</translation>
    </message>
    <message>
        <source>this device, before a backup was restored,</source>
        <translation>diesem Gerät, bevor eine Sicherung zurückgespielt wurde,</translation>
    </message>
    <message>
        <source>This device, before the restore</source>
        <translation>Dieses Gerät, vor dem Zurückspielen</translation>
    </message>
</context>
<context>
    <name>cairn::ConnectionWords</name>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Your notes will be kept in step with this server.</source>
        <translation>Ihre Notizen werden mit diesem Server abgeglichen.</translation>
    </message>
    <message>
        <source>There are no notes on this server yet. A place for them will be made.</source>
        <translation>Auf diesem Server sind noch keine Notizen. Ein Platz für sie wird angelegt.</translation>
    </message>
    <message>
        <source>This is not a complete address</source>
        <translation>Das ist keine vollständige Adresse</translation>
    </message>
    <message>
        <source>It starts with https:// and ends with the name of the database, like https://server.example/notes.</source>
        <translation>Sie beginnt mit https:// und endet mit dem Namen der Datenbank, etwa https://server.example/notes.</translation>
    </message>
    <message>
        <source>There is no server of this name</source>
        <translation>Einen Server dieses Namens gibt es nicht</translation>
    </message>
    <message>
        <source>Check the spelling of the address. Without a network no name can be found either.</source>
        <translation>Prüfen Sie die Schreibweise der Adresse. Auch ohne Netz lässt sich kein Name finden.</translation>
    </message>
    <message>
        <source>The server does not answer</source>
        <translation>Der Server antwortet nicht</translation>
    </message>
    <message>
        <source>You may be offline, the server may be switched off, or a firewall is in between.</source>
        <translation>Vielleicht sind Sie offline, der Server ist ausgeschaltet, oder eine Firewall steht dazwischen.</translation>
    </message>
    <message>
        <source>The connection is not safe</source>
        <translation>Die Verbindung ist nicht sicher</translation>
    </message>
    <message>
        <source>The server&apos;s certificate cannot be trusted, so nothing was sent, not even your password.</source>
        <translation>Dem Zertifikat des Servers ist nicht zu trauen. Darum wurde nichts gesendet, auch nicht Ihr Passwort.</translation>
    </message>
    <message>
        <source>This address is not encrypted</source>
        <translation>Diese Adresse ist nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Anybody on the way could read your notes and your password. Use an address that starts with https://.</source>
        <translation>Jeder auf dem Weg könnte Ihre Notizen und Ihr Passwort lesen. Nehmen Sie eine Adresse, die mit https:// beginnt.</translation>
    </message>
    <message>
        <source>Something answers, but it cannot keep notes</source>
        <translation>Etwas antwortet, kann aber keine Notizen aufbewahren</translation>
    </message>
    <message>
        <source>The server at this address is not a CouchDB server. Check the address and the port.</source>
        <translation>Der Server unter dieser Adresse ist kein CouchDB-Server. Prüfen Sie Adresse und Port.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first</source>
        <translation>Dieses Netz verlangt zuerst eine Anmeldung</translation>
    </message>
    <message>
        <source>Open a web browser, sign in to the network (hotel, train, airport …), then try again.</source>
        <translation>Öffnen Sie einen Browser, melden Sie sich im Netz an (Hotel, Zug, Flughafen …) und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>User name or password is wrong</source>
        <translation>Benutzername oder Passwort ist falsch</translation>
    </message>
    <message>
        <source>Passwords tell upper and lower case apart.</source>
        <translation>Bei Passwörtern zählt Groß- und Kleinschreibung.</translation>
    </message>
    <message>
        <source>The server has locked this account for a while</source>
        <translation>Der Server hat dieses Konto für eine Weile gesperrt</translation>
    </message>
    <message>
        <source>That happens after several wrong passwords. Wait some minutes, then try again.</source>
        <translation>Das geschieht nach mehreren falschen Passwörtern. Warten Sie einige Minuten und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This account may not use these notes</source>
        <translation>Dieses Konto darf diese Notizen nicht benutzen</translation>
    </message>
    <message>
        <source>The password is right. Ask whoever runs the server to make you a member of the database.</source>
        <translation>Das Passwort stimmt. Bitten Sie die Verwaltung des Servers, Sie als Mitglied der Datenbank einzutragen.</translation>
    </message>
    <message>
        <source>There is no such database, and this account may not make one</source>
        <translation>Diese Datenbank gibt es nicht, und dieses Konto darf keine anlegen</translation>
    </message>
    <message>
        <source>Check the last part of the address, or ask whoever runs the server to make it.</source>
        <translation>Prüfen Sie den letzten Teil der Adresse, oder bitten Sie die Verwaltung des Servers, sie anzulegen.</translation>
    </message>
    <message>
        <source>The server has a problem</source>
        <translation>Der Server hat ein Problem</translation>
    </message>
    <message>
        <source>It answers, but with an error of its own. Try again later.</source>
        <translation>Er antwortet, aber mit einem eigenen Fehler. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The server does not speak https here</source>
        <translation>Der Server spricht hier kein https</translation>
    </message>
    <message>
        <source>At this address and port it answers without encryption, so nothing was sent, not even your password. Check the port; encrypted servers often use 443 or 6984.</source>
        <translation>Unter dieser Adresse und diesem Port antwortet er unverschlüsselt, deshalb wurde nichts gesendet, auch nicht Ihr Passwort. Prüfen Sie den Port; verschlüsselte Server verwenden oft 443 oder 6984.</translation>
    </message>
</context>
<context>
    <name>cairn::DeletedNotesDialog</name>
    <message>
        <source>&amp;Restore note</source>
        <translation>Notiz &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>Deleted notes</source>
        <translation>Gelöschte Notizen</translation>
    </message>
    <message>
        <source>Find by title</source>
        <translation>Nach Titel suchen</translation>
    </message>
    <message>
        <source>Deleted notes, last deleted first</source>
        <translation>Gelöschte Notizen, zuletzt gelöschte zuerst</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The history could not be read: %1.</source>
        <translation>Der Verlauf konnte nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <comment>when</comment>
        <translation>Gelöscht: %1</translation>
    </message>
    <message>
        <source>No deleted note is in the history of this computer.</source>
        <translation>Im Verlauf dieses Computers ist keine gelöschte Notiz.</translation>
    </message>
    <message>
        <source>A restored note comes back on all your devices.</source>
        <translation>Eine wiederhergestellte Notiz kommt auf allen Ihren Geräten zurück.</translation>
    </message>
    <message>
        <source>As it was last</source>
        <translation>Wie sie zuletzt war</translation>
    </message>
    <message>
        <source>As it was last, written on %1</source>
        <translation>Wie sie zuletzt war, geschrieben auf %1</translation>
    </message>
    <message>
        <source>Deleted by sync: %1</source>
        <comment>when</comment>
        <translation>Vom Abgleich gelöscht: %1</translation>
    </message>
    <message>
        <source>Moved to the trash by sync: %1</source>
        <comment>when</comment>
        <translation>Vom Abgleich in den Papierkorb gelegt: %1</translation>
    </message>
    <message>
        <source>Emptied or written over by sync: %1</source>
        <comment>when</comment>
        <translation>Vom Abgleich geleert oder überschrieben: %1</translation>
    </message>
    <message>
        <source>Shortened by sync: %1</source>
        <comment>when</comment>
        <translation>Vom Abgleich gekürzt: %1</translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days sync took away %Ln note(s) that were on this computer.</source>
        <translation>
            <numerusform>In den letzten 7 Tagen hat der Abgleich %Ln Notiz weggenommen, die auf diesem Computer war.</numerusform>
            <numerusform>In den letzten 7 Tagen hat der Abgleich %Ln Notizen weggenommen, die auf diesem Computer waren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Given up before it was sent: %1</source>
        <comment>when</comment>
        <translation>Vor dem Senden verworfen: %1</translation>
    </message>
    <message>
        <source>&amp;Take all back</source>
        <translation>&amp;Alle zurückholen</translation>
    </message>
    <message>
        <source>This text could not be read: %1.</source>
        <translation>Dieser Text konnte nicht gelesen werden: %1.</translation>
    </message>
</context>
<context>
    <name>cairn::ErrorWords</name>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the notes are in use by another program for a moment</source>
        <translation>ein anderes Programm benutzt die Notizen gerade</translation>
    </message>
    <message>
        <source>a newer Cairn has changed these notes</source>
        <translation>ein neueres Cairn hat diese Notizen geändert</translation>
    </message>
    <message>
        <source>the notes on this computer are locked or damaged</source>
        <translation>die Notizen auf diesem Computer sind gesperrt oder beschädigt</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>es ist nicht mehr da</translation>
    </message>
    <message>
        <source>it is too large or contains something that cannot be stored</source>
        <translation>es ist zu groß oder enthält etwas, das sich nicht speichern lässt</translation>
    </message>
    <message>
        <source>it has changed in the meantime</source>
        <translation>es hat sich inzwischen geändert</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>der Datenträger meldet einen Fehler</translation>
    </message>
    <message>
        <source>The server wants you to sign in again.</source>
        <translation>Der Server verlangt eine neue Anmeldung.</translation>
    </message>
    <message>
        <source>This account may not change this on the server.</source>
        <translation>Dieses Konto darf das auf dem Server nicht ändern.</translation>
    </message>
    <message>
        <source>There was no connection.</source>
        <translation>Es bestand keine Verbindung.</translation>
    </message>
    <message>
        <source>The server was busy or unreachable.</source>
        <translation>Der Server war beschäftigt oder nicht erreichbar.</translation>
    </message>
    <message>
        <source>It could not be sent: %1.</source>
        <translation>Nicht gesendet: %1.</translation>
    </message>
    <message>
        <source>It is too large for the server.</source>
        <translation>Es ist zu groß für den Server.</translation>
    </message>
    <message>
        <source>The server does not accept it.</source>
        <translation>Der Server nimmt es nicht an.</translation>
    </message>
    <message>
        <source>A file that belongs to it is not on the server any more.</source>
        <translation>Eine zugehörige Datei ist nicht mehr auf dem Server.</translation>
    </message>
    <message>
        <source>the folder of your notes cannot be written</source>
        <translation>in den Ordner Ihrer Notizen kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the text of this note is damaged on the disk; the command “cairn-cli doctor” says more</source>
        <translation>der Text dieser Notiz ist auf dem Datenträger beschädigt; der Befehl „cairn-cli doctor“ sagt mehr</translation>
    </message>
</context>
<context>
    <name>cairn::FileController</name>
    <message>
        <source>Save a copy</source>
        <translation>Kopie speichern</translation>
    </message>
    <message>
        <source>Copy saved</source>
        <translation>Kopie gespeichert</translation>
    </message>
    <message>
        <source>The copy could not be saved: %1</source>
        <translation>Die Kopie konnte nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>Import notes</source>
        <translation>Notizen importieren</translation>
    </message>
    <message>
        <source>Markdown and text (*.md *.markdown *.txt)</source>
        <translation>Markdown und Text (*.md *.markdown *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>cairn::FindBar</name>
    <message>
        <source>Find in this note</source>
        <translation>In dieser Notiz suchen</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Previous match (Shift+F3)</source>
        <translation>Voriger Treffer (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next match (F3)</source>
        <translation>Nächster Treffer (F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace this match</source>
        <translation>Diesen Treffer ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Replace all matches in this note</source>
        <translation>Alle Treffer in dieser Notiz ersetzen</translation>
    </message>
    <message>
        <source>Not a valid expression</source>
        <translation>Kein gültiger Ausdruck</translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced</source>
        <translation>
            <numerusform>%Ln ersetzt</numerusform>
            <numerusform>%Ln ersetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
</context>
<context>
    <name>cairn::FoldedText</name>
    <message numerus="yes">
        <source>Show %Ln more line(s)</source>
        <translation>
            <numerusform>Noch %Ln Zeile zeigen</numerusform>
            <numerusform>Noch %Ln Zeilen zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::HistoryDialog</name>
    <message>
        <source>&amp;Restore this version</source>
        <translation>Diese Fassung &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>Writes it as a new version. What is there now stays in the history.</source>
        <translation>Schreibt sie als neue Fassung. Was jetzt da ist, bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Versions, newest first</source>
        <translation>Fassungen, neueste zuerst</translation>
    </message>
    <message>
        <source>Choose two with Ctrl to compare them</source>
        <translation>Mit Strg zwei wählen, um sie zu vergleichen</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>&amp;Vergleichen mit</translation>
    </message>
    <message>
        <source>The history could not be read: %1.</source>
        <translation>Der Verlauf konnte nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>History of “%1”</source>
        <translation>Verlauf von „%1“</translation>
    </message>
    <message>
        <source>History of a deleted note</source>
        <translation>Verlauf einer gelöschten Notiz</translation>
    </message>
    <message>
        <source>Now · %1</source>
        <translation>Jetzt · %1</translation>
    </message>
    <message>
        <source>Written on %1</source>
        <translation>Geschrieben auf %1</translation>
    </message>
    <message>
        <source>nothing: only read it</source>
        <translation>nichts: nur lesen</translation>
    </message>
    <message>
        <source>the version before it</source>
        <translation>der Fassung davor</translation>
    </message>
    <message>
        <source>the version that is there now</source>
        <translation>der Fassung, die jetzt da ist</translation>
    </message>
    <message>
        <source>This version could not be read: %1.</source>
        <translation>Diese Fassung konnte nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>&amp;Restore the version of %1</source>
        <comment>time</comment>
        <translation>Fassung von %1 &amp;wiederherstellen</translation>
    </message>
</context>
<context>
    <name>cairn::HistoryFlow</name>
    <message>
        <source>It is the same as what is there now</source>
        <translation>Sie ist gleich dem, was jetzt da ist</translation>
    </message>
    <message>
        <source>That did not work: %1.</source>
        <translation>Das hat nicht geklappt: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) are back</source>
        <translation>
            <numerusform>%Ln Notiz ist wieder da</numerusform>
            <numerusform>%Ln Notizen sind wieder da</numerusform>
        </translation>
    </message>
    <message>
        <source>The version of “%1” is restored</source>
        <translation>Die Version von „%1“ ist wiederhergestellt</translation>
    </message>
    <message>
        <source>“%1” is back</source>
        <translation>„%1“ ist wieder da</translation>
    </message>
    <message>
        <source>Your version of “%1” is back. The other device’s words are in the history.</source>
        <translation>Ihre Version von „%1“ ist wieder da. Die Worte des anderen Geräts stehen im Verlauf.</translation>
    </message>
    <message>
        <source>Undoing: %L1 of %L2</source>
        <translation>Wird zurückgenommen: %L1 von %L2</translation>
    </message>
    <message>
        <source>Taking back: %L1 of %L2</source>
        <translation>Wird zurückgeholt: %L1 von %L2</translation>
    </message>
    <message>
        <source>%1. The others are not: %2.</source>
        <translation>%1. Die anderen nicht: %2.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>A backup was restored: what was taken back before that is as it is in the backup.</source>
        <translation>Eine Sicherung wurde zurückgespielt: Was vorher zurückgeholt wurde, ist, wie es in der Sicherung ist.</translation>
    </message>
    <message>
        <source>%1. “%2” is not: %3.</source>
        <translation>%1. „%2“ nicht: %3.</translation>
    </message>
    <message numerus="yes">
        <source>%1. “%2” and %Ln other note(s) are not: %3.</source>
        <translation>
            <numerusform>%1. „%2“ und %Ln andere Notiz nicht: %3.</numerusform>
            <numerusform>%1. „%2“ und %Ln andere Notizen nicht: %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) removed again</source>
        <translation>
            <numerusform>%Ln Notiz wieder entfernt</numerusform>
            <numerusform>%Ln Notizen wieder entfernt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::HistoryWords</name>
    <message>
        <source>Written here</source>
        <translation>Hier geschrieben</translation>
    </message>
    <message>
        <source>Merged with the version of another device</source>
        <translation>Mit der Fassung eines anderen Geräts zusammengeführt</translation>
    </message>
    <message>
        <source>Merged with the version of %1</source>
        <translation>Mit der Fassung von %1 zusammengeführt</translation>
    </message>
    <message>
        <source>Decided between versions</source>
        <translation>Zwischen Fassungen entschieden</translation>
    </message>
    <message>
        <source>Restored from the history</source>
        <translation>Aus dem Verlauf wiederhergestellt</translation>
    </message>
    <message>
        <source>Received from another device</source>
        <translation>Von einem anderen Gerät erhalten</translation>
    </message>
    <message>
        <source>Received from %1</source>
        <translation>Von %1 erhalten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>time, what happened</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Merged with another device’s version</source>
        <translation>Mit der Fassung eines anderen Geräts zusammengeführt</translation>
    </message>
    <message>
        <source>Merged with another device’s version, %1</source>
        <comment>time</comment>
        <translation>Mit der Fassung eines anderen Geräts zusammengeführt, %1</translation>
    </message>
    <message>
        <source>Merged with another device’s version, %1 (%2)</source>
        <comment>time, device</comment>
        <translation>Mit der Fassung eines anderen Geräts zusammengeführt, %1 (%2)</translation>
    </message>
    <message>
        <source>the notebook</source>
        <translation>das Notizbuch</translation>
    </message>
    <message>
        <source>pinned or not</source>
        <translation>angeheftet oder nicht</translation>
    </message>
    <message>
        <source>emergency or not</source>
        <translation>Notfall oder nicht</translation>
    </message>
    <message>
        <source>the colour</source>
        <translation>die Farbe</translation>
    </message>
    <message>
        <source>in the trash or not</source>
        <translation>im Papierkorb oder nicht</translation>
    </message>
    <message>
        <source>The words are the same. What differs: %1.</source>
        <translation>Der Text ist gleich. Verschieden: %1.</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>Decided on another device</source>
        <translation>Auf einem anderen Gerät entschieden</translation>
    </message>
    <message>
        <source>Decided on %1</source>
        <translation>Entschieden auf %1</translation>
    </message>
    <message>
        <source>Typed in a review that was decided without it</source>
        <translation>In einer Prüfung geschrieben, die ohne diesen Text entschieden wurde</translation>
    </message>
    <message>
        <source>Its text is damaged on the disk</source>
        <translation>Ihr Text ist auf dem Datenträger beschädigt</translation>
    </message>
</context>
<context>
    <name>cairn::LinkController</name>
    <message>
        <source>There is no note “%1”</source>
        <translation>Eine Notiz „%1“ gibt es nicht</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Not pasted into “%1”: a line of it is too long to be edited</source>
        <translation>Nicht in „%1“ eingefügt: Eine Zeile davon ist zu lang zum Bearbeiten</translation>
    </message>
    <message>
        <source>Paste in shorter lines</source>
        <translation>In kürzeren Zeilen einfügen</translation>
    </message>
    <message>
        <source>Not pasted: “%1” could not be opened</source>
        <translation>Nicht eingefügt: „%1“ konnte nicht geöffnet werden</translation>
    </message>
</context>
<context>
    <name>cairn::LinkQuestion</name>
    <message>
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>This link opens %1</source>
        <comment>host</comment>
        <translation>Dieser Link öffnet %1</translation>
    </message>
    <message>
        <source>It is written as “%1”. Open it only if you know where it leads:
%2</source>
        <translation>Geschrieben steht „%1“. Öffnen Sie ihn nur, wenn Sie wissen, wohin er führt:
%2</translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>host</comment>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>cairn::ListPane</name>
    <message>
        <source>Results for “%1”</source>
        <translation>Treffer für „%1“</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>Nichts gefunden für „%1“</translation>
    </message>
    <message>
        <source>Try fewer or shorter words. #tag, notebook:name, is:pinned and -word narrow a search.</source>
        <translation>Versuchen Sie weniger oder kürzere Wörter. #Stichwort, notebook:Name, is:pinned und -Wort grenzen ein.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>No emergency notes</source>
        <translation>Keine Notfall-Notizen</translation>
    </message>
    <message>
        <source>Notes with the flag are always kept on this computer, and sent and received before all others.</source>
        <translation>Notizen mit dieser Fahne bleiben immer auf diesem Computer und werden vor allen anderen gesendet und empfangen.</translation>
    </message>
    <message>
        <source>No open tasks</source>
        <translation>Keine offenen Aufgaben</translation>
    </message>
    <message>
        <source>A line that begins with “- [ ]” is a task you can tick.</source>
        <translation>Eine Zeile, die mit „- [ ]“ beginnt, ist eine Aufgabe zum Abhaken.</translation>
    </message>
    <message>
        <source>Nothing to review</source>
        <translation>Nichts zu prüfen</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>Der Papierkorb ist leer</translation>
    </message>
    <message>
        <source>Notes stay here until you delete them for good.</source>
        <translation>Notizen bleiben hier, bis Sie sie endgültig löschen.</translation>
    </message>
    <message>
        <source>This notebook is empty</source>
        <translation>Dieses Notizbuch ist leer</translation>
    </message>
    <message>
        <source>Write a note, or drag notes onto the notebook.</source>
        <translation>Schreiben Sie eine Notiz, oder ziehen Sie Notizen auf das Notizbuch.</translation>
    </message>
    <message>
        <source>No note has this tag</source>
        <translation>Keine Notiz hat dieses Stichwort</translation>
    </message>
    <message>
        <source>Drag notes onto a tag, or add it above their text.</source>
        <translation>Ziehen Sie Notizen auf ein Stichwort, oder tragen Sie es über dem Text ein.</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>Noch keine Notizen</translation>
    </message>
    <message>
        <source>Everything you write is on this computer first.</source>
        <translation>Alles, was Sie schreiben, ist zuerst auf diesem Computer.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln Notiz</numerusform>
            <numerusform>%Ln Notizen</numerusform>
        </translation>
    </message>
    <message>
        <source>Results in the trash for “%1”</source>
        <translation>Treffer im Papierkorb für „%1“</translation>
    </message>
    <message numerus="yes">
        <source>%Ln or more notes</source>
        <translation>
            <numerusform>%Ln oder mehr Notizen</numerusform>
            <numerusform>%Ln oder mehr Notizen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found in the trash for “%1”</source>
        <translation>Nichts im Papierkorb gefunden für „%1“</translation>
    </message>
</context>
<context>
    <name>cairn::MainActions</name>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>New notebook…</source>
        <translation>Neues Notizbuch …</translation>
    </message>
    <message>
        <source>Duplicate note</source>
        <translation>Notiz verdoppeln</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Restore from trash</source>
        <translation>Aus dem Papierkorb holen</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>Endgültig löschen …</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>Papierkorb leeren …</translation>
    </message>
    <message>
        <source>Move to notebook…</source>
        <translation>In Notizbuch verschieben …</translation>
    </message>
    <message>
        <source>Edit tags</source>
        <translation>Stichwörter bearbeiten</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>Oben anheften</translation>
    </message>
    <message>
        <source>Mark as emergency</source>
        <translation>Als Notfall markieren</translation>
    </message>
    <message>
        <source>Copy link to note</source>
        <translation>Verweis auf Notiz kopieren</translation>
    </message>
    <message>
        <source>Jump to note…</source>
        <translation>Zu Notiz springen …</translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation>Alle Befehle …</translation>
    </message>
    <message>
        <source>Search all notes</source>
        <translation>Alle Notizen durchsuchen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Next note</source>
        <translation>Nächste Notiz</translation>
    </message>
    <message>
        <source>Previous note</source>
        <translation>Vorige Notiz</translation>
    </message>
    <message>
        <source>Go to notebooks</source>
        <translation>Zu den Notizbüchern</translation>
    </message>
    <message>
        <source>Go to note list</source>
        <translation>Zur Notizliste</translation>
    </message>
    <message>
        <source>Go to text</source>
        <translation>Zum Text</translation>
    </message>
    <message>
        <source>Find in note…</source>
        <translation>In Notiz suchen …</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>Suchen und ersetzen …</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verweis</translation>
    </message>
    <message>
        <source>Tick or untick task</source>
        <translation>Aufgabe abhaken oder öffnen</translation>
    </message>
    <message>
        <source>Editor, split or preview</source>
        <translation>Text, geteilt oder Vorschau</translation>
    </message>
    <message>
        <source>Show notebooks</source>
        <translation>Notizbücher zeigen</translation>
    </message>
    <message>
        <source>Sort by last edit</source>
        <translation>Nach letzter Änderung sortieren</translation>
    </message>
    <message>
        <source>Sort by creation</source>
        <translation>Nach Anlegen sortieren</translation>
    </message>
    <message>
        <source>Sort by title</source>
        <translation>Nach Titel sortieren</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Pause sync for 1 hour</source>
        <translation>Abgleich 1 Stunde anhalten</translation>
    </message>
    <message>
        <source>Pause sync until tomorrow</source>
        <translation>Abgleich bis morgen anhalten</translation>
    </message>
    <message>
        <source>Pause sync until resumed</source>
        <translation>Abgleich anhalten, bis er fortgesetzt wird</translation>
    </message>
    <message>
        <source>Resume sync</source>
        <translation>Abgleich fortsetzen</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>Abgleich-Übersicht</translation>
    </message>
    <message>
        <source>Account…</source>
        <translation>Konto …</translation>
    </message>
    <message>
        <source>Review versions…</source>
        <translation>Fassungen prüfen …</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>All shortcuts</source>
        <translation>Alle Tastenkürzel</translation>
    </message>
    <message>
        <source>Undo last action on notes</source>
        <translation>Letzte Aktion mit Notizen rückgängig</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quick note</source>
        <translation>Schnelle Notiz</translation>
    </message>
    <message>
        <source>All notes to review…</source>
        <translation>Alle zu prüfenden Notizen …</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>Verlauf …</translation>
    </message>
    <message>
        <source>Deleted notes…</source>
        <translation>Gelöschte Notizen …</translation>
    </message>
    <message>
        <source>Do what the message offers</source>
        <translation>Tun, was die Meldung anbietet</translation>
    </message>
    <message>
        <source>create add write</source>
        <translation>anlegen erstellen schreiben hinzufügen</translation>
    </message>
    <message>
        <source>create add jot memo</source>
        <translation>anlegen erstellen notieren merken Notizzettel</translation>
    </message>
    <message>
        <source>create add folder</source>
        <translation>anlegen erstellen Ordner hinzufügen</translation>
    </message>
    <message>
        <source>copy clone</source>
        <translation>kopieren Kopie verdoppeln</translation>
    </message>
    <message>
        <source>delete remove bin</source>
        <translation>löschen entfernen wegwerfen Mülleimer</translation>
    </message>
    <message>
        <source>undelete recover bring back</source>
        <translation>zurückholen retten wiederherstellen</translation>
    </message>
    <message>
        <source>erase remove permanently</source>
        <translation>entfernen unwiderruflich vernichten löschen</translation>
    </message>
    <message>
        <source>erase delete remove all bin</source>
        <translation>löschen alles entfernen Mülleimer</translation>
    </message>
    <message>
        <source>folder file</source>
        <translation>Ordner ablegen einsortieren</translation>
    </message>
    <message>
        <source>label keyword category</source>
        <translation>Etikett Stichwort Kategorie Tag</translation>
    </message>
    <message>
        <source>favourite favorite star sticky</source>
        <translation>Favorit merken Stern oben anheften</translation>
    </message>
    <message>
        <source>urgent important priority offline</source>
        <translation>dringend wichtig Vorrang offline</translation>
    </message>
    <message>
        <source>address url share reference</source>
        <translation>Adresse teilen verweisen Verknüpfung</translation>
    </message>
    <message>
        <source>export markdown copy disk</source>
        <translation>exportieren ausgeben speichern Kopie Datei Markdown</translation>
    </message>
    <message>
        <source>open file markdown folder load</source>
        <translation>importieren einlesen laden öffnen Datei Ordner</translation>
    </message>
    <message>
        <source>open find go title</source>
        <translation>öffnen finden gehen Titel</translation>
    </message>
    <message>
        <source>palette actions</source>
        <translation>Palette Aktionen</translation>
    </message>
    <message>
        <source>find filter look for</source>
        <translation>finden filtern durchsuchen</translation>
    </message>
    <message>
        <source>change words</source>
        <translation>ändern austauschen</translation>
    </message>
    <message>
        <source>strong format</source>
        <translation>stark hervorheben Format</translation>
    </message>
    <message>
        <source>emphasis format</source>
        <translation>betonen schräg Format</translation>
    </message>
    <message>
        <source>url address web</source>
        <translation>Adresse Verweis Web</translation>
    </message>
    <message>
        <source>todo checkbox check done</source>
        <translation>erledigt abhaken Kästchen Haken Aufgabe</translation>
    </message>
    <message>
        <source>read view rendered markdown source</source>
        <translation>lesen Ansicht Vorschau Quelltext</translation>
    </message>
    <message>
        <source>hide sidebar panel</source>
        <translation>ausblenden einblenden Seitenleiste</translation>
    </message>
    <message>
        <source>order newest modified date</source>
        <translation>ordnen Reihenfolge neueste geändert Datum</translation>
    </message>
    <message>
        <source>order date</source>
        <translation>ordnen Reihenfolge Datum</translation>
    </message>
    <message>
        <source>order name alphabet</source>
        <translation>ordnen Reihenfolge Name Alphabet</translation>
    </message>
    <message>
        <source>send receive refresh update</source>
        <translation>senden empfangen abgleichen aktualisieren</translation>
    </message>
    <message>
        <source>stop offline</source>
        <translation>anhalten stoppen offline</translation>
    </message>
    <message>
        <source>continue start online</source>
        <translation>weiter starten online</translation>
    </message>
    <message>
        <source>status outbox queue log errors export activity</source>
        <translation>Status Ausgang Warteschlange Protokoll Fehler exportieren</translation>
    </message>
    <message>
        <source>server sign in sign out log in password connect</source>
        <translation>Server anmelden abmelden Passwort verbinden</translation>
    </message>
    <message>
        <source>conflict differences merge</source>
        <translation>Konflikt Unterschiede zusammenführen</translation>
    </message>
    <message>
        <source>conflicts differences merge</source>
        <translation>Konflikte Unterschiede zusammenführen</translation>
    </message>
    <message>
        <source>versions earlier older compare restore</source>
        <translation>Versionen früher älter vergleichen wiederherstellen</translation>
    </message>
    <message>
        <source>preferences options dark light theme colours font size line width history sync conflicts</source>
        <translation>Optionen dunkel hell Farben Design Schrift Größe Zeilenbreite Verlauf Abgleich Konflikte</translation>
    </message>
    <message>
        <source>keyboard keys bindings help</source>
        <translation>Tastatur Tasten Kürzel Hilfe</translation>
    </message>
    <message>
        <source>take back revert</source>
        <translation>zurücknehmen widerrufen</translation>
    </message>
    <message>
        <source>hide</source>
        <translation>ausblenden</translation>
    </message>
    <message>
        <source>exit end</source>
        <translation>beenden verlassen</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Als Datei speichern …</translation>
    </message>
    <message>
        <source>Import notes…</source>
        <translation>Notizen importieren …</translation>
    </message>
    <message>
        <source>recover restore undelete lost removed missing gone</source>
        <translation>zurückholen wiederherstellen verloren gelöscht entfernt fehlt weg</translation>
    </message>
</context>
<context>
    <name>cairn::MainWindow</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Kopie speichern …</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>The reason: %1.</source>
        <translation>Der Grund: %1.</translation>
    </message>
    <message>
        <source>Close and lose the text</source>
        <translation>Schließen und Text verlieren</translation>
    </message>
    <message>
        <source>%1 – Cairn</source>
        <translation>%1 – Cairn</translation>
    </message>
    <message>
        <source>“%1” could not be saved</source>
        <translation>„%1“ konnte nicht gespeichert werden</translation>
    </message>
</context>
<context>
    <name>cairn::MarkdownEditor</name>
    <message>
        <source>Note text</source>
        <translation>Text der Notiz</translation>
    </message>
    <message>
        <source>Links of this kind are not followed.</source>
        <translation>Links dieser Art werden nicht geöffnet.</translation>
    </message>
    <message>
        <source>Ctrl+click opens %1</source>
        <comment>host</comment>
        <translation>Strg+Klick öffnet %1</translation>
    </message>
    <message>
        <source>This note is too large to be edited as it is.</source>
        <translation>Diese Notiz ist so, wie sie ist, zu groß zum Bearbeiten.</translation>
    </message>
    <message>
        <source>This note cannot be edited.</source>
        <translation>Diese Notiz kann nicht bearbeitet werden.</translation>
    </message>
    <message>
        <source>Not inserted: notes cannot hold pictures yet.</source>
        <translation>Nicht eingefügt: Notizen können noch keine Bilder enthalten.</translation>
    </message>
    <message>
        <source>Not inserted: notes cannot hold files yet.</source>
        <translation>Nicht eingefügt: Notizen können noch keine Dateien enthalten.</translation>
    </message>
    <message>
        <source>Not inserted: there is no text in it.</source>
        <translation>Nicht eingefügt: Es ist kein Text darin.</translation>
    </message>
    <message>
        <source>Not inserted: %L1 characters are more than a note can hold.</source>
        <translation>Nicht eingefügt: %L1 Zeichen sind mehr, als eine Notiz fasst.</translation>
    </message>
    <message>
        <source>Not inserted: the page is very long, and there is no text in its beginning.</source>
        <translation>Nicht eingefügt: Die Seite ist sehr lang, und an ihrem Anfang steht kein Text.</translation>
    </message>
    <message>
        <source>The page is too long to be taken whole: this is its beginning.</source>
        <translation>Die Seite ist zu lang, um sie ganz zu übernehmen: Das ist ihr Anfang.</translation>
    </message>
</context>
<context>
    <name>cairn::MergeMarkLine</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Undo merge</source>
        <translation>Zusammenführung rückgängig machen</translation>
    </message>
    <message>
        <source>Shows what the merge changed in your version</source>
        <translation>Zeigt, was die Zusammenführung an Ihrer Fassung geändert hat</translation>
    </message>
    <message>
        <source>Brings your version back. The other device’s words stay in the history.</source>
        <translation>Bringt Ihre Fassung zurück. Der Text des anderen Geräts bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>Hide this line</source>
        <translation>Diese Zeile ausblenden</translation>
    </message>
</context>
<context>
    <name>cairn::NameDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>cairn::NewNoteController</name>
    <message>
        <source>There is no new note: %1. “%2” is still the open one; click into its text to go on with it.</source>
        <translation>Es gibt keine neue Notiz: %1. Offen ist weiterhin „%2“; klicken Sie in ihren Text, um dort weiterzuschreiben.</translation>
    </message>
    <message>
        <source>There is no new note: %1.</source>
        <translation>Es gibt keine neue Notiz: %1.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>cairn::NoteCommands</name>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Tagged #%1 already</source>
        <translation>Hat #%1 schon</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>That did not work: %1.</source>
        <translation>Das ging nicht: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) moved to the trash</source>
        <translation>
            <numerusform>%Ln Notiz in den Papierkorb gelegt</numerusform>
            <numerusform>%Ln Notizen in den Papierkorb gelegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) restored</source>
        <translation>
            <numerusform>%Ln Notiz wiederhergestellt</numerusform>
            <numerusform>%Ln Notizen wiederhergestellt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln note(s) for good?</source>
        <translation>
            <numerusform>%Ln Notiz endgültig löschen?</numerusform>
            <numerusform>%Ln Notizen endgültig löschen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) deleted for good</source>
        <translation>
            <numerusform>%Ln Notiz endgültig gelöscht</numerusform>
            <numerusform>%Ln Notizen endgültig gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) taken out of the notebook</source>
        <translation>
            <numerusform>%Ln Notiz aus dem Notizbuch genommen</numerusform>
            <numerusform>%Ln Notizen aus dem Notizbuch genommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) moved to “%1”</source>
        <translation>
            <numerusform>%Ln Notiz nach „%1“ verschoben</numerusform>
            <numerusform>%Ln Notizen nach „%1“ verschoben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) tagged #%1</source>
        <translation>
            <numerusform>%Ln Notiz mit #%1 versehen</numerusform>
            <numerusform>%Ln Notizen mit #%1 versehen</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” moved to the trash</source>
        <translation>„%1“ in den Papierkorb gelegt</translation>
    </message>
    <message>
        <source>“%1” restored</source>
        <translation>„%1“ wiederhergestellt</translation>
    </message>
    <message>
        <source>“%1” deleted for good</source>
        <translation>„%1“ endgültig gelöscht</translation>
    </message>
    <message>
        <source>Delete “%1” for good?</source>
        <translation>„%1“ endgültig löschen?</translation>
    </message>
    <message>
        <source>“%1” taken out of the notebook</source>
        <translation>„%1“ aus dem Notizbuch genommen</translation>
    </message>
    <message>
        <source>“%1” moved to “%2”</source>
        <translation>„%1“ nach „%2“ verschoben</translation>
    </message>
    <message>
        <source>“%1” tagged #%2</source>
        <translation>„%1“ mit #%2 versehen</translation>
    </message>
    <message>
        <source>“%1” is marked as emergency: always kept here, sent and received first</source>
        <translation>„%1“ ist als Notfall markiert: immer hier, zuerst gesendet und empfangen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) marked as emergency: always kept here, sent and received first</source>
        <translation>
            <numerusform>%Ln Notiz als Notfall markiert: immer hier, zuerst gesendet und empfangen</numerusform>
            <numerusform>%Ln Notizen als Notfall markiert: immer hier, zuerst gesendet und empfangen</numerusform>
        </translation>
    </message>
    <message>
        <source>The notebook before is not there any more: nothing was moved back</source>
        <translation>Das vorherige Notizbuch gibt es nicht mehr: Es wurde nichts zurückverschoben</translation>
    </message>
    <message>
        <source>“%1” duplicated</source>
        <translation>„%1“ dupliziert</translation>
    </message>
    <message>
        <source>Tags of “%1” changed</source>
        <translation>Stichwörter von „%1“ geändert</translation>
    </message>
    <message>
        <source>“%1” is not tagged #%2 any more</source>
        <translation>„%1“ hat das Stichwort #%2 nicht mehr</translation>
    </message>
    <message>
        <source>“%1” pinned to the top</source>
        <translation>„%1“ oben angeheftet</translation>
    </message>
    <message>
        <source>“%1” is not pinned any more</source>
        <translation>„%1“ ist nicht mehr angeheftet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) pinned to the top</source>
        <translation>
            <numerusform>%Ln Notiz oben angeheftet</numerusform>
            <numerusform>%Ln Notizen oben angeheftet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) not pinned any more</source>
        <translation>
            <numerusform>%Ln Notiz nicht mehr angeheftet</numerusform>
            <numerusform>%Ln Notizen nicht mehr angeheftet</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is not marked as emergency any more</source>
        <translation>„%1“ ist nicht mehr als Notfall markiert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) not marked as emergency any more</source>
        <translation>
            <numerusform>%Ln Notiz nicht mehr als Notfall markiert</numerusform>
            <numerusform>%Ln Notizen nicht mehr als Notfall markiert</numerusform>
        </translation>
    </message>
    <message>
        <source>It is deleted on all your devices. As long as its history is kept here, “Deleted notes…” can bring it back.</source>
        <translation>Sie wird auf allen Ihren Geräten gelöscht. Solange ihr Verlauf hier aufbewahrt wird, kann „Gelöschte Notizen …“ sie zurückholen.</translation>
    </message>
    <message>
        <source>They are deleted on all your devices. As long as their history is kept here, “Deleted notes…” can bring them back.</source>
        <translation>Sie werden auf allen Ihren Geräten gelöscht. Solange ihr Verlauf hier aufbewahrt wird, kann „Gelöschte Notizen …“ sie zurückholen.</translation>
    </message>
    <message numerus="yes">
        <source>(%Ln other(s) left: not in the trash any more)</source>
        <translation>
            <numerusform>(%Ln weitere bleibt: sie ist nicht mehr im Papierkorb)</numerusform>
            <numerusform>(%Ln weitere bleiben: sie sind nicht mehr im Papierkorb)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NoteDelegate</name>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>No text yet</source>
        <translation>Noch kein Text</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
</context>
<context>
    <name>cairn::NoteHeader</name>
    <message>
        <source>Pin to the top of lists</source>
        <translation>Oben in Listen anheften</translation>
    </message>
    <message>
        <source>Emergency: sent and received first</source>
        <translation>Notfall: zuerst gesendet und empfangen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>No notebook</source>
        <translation>Kein Notizbuch</translation>
    </message>
    <message>
        <source>Notebook: %1. Choose another</source>
        <translation>Notizbuch: %1. Ein anderes wählen</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>time, device</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>edited %1</source>
        <translation>geändert %1</translation>
    </message>
</context>
<context>
    <name>cairn::NoteList</name>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln Notiz</numerusform>
            <numerusform>%Ln Notizen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NotePane</name>
    <message>
        <source>Text of the note</source>
        <translation>Text der Notiz</translation>
    </message>
    <message>
        <source>Preview of the note</source>
        <translation>Vorschau der Notiz</translation>
    </message>
    <message>
        <source>No note is open</source>
        <translation>Keine Notiz ist offen</translation>
    </message>
    <message>
        <source>Choose one from the list, or write a new one.</source>
        <translation>Wählen Sie eine aus der Liste, oder schreiben Sie eine neue.</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>Write your first note</source>
        <translation>Erste Notiz schreiben</translation>
    </message>
    <message>
        <source>It is saved while you type, on this computer, with or without a network.</source>
        <translation>Sie wird beim Tippen auf diesem Computer gespeichert, mit und ohne Netz.</translation>
    </message>
    <message>
        <source>This note is too large to be edited as it is, or a line of it is. Its beginning is shown to be read; nothing of it is changed.</source>
        <translation>Diese Notiz oder eine Zeile darin ist zu groß, um so bearbeitet zu werden. Ihr Anfang wird zum Lesen gezeigt; nichts daran wird geändert.</translation>
    </message>
    <message>
        <source>Break long lines and edit</source>
        <translation>Lange Zeilen umbrechen und bearbeiten</translation>
    </message>
</context>
<context>
    <name>cairn::NotebookCommands</name>
    <message>
        <source>New notebook</source>
        <translation>Neues Notizbuch</translation>
    </message>
    <message>
        <source>Rename notebook</source>
        <translation>Notizbuch umbenennen</translation>
    </message>
    <message>
        <source>A notebook cannot be moved into itself</source>
        <translation>Ein Notizbuch kann nicht in sich selbst verschoben werden</translation>
    </message>
    <message>
        <source>Notebook “%1” moved</source>
        <translation>Notizbuch „%1“ verschoben</translation>
    </message>
    <message>
        <source>Notebook “%1” deleted</source>
        <translation>Notizbuch „%1“ gelöscht</translation>
    </message>
    <message>
        <source>Rename tag</source>
        <translation>Stichwort umbenennen</translation>
    </message>
    <message>
        <source>That did not work: %1.</source>
        <translation>Das ging nicht: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Notebook “%1” deleted, %Ln note(s) in the trash</source>
        <translation>
            <numerusform>Notizbuch „%1“ gelöscht, %Ln Notiz im Papierkorb</numerusform>
            <numerusform>Notizbuch „%1“ gelöscht, %Ln Notizen im Papierkorb</numerusform>
        </translation>
    </message>
    <message>
        <source>There is a notebook with this name in the same place already.</source>
        <translation>An dieser Stelle gibt es schon ein Notizbuch mit diesem Namen.</translation>
    </message>
    <message>
        <source>“/” cannot be part of a name: it stands between a notebook and those inside it. Make them one after the other, or choose another character.</source>
        <translation>„/“ kann nicht Teil eines Namens sein: Es steht zwischen einem Notizbuch und denen darin. Legen Sie sie nacheinander an, oder wählen Sie ein anderes Zeichen.</translation>
    </message>
    <message>
        <source>This name is too long: 200 characters at most.</source>
        <translation>Dieser Name ist zu lang: höchstens 200 Zeichen.</translation>
    </message>
    <message>
        <source>This name holds something that is no text.</source>
        <translation>Dieser Name enthält etwas, das kein Text ist.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>No other notebook</source>
        <translation>Kein anderes Notizbuch</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Liegt in</translation>
    </message>
    <message>
        <source>Notebook “%1” renamed to “%2”</source>
        <translation>Notizbuch „%1“ in „%2“ umbenannt</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>There is a notebook “%1” there already</source>
        <translation>Dort gibt es schon ein Notizbuch „%1“</translation>
    </message>
    <message>
        <source>A tag needs a name of at most 100 characters, beside the “#”.</source>
        <translation>Ein Stichwort braucht neben dem „#“ einen Namen von höchstens 100 Zeichen.</translation>
    </message>
    <message numerus="yes">
        <source>Tag #%1 renamed in %Ln note(s)</source>
        <translation>
            <numerusform>Stichwort #%1 in %Ln Notiz umbenannt</numerusform>
            <numerusform>Stichwort #%1 in %Ln Notizen umbenannt</numerusform>
        </translation>
    </message>
    <message>
        <source>If there is a tag of this name already, both become one.</source>
        <translation>Gibt es schon ein Stichwort dieses Namens, werden beide eins.</translation>
    </message>
    <message>
        <source>Setting of the notebook “%1” changed</source>
        <translation>Einstellung des Notizbuchs „%1“ geändert</translation>
    </message>
    <message>
        <source>The notebook “%1” has changed since and stays as it is.</source>
        <translation>Das Notizbuch „%1“ wurde seitdem geändert und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Notebook “%1” made</source>
        <translation>Notizbuch „%1“ angelegt</translation>
    </message>
    <message numerus="yes">
        <source>The notebook “%1” is back, without %Ln note(s) deleted for good</source>
        <translation>
            <numerusform>Das Notizbuch „%1“ ist wieder da, ohne %Ln endgültig gelöschte Notiz</numerusform>
            <numerusform>Das Notizbuch „%1“ ist wieder da, ohne %Ln endgültig gelöschte Notizen</numerusform>
        </translation>
    </message>
    <message>
        <source>The notebook “%1” is back</source>
        <translation>Das Notizbuch „%1“ ist wieder da</translation>
    </message>
</context>
<context>
    <name>cairn::NotebookPolicyDialog</name>
    <message>
        <source>When versions differ</source>
        <translation>Wenn Fassungen sich unterscheiden</translation>
    </message>
    <message>
        <source>When a note in “%1” was changed on two devices in the same place:</source>
        <translation>Wenn eine Notiz in „%1“ auf zwei Geräten an derselben Stelle geändert wurde:</translation>
    </message>
    <message>
        <source>This also holds for the notebooks inside it, and only on this device. Notes that wait for review already go on waiting, unless you say otherwise then.</source>
        <translation>Das gilt auch für die Notizbücher darin und nur auf diesem Gerät. Notizen, die schon auf eine Prüfung warten, warten weiter, wenn Sie danach nichts anderes sagen.</translation>
    </message>
</context>
<context>
    <name>cairn::NoticeController</name>
    <message>
        <source>The disk is full: your notes can be read, but nothing can be saved. Free some space, then start Cairn again.</source>
        <translation>Die Festplatte ist voll: Ihre Notizen können gelesen, aber nichts kann gespeichert werden. Schaffen Sie Platz und starten Sie Cairn dann neu.</translation>
    </message>
    <message>
        <source>The folder of your notes cannot be written: they can be read, but nothing can be saved.</source>
        <translation>In den Ordner Ihrer Notizen kann nicht geschrieben werden: Sie können sie lesen, aber nichts kann gespeichert werden.</translation>
    </message>
    <message>
        <source>To sync, Cairn needs the password of “%1”. Everything you write is saved on this computer meanwhile.</source>
        <translation>Zum Synchronisieren braucht Cairn das Passwort von „%1“. Was Sie schreiben, wird inzwischen auf diesem Computer gespeichert.</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>This computer’s password store stayed locked, and the password of “%1” is in it. Everything you write is saved on this computer meanwhile.</source>
        <translation>Der Passwortspeicher dieses Computers blieb gesperrt, und in ihm liegt das Passwort von „%1“. Alles, was Sie schreiben, ist inzwischen auf diesem Computer gespeichert.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Nothing can be saved: %1</source>
        <translation>Nichts kann gespeichert werden: %1</translation>
    </message>
</context>
<context>
    <name>cairn::OpenNoteController</name>
    <message>
        <source>Not saved: %1. Your text is safe here as long as this window is open; it is tried again by itself.</source>
        <translation>Nicht gespeichert: %1. Ihr Text ist hier sicher, solange dieses Fenster offen ist; es wird von selbst neu versucht.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Kopie speichern …</translation>
    </message>
    <message>
        <source>“%1” is saved</source>
        <translation>„%1“ ist gespeichert</translation>
    </message>
    <message>
        <source>The text of “%1” is damaged on the disk: you go on in a copy of it, with all that you typed. “cairn-cli doctor” says more.</source>
        <translation>Der Text von „%1“ ist auf dem Datenträger beschädigt: Sie schreiben in einer Kopie weiter, in der alles steht, was Sie getippt haben. Der Befehl „cairn-cli doctor“ sagt mehr.</translation>
    </message>
    <message>
        <source>This note is not on this computer</source>
        <translation>Diese Notiz ist nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>“%1” does not need review any more</source>
        <translation>„%1“ muss nicht mehr geprüft werden</translation>
    </message>
    <message>
        <source>“%1” was deleted on another device</source>
        <translation>„%1“ wurde auf einem anderen Gerät gelöscht</translation>
    </message>
    <message>
        <source>“%1” was deleted by another program on this computer</source>
        <translation>„%1“ wurde von einem anderen Programm auf diesem Rechner gelöscht</translation>
    </message>
    <message>
        <source>Deleted notes…</source>
        <translation>Gelöschte Notizen …</translation>
    </message>
    <message>
        <source>A backup was restored, and “%1” is not in it. Its text could not be kept: %2.</source>
        <translation>Eine Sicherung wurde zurückgespielt, und „%1“ ist nicht darin. Der Text konnte nicht aufgehoben werden: %2.</translation>
    </message>
    <message>
        <source>A backup was restored, and “%1” is not in it. Its text is kept with the deleted notes.</source>
        <translation>Eine Sicherung wurde zurückgespielt, und „%1“ ist nicht darin. Der Text ist bei den gelöschten Notizen aufgehoben.</translation>
    </message>
    <message>
        <source>This note is in the trash.</source>
        <translation>Diese Notiz ist im Papierkorb.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>Endgültig löschen …</translation>
    </message>
    <message>
        <source>Review now</source>
        <translation>Jetzt prüfen</translation>
    </message>
</context>
<context>
    <name>cairn::PlaceController</name>
    <message>
        <source>Sorted by title</source>
        <translation>Nach Titel sortiert</translation>
    </message>
    <message>
        <source>Sorted by creation</source>
        <translation>Nach Erstellung sortiert</translation>
    </message>
    <message>
        <source>Sorted by last edit</source>
        <translation>Nach letzter Änderung sortiert</translation>
    </message>
    <message>
        <source>The notes could not be read from the disk.</source>
        <translation>Die Notizen konnten nicht vom Datenträger gelesen werden.</translation>
    </message>
    <message>
        <source>New notebook inside…</source>
        <translation>Neues Notizbuch darin …</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Move to top level</source>
        <translation>Ganz nach oben verschieben</translation>
    </message>
    <message>
        <source>When versions differ…</source>
        <translation>Wenn Fassungen sich unterscheiden …</translation>
    </message>
    <message>
        <source>Delete notebook</source>
        <translation>Notizbuch löschen</translation>
    </message>
    <message>
        <source>Rename tag…</source>
        <translation>Stichwort umbenennen …</translation>
    </message>
</context>
<context>
    <name>cairn::PolicyChoice</name>
    <message>
        <source>When a note was changed on two devices in the same place</source>
        <translation>Wenn eine Notiz auf zwei Geräten an derselben Stelle geändert wurde</translation>
    </message>
    <message>
        <source>As everywhere else (%1)</source>
        <translation>Wie überall sonst (%1)</translation>
    </message>
    <message>
        <source>Keep the newest version</source>
        <translation>Die neueste Fassung behalten</translation>
    </message>
    <message>
        <source>Keep what I wrote on this device</source>
        <translation>Behalten, was ich auf diesem Gerät schrieb</translation>
    </message>
    <message>
        <source>Keep what the server has</source>
        <translation>Behalten, was der Server hat</translation>
    </message>
    <message>
        <source>Keep both as two notes</source>
        <translation>Beide als zwei Notizen behalten</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Mich fragen</translation>
    </message>
    <message>
        <source>The version that was edited last stays, by the clocks of the devices. The other one goes into the note&apos;s history.</source>
        <translation>Die zuletzt bearbeitete Fassung bleibt, nach den Uhren der Geräte. Die andere kommt in den Verlauf der Notiz.</translation>
    </message>
    <message>
        <source>What this device wrote replaces what others wrote. Theirs goes into the note&apos;s history. If another device decides first, its decision stays.</source>
        <translation>Was dieses Gerät schrieb, ersetzt, was andere schrieben. Das andere kommt in den Verlauf der Notiz. Entscheidet ein anderes Gerät zuerst, gilt seine Entscheidung.</translation>
    </message>
    <message>
        <source>What reached the server first stays. What this device wrote goes into the note&apos;s history.</source>
        <translation>Was zuerst beim Server war, bleibt. Was dieses Gerät schrieb, kommt in den Verlauf der Notiz.</translation>
    </message>
    <message>
        <source>Nobody&apos;s text is replaced: the other version becomes a second note with the same title.</source>
        <translation>Kein Text wird ersetzt: Die andere Fassung wird eine zweite Notiz mit demselben Titel.</translation>
    </message>
    <message>
        <source>Both versions wait until you decide. You can go on writing in the meantime.</source>
        <translation>Beide Fassungen warten, bis Sie entscheiden. Sie können inzwischen weiterschreiben.</translation>
    </message>
</context>
<context>
    <name>cairn::PreviewPane</name>
    <message>
        <source>Preview of the note</source>
        <translation>Vorschau der Notiz</translation>
    </message>
    <message>
        <source>Opens %1</source>
        <comment>host</comment>
        <translation>Öffnet %1</translation>
    </message>
</context>
<context>
    <name>cairn::QuickPicker</name>
    <message>
        <source>Nothing fits</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>cairn::RecoveryDialog</name>
    <message>
        <source>Go on with this copy</source>
        <translation>Mit dieser Kopie weiterarbeiten</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Andere Datei …</translation>
    </message>
    <message>
        <source>Begin without notes</source>
        <translation>Ohne Notizen beginnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The file that held your notes is empty or gone, although other files in %1 show that there were notes. Nothing was changed.</source>
        <translation>Die Datei mit Ihren Notizen ist leer oder fehlt, obwohl andere Dateien in %1 zeigen, dass es Notizen gab. Nichts wurde verändert.</translation>
    </message>
    <message>
        <source>The file that holds your notes in %1 is damaged, or not a file of Cairn. Nothing was changed.</source>
        <translation>Die Datei mit Ihren Notizen in %1 ist beschädigt oder keine Datei von Cairn. Nichts wurde verändert.</translation>
    </message>
    <message>
        <source>These copies are on this computer. What is in the way now is kept beside the notes, whichever you choose; if you sync, the server brings what a copy lacks.</source>
        <translation>Diese Kopien liegen auf diesem Computer. Was jetzt im Weg ist, wird in jedem Fall daneben aufgehoben; wenn Sie synchronisieren, bringt der Server, was einer Kopie fehlt.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln note(s)</source>
        <translation>
            <numerusform>%1: %Ln Notiz</numerusform>
            <numerusform>%1: %Ln Notizen</numerusform>
        </translation>
    </message>
    <message>
        <source>No copy was found here.</source>
        <translation>Hier wurde keine Kopie gefunden.</translation>
    </message>
    <message>
        <source>Go on with a copy</source>
        <translation>Mit einer Kopie weiterarbeiten</translation>
    </message>
    <message>
        <source>This copy cannot be used</source>
        <translation>Diese Kopie kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>It was not made by Cairn.</source>
        <translation>Sie wurde nicht von Cairn angelegt.</translation>
    </message>
    <message>
        <source>Sync with this account again?</source>
        <translation>Wieder mit diesem Konto synchronisieren?</translation>
    </message>
    <message>
        <source>The copy was made with the account “%1” at %2. Say yes only if you know this address.</source>
        <translation>Die Kopie wurde mit dem Konto „%1“ unter %2 angelegt. Antworten Sie nur mit Ja, wenn Sie diese Adresse kennen.</translation>
    </message>
    <message>
        <source>The account could not be kept</source>
        <translation>Das Konto konnte nicht übernommen werden</translation>
    </message>
    <message>
        <source>Sign in again in the settings.</source>
        <translation>Melden Sie sich in den Einstellungen wieder an.</translation>
    </message>
    <message>
        <source>A new file could not be made</source>
        <translation>Eine neue Datei konnte nicht angelegt werden</translation>
    </message>
    <message>
        <source>Not everything in the copy could be used</source>
        <translation>Nicht alles in der Kopie war brauchbar</translation>
    </message>
    <message>
        <source>Entries that Cairn does not write were left out: %1.</source>
        <translation>Einträge, die Cairn nicht schreibt, wurden ausgelassen: %1.</translation>
    </message>
    <message>
        <source>Another program is using these notes</source>
        <translation>Ein anderes Programm benutzt diese Notizen gerade</translation>
    </message>
    <message>
        <source>A cairn-cli that syncs, for example. End it, then try again. Nothing was changed.</source>
        <translation>Zum Beispiel ein cairn-cli, das synchronisiert. Beenden Sie es und versuchen Sie es dann noch einmal. Geändert wurde nichts.</translation>
    </message>
    <message>
        <source>The notes are being taken out of the copy. For very many of them this takes some minutes.</source>
        <translation>Die Notizen werden aus der Kopie übernommen. Bei sehr vielen dauert das einige Minuten.</translation>
    </message>
    <message>
        <source>Nothing can be changed here: %1</source>
        <translation>Hier kann nichts geändert werden: %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>a title among others</comment>
        <translation>„%1“</translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln note(s) the copy has no text</source>
        <translation>
            <numerusform>Von %Ln Notiz hat die Kopie keinen Text</numerusform>
            <numerusform>Von %Ln Notizen hat die Kopie keinen Text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text of %Ln note(s) was damaged in the copy: what it has elsewhere was taken</source>
        <translation>
            <numerusform>Der Text von %Ln Notiz war in der Kopie beschädigt: Genommen wurde, was sie an anderer Stelle davon hat</numerusform>
            <numerusform>Der Text von %Ln Notizen war in der Kopie beschädigt: Genommen wurde, was sie an anderer Stelle davon hat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text of %Ln note(s) may not be as it was written: please look through it</source>
        <translation>
            <numerusform>Der Text von %Ln Notiz ist vielleicht nicht der, der geschrieben wurde: Bitte sehen Sie ihn durch</numerusform>
            <numerusform>Der Text von %Ln Notizen ist vielleicht nicht der, der geschrieben wurde: Bitte sehen Sie ihn durch</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RemovalQuestion</name>
    <message numerus="yes">
        <source>%Ln note(s) were taken away already. “Deleted notes…” brings them back.</source>
        <translation>
            <numerusform>%Ln Notiz wurde schon weggenommen. „Gelöschte Notizen …“ bringt sie zurück.</numerusform>
            <numerusform>%Ln Notizen wurden schon weggenommen. „Gelöschte Notizen …“ bringt sie zurück.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server wants %Ln more note(s) removed from this computer.</source>
        <translation>
            <numerusform>Der Server will %Ln weitere Notiz von diesem Computer entfernen.</numerusform>
            <numerusform>Der Server will %Ln weitere Notizen von diesem Computer entfernen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server wants %Ln note(s) removed from this computer.</source>
        <translation>
            <numerusform>Der Server will %Ln Notiz von diesem Computer entfernen.</numerusform>
            <numerusform>Der Server will %Ln Notizen von diesem Computer entfernen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server wants the text of %Ln note(s) shortened or replaced.</source>
        <translation>
            <numerusform>Der Server will den Text von %Ln Notiz durch anderen ersetzen.</numerusform>
            <numerusform>Der Server will den Text von %Ln Notizen durch anderen ersetzen.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>a title among others</comment>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>Among them: %1</source>
        <translation>Darunter: %1</translation>
    </message>
    <message>
        <source>If you or another of your devices deleted them, let them go. If not, keep them: they are sent to the server again, for all your devices. Until you decide, these stay here, and your own changes are still sent.</source>
        <translation>Wenn Sie oder ein anderes Ihrer Geräte sie gelöscht haben, lassen Sie sie entfernen. Wenn nicht, behalten Sie sie: Dann werden sie noch einmal an den Server gesendet, für alle Ihre Geräte. Bis Sie entscheiden, bleiben diese hier, und Ihre eigenen Änderungen werden weiter gesendet.</translation>
    </message>
    <message>
        <source>If you or another of your devices did that, let it happen. If not, keep the notes as they are: they are sent to the server again, for all your devices. Until you decide, these stay here as they are, and your own changes are still sent.</source>
        <translation>Waren Sie oder ein anderes Ihrer Geräte das, lassen Sie es zu. Wenn nicht, behalten Sie die Notizen, wie sie sind: Sie werden für alle Ihre Geräte noch einmal an den Server gesendet. Bis Sie entscheiden, bleiben diese hier, wie sie sind, und Ihre eigenen Änderungen werden weiter gesendet.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Notes would be removed</source>
        <translation>Notizen würden entfernt</translation>
    </message>
    <message>
        <source>Notes would be lost</source>
        <translation>Notizen gingen verloren</translation>
    </message>
    <message>
        <source>Remove them here too</source>
        <translation>Auch hier entfernen</translation>
    </message>
    <message>
        <source>Let it happen</source>
        <translation>Zulassen</translation>
    </message>
</context>
<context>
    <name>cairn::RetentionBox</name>
    <message>
        <source>all for 7 days, then one a day for a month</source>
        <translation>7 Tage alle, dann einen Monat lang eine je Tag</translation>
    </message>
    <message>
        <source>all for 30 days, then one a day for a year</source>
        <translation>30 Tage alle, dann ein Jahr lang eine je Tag</translation>
    </message>
    <message>
        <source>all for a year, then one a day for ever</source>
        <translation>ein Jahr alle, dann für immer eine je Tag</translation>
    </message>
    <message>
        <source>all, for ever</source>
        <translation>alle, für immer</translation>
    </message>
    <message numerus="yes">
        <source>all for %Ln day(s), then fewer</source>
        <translation>
            <numerusform>%Ln Tag alle, dann weniger</numerusform>
            <numerusform>%Ln Tage alle, dann weniger</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Versions kept</source>
        <translation>Behaltene &amp;Fassungen</translation>
    </message>
    <message>
        <source>Not saved: %1.</source>
        <translation>Nicht gespeichert: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln version(s), %1. What is there now is never removed.</source>
        <translation>
            <numerusform>%Ln Fassung, %1. Was jetzt da ist, wird nie entfernt.</numerusform>
            <numerusform>%Ln Fassungen, %1. Was jetzt da ist, wird nie entfernt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ReviewFlow</name>
    <message>
        <source>This note does not need review any more</source>
        <translation>Diese Notiz ist nicht mehr zu prüfen</translation>
    </message>
    <message>
        <source>That did not work: %1.</source>
        <translation>Das ging nicht: %1.</translation>
    </message>
    <message>
        <source>What you decided so far could not be saved: %1.</source>
        <translation>Ihre Entscheidungen bis hier konnten nicht gespeichert werden: %1.</translation>
    </message>
    <message>
        <source>The decision could not be saved: %1. Nothing is lost.</source>
        <translation>Die Entscheidung konnte nicht gespeichert werden: %1. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>No note needs review any more</source>
        <translation>Keine Notiz ist mehr zu prüfen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) decided</source>
        <translation>
            <numerusform>%Ln Notiz entschieden</numerusform>
            <numerusform>%Ln Notizen entschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. That did not work for the others: %2.</source>
        <comment>3 notes decided, why</comment>
        <translation>%1. Bei den anderen hat es nicht geklappt: %2.</translation>
    </message>
    <message>
        <source>%1. The others changed in the meantime.</source>
        <comment>3 notes decided</comment>
        <translation>%1. Die anderen haben sich inzwischen geändert.</translation>
    </message>
    <message numerus="yes">
        <source>The decision about %Ln note(s) is undone: all versions are there again</source>
        <translation>
            <numerusform>Die Entscheidung über %Ln Notiz ist zurückgenommen: Alle Fassungen sind wieder da</numerusform>
            <numerusform>Die Entscheidung über %Ln Notizen ist zurückgenommen: Alle Fassungen sind wieder da</numerusform>
        </translation>
    </message>
    <message>
        <source>Undoing: %L1 of %L2</source>
        <translation>Wird zurückgenommen: %L1 von %L2</translation>
    </message>
    <message>
        <source>Decided: “%1”</source>
        <translation>Entschieden: „%1“</translation>
    </message>
    <message>
        <source>The decision about “%1” is undone: all versions are there again</source>
        <translation>Die Entscheidung über „%1“ ist zurückgenommen: Alle Versionen sind wieder da</translation>
    </message>
    <message>
        <source>“%1” was decided elsewhere.</source>
        <translation>„%1“ wurde anderswo entschieden.</translation>
    </message>
    <message>
        <source>“%1” is decided. What you wrote and did not use is in its history.</source>
        <translation>„%1“ ist entschieden. Was Sie geschrieben und nicht verwendet haben, steht im Verlauf.</translation>
    </message>
    <message>
        <source>“%1” was deleted elsewhere.</source>
        <translation>„%1“ wurde anderswo gelöscht.</translation>
    </message>
    <message>
        <source>Deleted notes…</source>
        <translation>Gelöschte Notizen …</translation>
    </message>
    <message>
        <source>A backup was restored, and “%1” is not in it.</source>
        <translation>Eine Sicherung wurde wiederhergestellt, und „%1“ ist nicht darin.</translation>
    </message>
    <message>
        <source>A backup was restored: in it, “%1” does not need review.</source>
        <translation>Eine Sicherung wurde wiederhergestellt: Darin braucht „%1“ keine Prüfung.</translation>
    </message>
</context>
<context>
    <name>cairn::ReviewList</name>
    <message>
        <source>%1, %2</source>
        <comment>device, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 (deleted)</source>
        <translation>%1 (gelöscht)</translation>
    </message>
    <message>
        <source>Review this note…</source>
        <translation>Diese Notiz prüfen …</translation>
    </message>
    <message>
        <source>Notes to review</source>
        <translation>Zu prüfende Notizen</translation>
    </message>
    <message>
        <source>These notes were changed on several devices in the same place. Review them one by one, or decide for all of them at once. What is not kept stays in each note&apos;s history.</source>
        <translation>Diese Notizen wurden auf mehreren Geräten an derselben Stelle geändert. Prüfen Sie sie einzeln, oder entscheiden Sie für alle auf einmal. Was nicht behalten wird, bleibt im Verlauf der Notiz.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Fassungen</translation>
    </message>
    <message>
        <source>What will be kept</source>
        <translation>Was behalten wird</translation>
    </message>
    <message>
        <source>Decide one by one</source>
        <translation>Einzeln entscheiden</translation>
    </message>
    <message>
        <source>Keep what this device shows</source>
        <translation>Behalten, was dieses Gerät zeigt</translation>
    </message>
    <message>
        <source>Keep the other version</source>
        <translation>Die andere Fassung behalten</translation>
    </message>
    <message>
        <source>Keep the newest version</source>
        <translation>Die neueste Fassung behalten</translation>
    </message>
    <message>
        <source>For &amp;all notes:</source>
        <translation>Für &amp;alle Notizen:</translation>
    </message>
    <message>
        <source>For all notes</source>
        <translation>Für alle Notizen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) need(s) review</source>
        <translation>
            <numerusform>%Ln Notiz ist zu prüfen</numerusform>
            <numerusform>%Ln Notizen sind zu prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Untitled note</source>
        <translation>Notiz ohne Titel</translation>
    </message>
    <message>
        <source>Not decided</source>
        <translation>Nicht entschieden</translation>
    </message>
    <message>
        <source>%1. %2. Will be kept: %3</source>
        <comment>title, versions, version</comment>
        <translation>%1. %2. Behalten wird: %3</translation>
    </message>
    <message numerus="yes">
        <source>Decide %Ln note(s)</source>
        <translation>
            <numerusform>%Ln Notiz entscheiden</numerusform>
            <numerusform>%Ln Notizen entscheiden</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide all</source>
        <translation>Alle entscheiden</translation>
    </message>
    <message>
        <source>Each note becomes the version named in the last column, on all devices. You can undo this for all of them at once.</source>
        <translation>Jede Notiz wird auf allen Geräten zu der Fassung in der letzten Spalte. Sie können das für alle auf einmal zurücknehmen.</translation>
    </message>
    <message>
        <source>Choose a rule to see what would be kept. Nothing happens before you press the button.</source>
        <translation>Wählen Sie eine Regel, um zu sehen, was behalten würde. Nichts geschieht, bevor Sie den Knopf drücken.</translation>
    </message>
    <message>
        <source>Notes decided</source>
        <translation>Entschiedene Notizen</translation>
    </message>
    <message>
        <source>Decided: %L1 of %L2</source>
        <translation>Entschieden: %L1 von %L2</translation>
    </message>
    <message>
        <source>Not decided: you have begun a text of your own</source>
        <translation>Nicht entschieden: Sie haben einen eigenen Text begonnen</translation>
    </message>
</context>
<context>
    <name>cairn::SearchField</name>
    <message>
        <source>Search all notes</source>
        <translation>Alle Notizen durchsuchen</translation>
    </message>
</context>
<context>
    <name>cairn::SetAside</name>
    <message>
        <source>You wrote this for a place that is gone now</source>
        <translation>Dies schrieben Sie für eine Stelle, die es nicht mehr gibt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>cairn::SettingsController</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Wait for a network that costs nothing</source>
        <translation>Auf ein kostenloses Netz warten</translation>
    </message>
    <message>
        <source>Nothing is sent or fetched over connections that this computer knows to be metered. “Sync now” does it nevertheless.</source>
        <translation>Über Verbindungen, die dieser Computer als kostenpflichtig kennt, wird nichts gesendet oder geholt. „Jetzt synchronisieren“ tut es trotzdem.</translation>
    </message>
    <message>
        <source>The setting could not be saved.</source>
        <translation>Die Einstellung ließ sich nicht speichern.</translation>
    </message>
</context>
<context>
    <name>cairn::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation>Tastenkürzel …</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>as wide as the window</source>
        <translation>so breit wie das Fenster</translation>
    </message>
    <message>
        <source> characters</source>
        <translation> Zeichen</translation>
    </message>
    <message>
        <source>&amp;Font</source>
        <translation>&amp;Schrift</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>Line &amp;width</source>
        <translation>Zeilen&amp;breite</translation>
    </message>
    <message>
        <source>Notes are on this computer only.</source>
        <translation>Notizen sind nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>Einrichten …</translation>
    </message>
    <message>
        <source>Account…</source>
        <translation>Konto …</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>When a note was changed on two devices in the &amp;same place:</source>
        <translation>Wenn eine Notiz auf zwei Geräten an der&amp;selben Stelle geändert wurde:</translation>
    </message>
</context>
<context>
    <name>cairn::ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Press the new keys</source>
        <translation>Neue Tasten drücken</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Other keys for this command:</source>
        <translation>Andere Tasten für diesen Befehl:</translation>
    </message>
    <message>
        <source>These keys belong to “%1”</source>
        <translation>Diese Tasten gehören zu „%1“</translation>
    </message>
    <message>
        <source>These keys write text. Press Ctrl or Alt with them.</source>
        <translation>Diese Tasten schreiben Text. Bitte drücken Sie Strg oder Alt dazu.</translation>
    </message>
    <message>
        <source>These keys are needed while writing.</source>
        <translation>Diese Tasten werden beim Schreiben gebraucht.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Gives this command the keys back that it had at first</source>
        <translation>Gibt diesem Befehl die Tasten zurück, die er am Anfang hatte</translation>
    </message>
</context>
<context>
    <name>cairn::ShownNoteRow</name>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>Abgeglichen</translation>
    </message>
    <message>
        <source>Saved on this computer, not sent yet</source>
        <translation>Auf diesem Computer gespeichert, noch nicht gesendet</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Could not be sent, needs attention</source>
        <translation>Konnte nicht gesendet werden, bitte ansehen</translation>
    </message>
    <message>
        <source>More than one version, needs review</source>
        <translation>Mehr als eine Fassung, bitte prüfen</translation>
    </message>
    <message>
        <source>Reviewed, not sent yet</source>
        <translation>Geprüft, noch nicht gesendet</translation>
    </message>
    <message>
        <source>Will be sent again soon</source>
        <translation>Wird bald neu gesendet</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>emergency</source>
        <translation>Notfall</translation>
    </message>
</context>
<context>
    <name>cairn::Sidebar</name>
    <message>
        <source>Notebooks and tags</source>
        <translation>Notizbücher und Stichwörter</translation>
    </message>
</context>
<context>
    <name>cairn::SidebarModel</name>
    <message>
        <source>All notes</source>
        <translation>Alle Notizen</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>Notfall</translation>
    </message>
    <message>
        <source>Open tasks</source>
        <translation>Offene Aufgaben</translation>
    </message>
    <message>
        <source>Needs review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Tags (%1 of %2)</source>
        <translation>Stichwörter (%1 von %2)</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln note(s)</source>
        <translation>
            <numerusform>%1, %Ln Notiz</numerusform>
            <numerusform>%1, %Ln Notizen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StartFailure</name>
    <message>
        <source>These notes were last used with a newer version of Cairn</source>
        <translation>Diese Notizen wurden zuletzt mit einer neueren Version von Cairn benutzt</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>Your notes are in use</source>
        <translation>Ihre Notizen werden gerade benutzt</translation>
    </message>
    <message>
        <source>Your notes cannot be read</source>
        <translation>Ihre Notizen lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>Your notes cannot be opened</source>
        <translation>Ihre Notizen lassen sich nicht öffnen</translation>
    </message>
    <message>
        <source>Please update Cairn, then start it again. Nothing was changed.</source>
        <translation>Bitte aktualisieren Sie Cairn und starten Sie es neu. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Free some space on the disk that holds %1, then start Cairn again. Nothing was changed.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger mit %1 und starten Sie Cairn neu. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Another program uses them, or Cairn is running but does not answer. Close it, then start Cairn again. Nothing was changed.</source>
        <translation>Ein anderes Programm benutzt sie, oder Cairn läuft schon und antwortet nicht. Beenden Sie es und starten Sie Cairn neu. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The file in %1 is damaged or not a file of Cairn. Nothing was changed. If you sync, move the folder aside, start Cairn and sign in again; or put a backup in its place.</source>
        <translation>Die Datei in %1 ist beschädigt oder keine Datei von Cairn. Nichts wurde geändert. Wenn Sie abgleichen, legen Sie den Ordner beiseite, starten Sie Cairn und melden Sie sich wieder an; oder setzen Sie eine Sicherung an seine Stelle.</translation>
    </message>
    <message>
        <source>Another program is using the file in %1. Close it, then start Cairn again. Nothing was changed.</source>
        <translation>Ein anderes Programm benutzt die Datei in %1. Beenden Sie es und starten Sie Cairn neu. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Cairn must be able to read and write the folder %1. Nothing was changed.</source>
        <translation>Cairn muss den Ordner %1 lesen und beschreiben können. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The file of your notes is empty</source>
        <translation>Die Datei Ihrer Notizen ist leer</translation>
    </message>
    <message>
        <source>Cairn needs a folder for its connections that belongs to you alone, and does not use one that somebody else could listen in. Nothing was changed.</source>
        <translation>Cairn braucht für seine Verbindungen einen Ordner, der nur Ihnen gehört, und benutzt keinen, in dem jemand anderes mithören könnte. Nichts wurde verändert.</translation>
    </message>
    <message>
        <source>These notes were last open on another computer</source>
        <translation>Diese Notizen waren zuletzt auf einem anderen Computer geöffnet</translation>
    </message>
    <message>
        <source>Cairn was running on “%1” and did not end there, or is still running. If it is not running there any more, the notes can be opened here. Two computers must not work on the same files at once.</source>
        <translation>Cairn lief auf „%1“ und wurde dort nicht beendet, oder es läuft noch. Wenn es dort nicht mehr läuft, können die Notizen hier geöffnet werden. Zwei Computer dürfen nicht zugleich mit denselben Dateien arbeiten.</translation>
    </message>
    <message>
        <source>Open here</source>
        <translation>Hier öffnen</translation>
    </message>
    <message>
        <source>The removal of all notes was not finished</source>
        <translation>Das Entfernen aller Notizen wurde nicht beendet</translation>
    </message>
    <message>
        <source>It was begun and then stopped. Start Cairn again to finish it. Nothing was changed.</source>
        <translation>Es wurde begonnen und dann unterbrochen. Starten Sie Cairn erneut, um es zu beenden. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Everything of Cairn’s in %1 was to be removed from this computer, and that was stopped half-way. What is left there cannot be used. On the server nothing is removed.</source>
        <translation>Alles von Cairn in %1 sollte von diesem Computer entfernt werden; das wurde auf halbem Weg unterbrochen. Was dort noch liegt, kann nicht verwendet werden. Auf dem Server wird nichts entfernt.</translation>
    </message>
    <message>
        <source>Remove the rest</source>
        <translation>Den Rest entfernen</translation>
    </message>
    <message>
        <source>All notes are removed from this computer</source>
        <translation>Alle Notizen sind von diesem Computer entfernt</translation>
    </message>
    <message>
        <source>Nothing of Cairn’s is left in %1.</source>
        <translation>In %1 ist nichts mehr von Cairn.</translation>
    </message>
    <message>
        <source>The file of the notes in %1 is a link to a file elsewhere, which may belong to another profile. Move the file itself there, then start Cairn again. Nothing was changed.</source>
        <translation>Die Datei der Notizen in %1 ist eine Verknüpfung mit einer Datei an anderer Stelle, die vielleicht zu einem anderen Profil gehört. Legen Sie die Datei selbst dorthin und starten Sie Cairn dann erneut. Es wurde nichts geändert.</translation>
    </message>
</context>
<context>
    <name>cairn::StatusBar</name>
    <message>
        <source>Sync status: %1</source>
        <translation>Abgleich: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln to review</source>
        <translation>
            <numerusform>%Ln zu prüfen</numerusform>
            <numerusform>%Ln zu prüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) need(s) review</source>
        <translation>
            <numerusform>%Ln Notiz zu prüfen</numerusform>
            <numerusform>%Ln Notizen zu prüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not sent</source>
        <translation>
            <numerusform>%Ln nicht gesendet</numerusform>
            <numerusform>%Ln nicht gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) could not be sent</source>
        <translation>
            <numerusform>%Ln Änderung konnte nicht gesendet werden</numerusform>
            <numerusform>%Ln Änderungen konnten nicht gesendet werden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StatusController</name>
    <message numerus="yes">
        <source>%Ln note(s) were taken away before: they can be taken back</source>
        <translation>
            <numerusform>%Ln Notiz wurde schon vorher weggenommen: Sie lässt sich zurückholen</numerusform>
            <numerusform>%Ln Notizen wurden schon vorher weggenommen: Sie lassen sich zurückholen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Notes of another account</source>
        <translation>Notizen eines anderen Kontos</translation>
    </message>
    <message>
        <source>The notes on this computer were synced with another account before.</source>
        <translation>Die Notizen auf diesem Computer wurden bisher mit einem anderen Konto synchronisiert.</translation>
    </message>
    <message>
        <source>Shall all of them be sent to the account “%1” at %2 as well? If they must not go there, choose Cancel and sign in to the former account again; nothing was sent.</source>
        <translation>Sollen sie alle auch an das Konto „%1“ bei %2 gesendet werden? Wenn sie dort nicht hin dürfen, wählen Sie Abbrechen und melden Sie sich wieder am früheren Konto an; gesendet wurde nichts.</translation>
    </message>
    <message>
        <source>Send them there</source>
        <translation>Dorthin senden</translation>
    </message>
</context>
<context>
    <name>cairn::StatusSentence</name>
    <message>
        <source>All notes are saved on this computer</source>
        <translation>Alle Notizen sind auf diesem Computer gespeichert</translation>
    </message>
    <message>
        <source>Sync with other devices…</source>
        <translation>Mit anderen Geräten abgleichen …</translation>
    </message>
    <message>
        <source>All changes saved on this computer</source>
        <translation>Alle Änderungen auf diesem Computer gespeichert</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>All changes saved and synced %1</source>
        <translation>Alle Änderungen gespeichert und abgeglichen, %1</translation>
    </message>
    <message>
        <source>All changes saved and synced</source>
        <translation>Alle Änderungen gespeichert und abgeglichen</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Sende …</translation>
    </message>
    <message>
        <source>Looking for changes…</source>
        <translation>Suche nach Änderungen …</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird hergestellt …</translation>
    </message>
    <message>
        <source>Offline: everything is saved on this computer</source>
        <translation>Offline: Alles ist auf diesem Computer gespeichert</translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation>Angehalten bis %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Something else answers in place of the server (a sign-in page?)</source>
        <translation>Statt des Servers antwortet etwas anderes (eine Anmeldeseite?)</translation>
    </message>
    <message>
        <source>Server unreachable</source>
        <translation>Server nicht erreichbar</translation>
    </message>
    <message>
        <source>%1, trying again</source>
        <translation>%1, neuer Versuch</translation>
    </message>
    <message>
        <source>%1, next try %2</source>
        <translation>%1, nächster Versuch %2</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Sign in again to go on syncing</source>
        <translation>Bitte neu anmelden, dann geht der Abgleich weiter</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>The server has locked this account for a while, next try %1</source>
        <translation>Der Server hat dieses Konto für eine Weile gesperrt, nächster Versuch %1</translation>
    </message>
    <message>
        <source>Account…</source>
        <translation>Konto …</translation>
    </message>
    <message>
        <source>This account is not allowed to use the notes on the server</source>
        <translation>Dieses Konto darf die Notizen auf dem Server nicht benutzen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Storage full: free some space, then syncing goes on</source>
        <translation>Speicher voll: Schaffen Sie Platz, dann geht der Abgleich weiter</translation>
    </message>
    <message>
        <source>These notes come from a newer Cairn: please update this one</source>
        <translation>Diese Notizen stammen von einem neueren Cairn: Bitte dieses aktualisieren</translation>
    </message>
    <message>
        <source>Syncing stopped: the notes on this computer are in use or damaged</source>
        <translation>Abgleich angehalten: Die Notizen auf diesem Computer werden benutzt oder sind beschädigt</translation>
    </message>
    <message>
        <source>Syncing stopped: the storage of this computer reports an error</source>
        <translation>Abgleich angehalten: Der Speicher dieses Computers meldet einen Fehler</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) saved on this computer, sending soon</source>
        <translation>
            <numerusform>%Ln Änderung hier gespeichert, wird bald gesendet</numerusform>
            <numerusform>%Ln Änderungen hier gespeichert, werden bald gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) could not be sent and need(s) attention</source>
        <translation>
            <numerusform>%Ln Änderung konnte nicht gesendet werden, bitte ansehen</numerusform>
            <numerusform>%Ln Änderungen konnten nicht gesendet werden, bitte ansehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) saved on this computer, waiting to be sent</source>
        <translation>
            <numerusform>%Ln Änderung hier gespeichert, wartet auf das Senden</numerusform>
            <numerusform>%Ln Änderungen hier gespeichert, warten auf das Senden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) need(s) review, all else is synced</source>
        <translation>
            <numerusform>%Ln Notiz zu prüfen, alles andere ist abgeglichen</numerusform>
            <numerusform>%Ln Notizen zu prüfen, alles andere ist abgeglichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sending %L1 of %L2</source>
        <translation>Sende %L1 von %L2</translation>
    </message>
    <message>
        <source>Receiving %L1 of %L2</source>
        <translation>Empfange %L1 von %L2</translation>
    </message>
    <message>
        <source>Receiving, %L1 so far</source>
        <translation>Empfange, bisher %L1</translation>
    </message>
    <message numerus="yes">
        <source>Connecting, %Ln change(s) saved on this computer will be sent</source>
        <translation>
            <numerusform>Verbinde, %Ln hier gespeicherte Änderung wird gesendet</numerusform>
            <numerusform>Verbinde, %Ln hier gespeicherte Änderungen werden gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%Ln failed)</source>
        <translation>
            <numerusform>%1 (%Ln fehlgeschlagen)</numerusform>
            <numerusform>%1 (%Ln fehlgeschlagen)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline: %Ln change(s) saved on this computer, they will be sent when connected</source>
        <translation>
            <numerusform>Offline: %Ln Änderung auf diesem Computer gespeichert, sie wird bei Verbindung gesendet</numerusform>
            <numerusform>Offline: %Ln Änderungen auf diesem Computer gespeichert, sie werden bei Verbindung gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln change(s) saved on this computer</source>
        <translation>
            <numerusform>%1, %Ln Änderung auf diesem Computer gespeichert</numerusform>
            <numerusform>%1, %Ln Änderungen auf diesem Computer gespeichert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %Ln change(s) saved on this computer</source>
        <translation>
            <numerusform>%1. %Ln Änderung auf diesem Computer gespeichert</numerusform>
            <numerusform>%1. %Ln Änderungen auf diesem Computer gespeichert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign in again: %Ln change(s) saved on this computer wait to be sent</source>
        <translation>
            <numerusform>Bitte neu anmelden: %Ln hier gespeicherte Änderung wartet auf das Senden</numerusform>
            <numerusform>Bitte neu anmelden: %Ln hier gespeicherte Änderungen warten auf das Senden</numerusform>
        </translation>
    </message>
    <message>
        <source>The open note is not saved yet</source>
        <translation>Die offene Notiz ist noch nicht gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%1, about %Ln minute(s) left</source>
        <translation>
            <numerusform>%1, noch etwa %Ln Minute</numerusform>
            <numerusform>%1, noch etwa %Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for a network that costs nothing: %Ln change(s) saved on this computer</source>
        <translation>
            <numerusform>Wartet auf ein kostenloses Netz: %Ln Änderung auf diesem Computer gespeichert</numerusform>
            <numerusform>Wartet auf ein kostenloses Netz: %Ln Änderungen auf diesem Computer gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for a network that costs nothing</source>
        <translation>Wartet auf ein kostenloses Netz</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt synchronisieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) would be removed, but only if you agree</source>
        <translation>
            <numerusform>%Ln Notiz würde entfernt, aber nur mit Ihrer Zustimmung</numerusform>
            <numerusform>%Ln Notizen würden entfernt, aber nur mit Ihrer Zustimmung</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Entscheiden …</translation>
    </message>
    <message>
        <source>These notes belong to another account: nothing was sent</source>
        <translation>Diese Notizen gehören zu einem anderen Konto: Es wurde nichts gesendet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) of the server cannot be read</source>
        <translation>
            <numerusform>%Ln Dokument des Servers kann nicht gelesen werden</numerusform>
            <numerusform>%Ln Dokumente des Servers können nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 asks to be left alone for a while</source>
        <translation>%1 bittet um eine längere Pause</translation>
    </message>
    <message>
        <source>The server refuses to answer</source>
        <translation>Der Server verweigert die Antwort</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Only reading: nothing can be saved or synced</source>
        <translation>Nur lesen: Es kann nichts gespeichert oder abgeglichen werden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) would be replaced by other text, but only if you agree</source>
        <translation>
            <numerusform>%Ln Notiz würde durch anderen Text ersetzt, aber nur mit Ihrer Zustimmung</numerusform>
            <numerusform>%Ln Notizen würden durch anderen Text ersetzt, aber nur mit Ihrer Zustimmung</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, but only if you agree</source>
        <translation>%1, %2, aber nur mit Ihrer Zustimmung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) would be removed</source>
        <translation>
            <numerusform>%Ln Notiz würde entfernt</numerusform>
            <numerusform>%Ln Notizen würden entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced by other text</source>
        <comment>notes; follows “12 notes would be removed”</comment>
        <translation>
            <numerusform>%Ln durch anderen Text ersetzt</numerusform>
            <numerusform>%Ln durch anderen Text ersetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) were taken away already</source>
        <translation>
            <numerusform>%Ln Notiz wurde schon weggenommen</numerusform>
            <numerusform>%Ln Notizen wurden schon weggenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln more would be removed, but only if you agree</source>
        <comment>notes</comment>
        <translation>
            <numerusform>%1; %Ln weitere würde entfernt, aber nur mit Ihrer Zustimmung</numerusform>
            <numerusform>%1; %Ln weitere würden entfernt, aber nur mit Ihrer Zustimmung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln more would be replaced by other text, but only if you agree</source>
        <comment>notes</comment>
        <translation>
            <numerusform>%1; %Ln weitere würde durch anderen Text ersetzt, aber nur mit Ihrer Zustimmung</numerusform>
            <numerusform>%1; %Ln weitere würden durch anderen Text ersetzt, aber nur mit Ihrer Zustimmung</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2, but only if you agree</source>
        <translation>%1; %2, aber nur mit Ihrer Zustimmung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more would be removed, %L1 replaced by other text</source>
        <comment>notes</comment>
        <translation>
            <numerusform>%Ln weitere würde entfernt, %L1 durch anderen Text ersetzt</numerusform>
            <numerusform>%Ln weitere würden entfernt, %L1 durch anderen Text ersetzt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StayingNotes</name>
    <message>
        <source>“%1” has changed since and stays as it is.</source>
        <translation>„%1“ wurde seitdem geändert und bleibt, wie es ist.</translation>
    </message>
    <message numerus="yes">
        <source>“%1” and %Ln other note(s) have changed since and stay as they are.</source>
        <translation>
            <numerusform>„%1“ und %Ln weitere Notiz wurden seitdem geändert und bleiben, wie sie sind.</numerusform>
            <numerusform>„%1“ und %Ln weitere Notizen wurden seitdem geändert und bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” stays as it is: its text is damaged on the disk; the command “cairn-cli doctor” says more.</source>
        <translation>„%1“ bleibt, wie es ist: Der Text ist auf dem Datenträger beschädigt; der Befehl „cairn-cli doctor“ sagt mehr.</translation>
    </message>
    <message numerus="yes">
        <source>“%1” and %Ln other note(s) stay as they are: their texts are damaged on the disk; the command “cairn-cli doctor” says more.</source>
        <translation>
            <numerusform>„%1“ und %Ln weitere Notiz bleiben, wie sie sind: Ihre Texte sind auf dem Datenträger beschädigt; der Befehl „cairn-cli doctor“ sagt mehr.</numerusform>
            <numerusform>„%1“ und %Ln weitere Notizen bleiben, wie sie sind: Ihre Texte sind auf dem Datenträger beschädigt; der Befehl „cairn-cli doctor“ sagt mehr.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>3 notes are as they were, and which ones stay</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>cairn::SyncCentre</name>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>Abgleich-Übersicht</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>Nichts wartet auf das Senden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Discard change…</source>
        <translation>Änderung verwerfen …</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Problems only</source>
        <translation>Nur Probleme</translation>
    </message>
    <message>
        <source>Which lines to show</source>
        <translation>Welche Zeilen zu zeigen sind</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Needs attention: %1</source>
        <translation>Bitte ansehen: %1</translation>
    </message>
    <message>
        <source>%1 Next try %2</source>
        <translation>%1 Nächster Versuch %2</translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>Wartet auf das Senden</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>Name of this device</source>
        <translation>Name dieses Geräts</translation>
    </message>
    <message>
        <source>Discard change</source>
        <translation>Änderung verwerfen</translation>
    </message>
    <message>
        <source>Discard what was not sent of “%1”?</source>
        <translation>Nicht Gesendetes von „%1“ verwerfen?</translation>
    </message>
    <message>
        <source>The note shows the server&apos;s last version again. Your text stays in its history.</source>
        <translation>Die Notiz zeigt wieder die letzte Fassung des Servers. Ihr Text bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Export note</source>
        <translation>Notiz exportieren</translation>
    </message>
    <message>
        <source>Export activity</source>
        <translation>Verlauf exportieren</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Die Datei konnte nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Alle erneut versuchen</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>„%1“: %2</translation>
    </message>
</context>
<context>
    <name>cairn::SyncNews</name>
    <message>
        <source>You are offline. Keep writing: everything is saved here.</source>
        <translation>Sie sind offline. Schreiben Sie ruhig weiter: Alles wird hier gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>Back online, sending %Ln change(s)</source>
        <translation>
            <numerusform>Wieder online, %Ln Änderung wird gesendet</numerusform>
            <numerusform>Wieder online, %Ln Änderungen werden gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Back online</source>
        <translation>Wieder online</translation>
    </message>
    <message numerus="yes">
        <source>You were offline for long: %Ln note(s) need(s) review</source>
        <translation>
            <numerusform>Sie waren lange offline: %Ln Notiz ist zu prüfen</numerusform>
            <numerusform>Sie waren lange offline: %Ln Notizen sind zu prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>“%1” is kept: it was deleted on one device, but edited on another</source>
        <translation>„%1“ bleibt: auf einem Gerät gelöscht, aber auf einem anderen geändert</translation>
    </message>
    <message numerus="yes">
        <source>“%1” and %Ln other note(s) are kept: deleted on one device, but edited on another</source>
        <translation>
            <numerusform>„%1“ und %Ln andere Notiz bleiben erhalten: auf einem Gerät gelöscht, aber auf einem anderen bearbeitet</numerusform>
            <numerusform>„%1“ und %Ln andere Notizen bleiben erhalten: auf einem Gerät gelöscht, aber auf einem anderen bearbeitet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TagsEditor</name>
    <message>
        <source>Add tag…</source>
        <translation>Stichwort …</translation>
    </message>
    <message>
        <source>Add tag</source>
        <translation>Stichwort hinzufügen</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <translation>Stichwort %1</translation>
    </message>
    <message>
        <source>Show notes with #%1</source>
        <translation>Notizen mit #%1 zeigen</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Stichwort entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more tag(s)</source>
        <translation>
            <numerusform>%Ln weiteres Stichwort</numerusform>
            <numerusform>%Ln weitere Stichwörter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TakeBack</name>
    <message numerus="yes">
        <source>%Ln note(s) are as they were</source>
        <translation>
            <numerusform>%Ln Notiz ist wieder, wie sie war</numerusform>
            <numerusform>%Ln Notizen sind wieder, wie sie waren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TimeWords</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>at %1</source>
        <comment>time of day</comment>
        <translation>um %1</translation>
    </message>
    <message>
        <source>yesterday at %1</source>
        <translation>gestern um %1</translation>
    </message>
    <message>
        <source>on %1</source>
        <comment>date</comment>
        <translation>am %1</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>vor %Ln Min.</numerusform>
            <numerusform>vor %Ln Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln s</source>
        <translation>
            <numerusform>in %Ln s</numerusform>
            <numerusform>in %Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln min</source>
        <translation>
            <numerusform>in %Ln Min.</numerusform>
            <numerusform>in %Ln Min.</numerusform>
        </translation>
    </message>
    <message>
        <source>on %1 at %2</source>
        <comment>day, time of day</comment>
        <translation>am %1 um %2</translation>
    </message>
</context>
<context>
    <name>cairn::TitleField</name>
    <message>
        <source>Not inserted: there is no text in it.</source>
        <translation>Nicht eingefügt: Es ist kein Text darin.</translation>
    </message>
</context>
<context>
    <name>cairn::Toast</name>
    <message>
        <source>%1 (%2)</source>
        <comment>message, what to do</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (%2: %3)</source>
        <comment>message, what to do, its keys</comment>
        <translation>%1 (%2: %3)</translation>
    </message>
</context>
<context>
    <name>cairn::TopBar</name>
    <message>
        <source>Search notes</source>
        <translation>Notizen durchsuchen</translation>
    </message>
    <message>
        <source>Search notes  (%1)</source>
        <translation>Notizen durchsuchen  (%1)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>cairn::UndoJournal</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>A backup was restored: what was done before it cannot be undone any more</source>
        <translation>Eine Sicherung wurde wiederhergestellt: Was davor getan wurde, lässt sich nicht mehr rückgängig machen</translation>
    </message>
    <message>
        <source>There is nothing to undo any more</source>
        <translation>Es gibt nichts mehr rückgängig zu machen</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <comment>what was done</comment>
        <translation>Rückgängig gemacht: %1</translation>
    </message>
    <message>
        <source>A backup was restored since: this cannot be undone any more</source>
        <translation>Seitdem wurde eine Sicherung wiederhergestellt: Das lässt sich nicht mehr rückgängig machen</translation>
    </message>
    <message>
        <source>That did not work: %1.</source>
        <translation>Das hat nicht geklappt: %1.</translation>
    </message>
    <message>
        <source>Something else is being done just now: undo it in a moment</source>
        <translation>Gerade läuft noch etwas anderes: Machen Sie es gleich rückgängig</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <comment>what was done</comment>
        <translation>Rückgängig: %1</translation>
    </message>
</context>
<context>
    <name>cairn::VersionList</name>
    <message>
        <source>You decide about two versions at a time. After you save, the result is compared with the next one.</source>
        <translation>Sie entscheiden über je zwei Fassungen. Nach dem Speichern wird das Ergebnis mit der nächsten verglichen.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>number, device</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>compared now</source>
        <translation>wird verglichen</translation>
    </message>
    <message>
        <source>next</source>
        <translation>danach</translation>
    </message>
</context>
<context>
    <name>cairn::VersionView</name>
    <message>
        <source>Previous difference (Shift+F8)</source>
        <translation>Voriger Unterschied (Umschalt+F8)</translation>
    </message>
    <message>
        <source>Next difference (F8)</source>
        <translation>Nächster Unterschied (F8)</translation>
    </message>
    <message>
        <source>The words of both are the same.</source>
        <translation>Der Text beider ist gleich.</translation>
    </message>
    <message>
        <source>Difference %1 of %2. What one version has and the other has not is marked.</source>
        <translation>Unterschied %1 von %2. Markiert ist, was nur eine der Fassungen hat.</translation>
    </message>
</context>
<context>
    <name>cairn::WholeVersions</name>
    <message>
        <source>Keep this device’s version</source>
        <translation>Fassung dieses Geräts behalten</translation>
    </message>
    <message>
        <source>Keep the other version</source>
        <translation>Die andere Fassung behalten</translation>
    </message>
    <message>
        <source>Keep version %1</source>
        <translation>Fassung %1 behalten</translation>
    </message>
    <message>
        <source>The note becomes what was written %1: %2. The others stay in its history.</source>
        <comment>time, device</comment>
        <translation>Die Notiz wird zu dem, was %1 geschrieben wurde: %2. Die anderen bleiben im Verlauf.</translation>
    </message>
    <message>
        <source>Keep both as two notes</source>
        <translation>Beide als zwei Notizen behalten</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>Notiz behalten</translation>
    </message>
    <message>
        <source>The note stays on all devices, with the edited text.</source>
        <translation>Die Notiz bleibt auf allen Geräten, mit dem bearbeiteten Text.</translation>
    </message>
    <message>
        <source>Delete the note</source>
        <translation>Notiz löschen</translation>
    </message>
    <message>
        <source>The note is deleted on all devices. The edited text stays in its history.</source>
        <translation>Die Notiz wird auf allen Geräten gelöscht. Der bearbeitete Text bleibt im Verlauf.</translation>
    </message>
    <message numerus="yes">
        <source>Keep all as %Ln note(s)</source>
        <translation>
            <numerusform>Als %Ln Notiz behalten</numerusform>
            <numerusform>Alle als %Ln Notizen behalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep the version shown here</source>
        <translation>Die hier gezeigte Fassung behalten</translation>
    </message>
</context>
<context>
    <name>cairn::WindowMenus</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
</context>
</TS>
