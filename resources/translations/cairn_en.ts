<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>cairn::ActivityWords</name>
    <message numerus="yes">
        <source>%n change(s) received</source>
        <translation>
            <numerusform>%n change received</numerusform>
            <numerusform>%n changes received</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) sent</source>
        <translation>
            <numerusform>%n change sent</numerusform>
            <numerusform>%n changes sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) changed on two devices were put together</source>
        <translation>
            <numerusform>%n note changed on two devices were put together</numerusform>
            <numerusform>%n notes changed on two devices were put together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) need(s) review</source>
        <translation type="unfinished">
            <numerusform>%n note needs review</numerusform>
            <numerusform>%n notes need review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) could not be sent</source>
        <translation type="unfinished">
            <numerusform>%n note could not be sent</numerusform>
            <numerusform>%n notes could not be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::Application</name>
    <message numerus="yes">
        <source>%n note(s) imported</source>
        <translation>
            <numerusform>%n note imported</numerusform>
            <numerusform>%n notes imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n already here</source>
        <translation>
            <numerusform>, %n already here</numerusform>
            <numerusform>, %n already here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n left out</source>
        <translation>
            <numerusform>, %n left out</numerusform>
            <numerusform>, %n left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ConflictFooter</name>
    <message numerus="yes">
        <source>%1 · %n more note(s) to review</source>
        <translation type="unfinished">
            <numerusform>%1 · %n more note to review</numerusform>
            <numerusform>%1 · %n more notes to review</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ConflictWords</name>
    <message numerus="yes">
        <source>%n version(s) of “%1”</source>
        <translation>
            <numerusform>%n version of “%1”</numerusform>
            <numerusform>%n versions of “%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n decided</source>
        <translation>
            <numerusform>%1 of %n decided</numerusform>
            <numerusform>%1 of %n decided</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::FindBar</name>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::FoldedText</name>
    <message numerus="yes">
        <source>Show %n more line(s)</source>
        <translation>
            <numerusform>Show %n more line</numerusform>
            <numerusform>Show %n more lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ListPane</name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::MainWindow</name>
    <message numerus="yes">
        <source>Back online, sending %n change(s)</source>
        <translation>
            <numerusform>Back online, sending %n change</numerusform>
            <numerusform>Back online, sending %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet. All notes stay on this computer, but your other devices will not get what was not sent.</source>
        <translation>
            <numerusform>%n change not sent yet. All notes stay on this computer, but your other devices will not get what was not sent.</numerusform>
            <numerusform>%n changes not sent yet. All notes stay on this computer, but your other devices will not get what was not sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NoteCommands</name>
    <message numerus="yes">
        <source>%n note(s) moved to the trash</source>
        <translation>
            <numerusform>%n note moved to the trash</numerusform>
            <numerusform>%n notes moved to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) restored</source>
        <translation>
            <numerusform>%n note restored</numerusform>
            <numerusform>%n notes restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n note(s) for good?</source>
        <translation>
            <numerusform>Delete %n note for good?</numerusform>
            <numerusform>Delete %n notes for good?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) deleted for good</source>
        <translation>
            <numerusform>%n note deleted for good</numerusform>
            <numerusform>%n notes deleted for good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) taken out of the notebook</source>
        <translation>
            <numerusform>%n note taken out of the notebook</numerusform>
            <numerusform>%n notes taken out of the notebook</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) moved to “%1”</source>
        <translation>
            <numerusform>%n note moved to “%1”</numerusform>
            <numerusform>%n notes moved to “%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) tagged #%1</source>
        <translation>
            <numerusform>%n note tagged #%1</numerusform>
            <numerusform>%n notes tagged #%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NoteList</name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NotebookCommands</name>
    <message numerus="yes">
        <source>Notebook “%1” deleted, %n note(s) in the trash</source>
        <translation>
            <numerusform>Notebook “%1” deleted, %n note in the trash</numerusform>
            <numerusform>Notebook “%1” deleted, %n notes in the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag renamed in %n note(s)</source>
        <translation>
            <numerusform>Tag renamed in %n note</numerusform>
            <numerusform>Tag renamed in %n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StatusBar</name>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n to review</numerusform>
            <numerusform>%n to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) need(s) review</source>
        <translation>
            <numerusform>%n note needs review</numerusform>
            <numerusform>%n notes need review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n not sent</numerusform>
            <numerusform>%n not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) could not be sent</source>
        <translation>
            <numerusform>%n change could not be sent</numerusform>
            <numerusform>%n changes could not be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StatusSentence</name>
    <message numerus="yes">
        <source>%n note(s) need(s) review, all else is synced</source>
        <translation>
            <numerusform>%n note needs review, all else is synced</numerusform>
            <numerusform>%n notes need review, all else is synced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n failed)</source>
        <translation>
            <numerusform>%1 (%n failed)</numerusform>
            <numerusform>%1 (%n failed)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) saved on this computer, sending soon</source>
        <translation>
            <numerusform>%n change saved on this computer, sending soon</numerusform>
            <numerusform>%n changes saved on this computer, sending soon</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) saved on this computer, waiting to be sent</source>
        <translation>
            <numerusform>%n change saved on this computer, waiting to be sent</numerusform>
            <numerusform>%n changes saved on this computer, waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connecting, %n change(s) saved on this computer will be sent</source>
        <translation>
            <numerusform>Connecting, %n change saved on this computer will be sent</numerusform>
            <numerusform>Connecting, %n changes saved on this computer will be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline: %n change(s) saved on this computer, they will be sent when connected</source>
        <translation>
            <numerusform>Offline: %n change saved on this computer, it will be sent when connected</numerusform>
            <numerusform>Offline: %n changes saved on this computer, they will be sent when connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n change(s) saved on this computer</source>
        <translation>
            <numerusform>%1, %n change saved on this computer</numerusform>
            <numerusform>%1, %n changes saved on this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n change(s) saved on this computer</source>
        <translation>
            <numerusform>%1. %n change saved on this computer</numerusform>
            <numerusform>%1. %n changes saved on this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign in again: %n change(s) saved on this computer wait to be sent</source>
        <translation>
            <numerusform>Sign in again: %n change saved on this computer waits to be sent</numerusform>
            <numerusform>Sign in again: %n changes saved on this computer wait to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) could not be sent and need(s) attention</source>
        <translation>
            <numerusform>%n change could not be sent and needs attention</numerusform>
            <numerusform>%n changes could not be sent and need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TimeWords</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n s</source>
        <translation>
            <numerusform>in %n s</numerusform>
            <numerusform>in %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
</context>
</TS>