<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>OpenConflicts</name>
    <message numerus="yes">
        <source>%Ln note(s) waited for review before this setting.</source>
        <translation>
            <numerusform>%Ln note waited for review before this setting.</numerusform>
            <numerusform>%Ln notes waited for review before this setting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) decided</source>
        <translation>
            <numerusform>%Ln note decided</numerusform>
            <numerusform>%Ln notes decided</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::AccountController</name>
    <message numerus="yes">
        <source>%Ln change(s) not sent yet. All notes stay on this computer, but your other devices will not get what was not sent.</source>
        <translation>
            <numerusform>%Ln change not sent yet. All notes stay on this computer, but your other devices will not get what was not sent.</numerusform>
            <numerusform>%Ln changes not sent yet. All notes stay on this computer, but your other devices will not get what was not sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ActivityWords</name>
    <message numerus="yes">
        <source>%Ln change(s) received</source>
        <translation>
            <numerusform>%Ln change received</numerusform>
            <numerusform>%Ln changes received</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) sent</source>
        <translation>
            <numerusform>%Ln change sent</numerusform>
            <numerusform>%Ln changes sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) changed on two devices were put together</source>
        <translation>
            <numerusform>%Ln note changed on two devices were put together</numerusform>
            <numerusform>%Ln notes changed on two devices were put together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) need(s) review</source>
        <translation>
            <numerusform>%Ln note needs review</numerusform>
            <numerusform>%Ln notes need review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) could not be sent</source>
        <translation>
            <numerusform>%Ln note could not be sent</numerusform>
            <numerusform>%Ln notes could not be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) with two versions decided as you set up</source>
        <translation>
            <numerusform>%Ln note with two versions decided as you set up</numerusform>
            <numerusform>%Ln notes with two versions decided as you set up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You were away for %Ln day(s): everything is compared again</source>
        <translation>
            <numerusform>You were away for %Ln day: everything is compared again</numerusform>
            <numerusform>You were away for %Ln days: everything is compared again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Back after %Ln day(s): what needs review is in one list</source>
        <translation>
            <numerusform>Back after %Ln day: what needs review is in one list</numerusform>
            <numerusform>Back after %Ln days: what needs review is in one list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server had lost %Ln note(s): sent again</source>
        <translation>
            <numerusform>The server had lost %Ln note: sent again</numerusform>
            <numerusform>The server had lost %Ln notes: sent again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server could not give %Ln note(s): asked again later</source>
        <translation>
            <numerusform>The server could not give %Ln note: asked again later</numerusform>
            <numerusform>The server could not give %Ln notes: asked again later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) removed or replaced elsewhere: “Deleted notes…” has them</source>
        <translation>
            <numerusform>%Ln note removed or replaced elsewhere: “Deleted notes…” has them</numerusform>
            <numerusform>%Ln notes removed or replaced elsewhere: “Deleted notes…” has them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server wants %Ln note(s) removed or replaced: they stay until you agree</source>
        <translation>
            <numerusform>The server wants %Ln note removed or replaced: they stay until you agree</numerusform>
            <numerusform>The server wants %Ln notes removed or replaced: they stay until you agree</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::AlertWords</name>
    <message numerus="yes">
        <source>Much is waiting most of the time: up to %Ln change(s)</source>
        <translation>
            <numerusform>Much is waiting most of the time: up to %Ln change</numerusform>
            <numerusform>Much is waiting most of the time: up to %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Something has waited to be sent for %Ln hour(s)</source>
        <translation>
            <numerusform>Something has waited to be sent for %Ln hour</numerusform>
            <numerusform>Something has waited to be sent for %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) could not be sent and need(s) attention</source>
        <translation>
            <numerusform>%Ln change could not be sent and needs attention</numerusform>
            <numerusform>%Ln changes could not be sent and need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::Application</name>
    <message numerus="yes">
        <source>%Ln note(s) imported</source>
        <translation>
            <numerusform>%Ln note imported</numerusform>
            <numerusform>%Ln notes imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln already here</source>
        <translation>
            <numerusform>, %Ln already here</numerusform>
            <numerusform>, %Ln already here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln left out</source>
        <translation>
            <numerusform>, %Ln left out</numerusform>
            <numerusform>, %Ln left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>problems of an import</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::CommandController</name>
    <message numerus="yes">
        <source>Tag %Ln note(s)</source>
        <translation>
            <numerusform>Tag %Ln note</numerusform>
            <numerusform>Tag %Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ConflictDialog</name>
    <message numerus="yes">
        <source>Review %Ln versions</source>
        <translation>
            <numerusform>Review %Ln versions</numerusform>
            <numerusform>Review %Ln versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ConflictFooter</name>
    <message numerus="yes">
        <source>%1 · %Ln more note(s) to review</source>
        <translation>
            <numerusform>%1 · %Ln more note to review</numerusform>
            <numerusform>%1 · %Ln more notes to review</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ConflictWords</name>
    <message numerus="yes">
        <source>%Ln version(s) of “%1”</source>
        <translation>
            <numerusform>%Ln version of “%1”</numerusform>
            <numerusform>%Ln versions of “%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln decided</source>
        <translation>
            <numerusform>%1 of %Ln decided</numerusform>
            <numerusform>%1 of %Ln decided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many versions (%Ln) of “%1”: the newest are shown</source>
        <translation>
            <numerusform>Too many versions (%Ln) of “%1”: the newest are shown</numerusform>
            <numerusform>Too many versions (%Ln) of “%1”: the newest are shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many versions (%Ln) of this note. Go on writing, decide when you like.</source>
        <translation>
            <numerusform>Too many versions (%Ln) of this note. Go on writing, decide when you like.</numerusform>
            <numerusform>Too many versions (%Ln) of this note. Go on writing, decide when you like.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln versions of this note. Go on writing, decide when you like.</source>
        <translation>
            <numerusform>%Ln versions of this note. Go on writing, decide when you like.</numerusform>
            <numerusform>%Ln versions of this note. Go on writing, decide when you like.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is left out: one version stays in this note, and %Ln other(s) will be notes of their own.</source>
        <translation>
            <numerusform>Nothing is left out: one version stays in this note, and %Ln other will be notes of their own.</numerusform>
            <numerusform>Nothing is left out: one version stays in this note, and %Ln others will be notes of their own.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::DeletedNotesDialog</name>
    <message numerus="yes">
        <source>In the last 7 days sync took away %Ln note(s) that were on this computer.</source>
        <translation>
            <numerusform>In the last 7 days sync took away %Ln note that was on this computer.</numerusform>
            <numerusform>In the last 7 days sync took away %Ln notes that were on this computer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::FindBar</name>
    <message numerus="yes">
        <source>%Ln replaced</source>
        <translation>
            <numerusform>%Ln replaced</numerusform>
            <numerusform>%Ln replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::FoldedText</name>
    <message numerus="yes">
        <source>Show %Ln more line(s)</source>
        <translation>
            <numerusform>Show %Ln more line</numerusform>
            <numerusform>Show %Ln more lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::HistoryFlow</name>
    <message numerus="yes">
        <source>%Ln note(s) are back</source>
        <translation>
            <numerusform>%Ln note is back</numerusform>
            <numerusform>%Ln notes are back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. “%2” and %Ln other note(s) are not: %3.</source>
        <translation>
            <numerusform>%1. “%2” and %Ln other note are not: %3.</numerusform>
            <numerusform>%1. “%2” and %Ln other notes are not: %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) removed again</source>
        <translation>
            <numerusform>%Ln note removed again</numerusform>
            <numerusform>%Ln notes removed again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ListPane</name>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln or more notes</source>
        <translation>
            <numerusform>%Ln or more notes</numerusform>
            <numerusform>%Ln or more notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NoteCommands</name>
    <message numerus="yes">
        <source>%Ln note(s) moved to the trash</source>
        <translation>
            <numerusform>%Ln note moved to the trash</numerusform>
            <numerusform>%Ln notes moved to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) restored</source>
        <translation>
            <numerusform>%Ln note restored</numerusform>
            <numerusform>%Ln notes restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln note(s) for good?</source>
        <translation>
            <numerusform>Delete %Ln note for good?</numerusform>
            <numerusform>Delete %Ln notes for good?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) deleted for good</source>
        <translation>
            <numerusform>%Ln note deleted for good</numerusform>
            <numerusform>%Ln notes deleted for good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) taken out of the notebook</source>
        <translation>
            <numerusform>%Ln note taken out of the notebook</numerusform>
            <numerusform>%Ln notes taken out of the notebook</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) moved to “%1”</source>
        <translation>
            <numerusform>%Ln note moved to “%1”</numerusform>
            <numerusform>%Ln notes moved to “%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) tagged #%1</source>
        <translation>
            <numerusform>%Ln note tagged #%1</numerusform>
            <numerusform>%Ln notes tagged #%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) marked as emergency: always kept here, sent and received first</source>
        <translation>
            <numerusform>%Ln note marked as emergency: always kept here, sent and received first</numerusform>
            <numerusform>%Ln notes marked as emergency: always kept here, sent and received first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) pinned to the top</source>
        <translation>
            <numerusform>%Ln note pinned to the top</numerusform>
            <numerusform>%Ln notes pinned to the top</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) not pinned any more</source>
        <translation>
            <numerusform>%Ln note not pinned any more</numerusform>
            <numerusform>%Ln notes not pinned any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) not marked as emergency any more</source>
        <translation>
            <numerusform>%Ln note not marked as emergency any more</numerusform>
            <numerusform>%Ln notes not marked as emergency any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%Ln other(s) left: not in the trash any more)</source>
        <translation>
            <numerusform>(%Ln other left: not in the trash any more)</numerusform>
            <numerusform>(%Ln others left: not in the trash any more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NoteList</name>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::NotebookCommands</name>
    <message numerus="yes">
        <source>Notebook “%1” deleted, %Ln note(s) in the trash</source>
        <translation>
            <numerusform>Notebook “%1” deleted, %Ln note in the trash</numerusform>
            <numerusform>Notebook “%1” deleted, %Ln notes in the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag #%1 renamed in %Ln note(s)</source>
        <translation>
            <numerusform>Tag #%1 renamed in %Ln note</numerusform>
            <numerusform>Tag #%1 renamed in %Ln notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The notebook “%1” is back, without %Ln note(s) deleted for good</source>
        <translation>
            <numerusform>The notebook “%1” is back, without %Ln note deleted for good</numerusform>
            <numerusform>The notebook “%1” is back, without %Ln notes deleted for good</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RecoveryDialog</name>
    <message numerus="yes">
        <source>%1: %Ln note(s)</source>
        <translation>
            <numerusform>%1: %Ln note</numerusform>
            <numerusform>%1: %Ln notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln note(s) the copy has no text</source>
        <translation>
            <numerusform>Of %Ln note the copy has no text</numerusform>
            <numerusform>Of %Ln notes the copy has no text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text of %Ln note(s) was damaged in the copy: what it has elsewhere was taken</source>
        <translation>
            <numerusform>The text of %Ln note was damaged in the copy: what it has elsewhere was taken</numerusform>
            <numerusform>The text of %Ln notes was damaged in the copy: what it has elsewhere was taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text of %Ln note(s) may not be as it was written: please look through it</source>
        <translation>
            <numerusform>The text of %Ln note may not be as it was written: please look through it</numerusform>
            <numerusform>The text of %Ln notes may not be as it was written: please look through it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RemovalQuestion</name>
    <message numerus="yes">
        <source>%Ln note(s) were taken away already. “Deleted notes…” brings them back.</source>
        <translation>
            <numerusform>%Ln note was taken away already. “Deleted notes…” brings it back.</numerusform>
            <numerusform>%Ln notes were taken away already. “Deleted notes…” brings them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server wants %Ln more note(s) removed from this computer.</source>
        <translation>
            <numerusform>The server wants %Ln more note removed from this computer.</numerusform>
            <numerusform>The server wants %Ln more notes removed from this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server wants %Ln note(s) removed from this computer.</source>
        <translation>
            <numerusform>The server wants %Ln note removed from this computer.</numerusform>
            <numerusform>The server wants %Ln notes removed from this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server wants the text of %Ln note(s) shortened or replaced.</source>
        <translation>
            <numerusform>The server wants the text of %Ln note shortened or replaced.</numerusform>
            <numerusform>The server wants the text of %Ln notes shortened or replaced.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::RetentionBox</name>
    <message numerus="yes">
        <source>all for %Ln day(s), then fewer</source>
        <translation>
            <numerusform>all for %Ln day, then fewer</numerusform>
            <numerusform>all for %Ln days, then fewer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln version(s), %1. What is there now is never removed.</source>
        <translation>
            <numerusform>%Ln version, %1. What is there now is never removed.</numerusform>
            <numerusform>%Ln versions, %1. What is there now is never removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ReviewFlow</name>
    <message numerus="yes">
        <source>%Ln note(s) decided</source>
        <translation>
            <numerusform>%Ln note decided</numerusform>
            <numerusform>%Ln notes decided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The decision about %Ln note(s) is undone: all versions are there again</source>
        <translation>
            <numerusform>The decision about %Ln note is undone: all versions are there again</numerusform>
            <numerusform>The decision about %Ln notes is undone: all versions are there again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ReviewList</name>
    <message numerus="yes">
        <source>%Ln note(s) need(s) review</source>
        <translation>
            <numerusform>%Ln note needs review</numerusform>
            <numerusform>%Ln notes need review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decide %Ln note(s)</source>
        <translation>
            <numerusform>Decide %Ln note</numerusform>
            <numerusform>Decide %Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::SidebarModel</name>
    <message numerus="yes">
        <source>%1, %Ln note(s)</source>
        <translation>
            <numerusform>%1, %Ln note</numerusform>
            <numerusform>%1, %Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StatusBar</name>
    <message numerus="yes">
        <source>%Ln to review</source>
        <translation>
            <numerusform>%Ln to review</numerusform>
            <numerusform>%Ln to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) need(s) review</source>
        <translation>
            <numerusform>%Ln note needs review</numerusform>
            <numerusform>%Ln notes need review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not sent</source>
        <translation>
            <numerusform>%Ln not sent</numerusform>
            <numerusform>%Ln not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) could not be sent</source>
        <translation>
            <numerusform>%Ln change could not be sent</numerusform>
            <numerusform>%Ln changes could not be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StatusController</name>
    <message numerus="yes">
        <source>%Ln note(s) were taken away before: they can be taken back</source>
        <translation>
            <numerusform>%Ln note was taken away before: it can be taken back</numerusform>
            <numerusform>%Ln notes were taken away before: they can be taken back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StatusSentence</name>
    <message numerus="yes">
        <source>%Ln change(s) saved on this computer, sending soon</source>
        <translation>
            <numerusform>%Ln change saved on this computer, sending soon</numerusform>
            <numerusform>%Ln changes saved on this computer, sending soon</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) could not be sent and need(s) attention</source>
        <translation>
            <numerusform>%Ln change could not be sent and needs attention</numerusform>
            <numerusform>%Ln changes could not be sent and need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) saved on this computer, waiting to be sent</source>
        <translation>
            <numerusform>%Ln change saved on this computer, waiting to be sent</numerusform>
            <numerusform>%Ln changes saved on this computer, waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) need(s) review, all else is synced</source>
        <translation>
            <numerusform>%Ln note needs review, all else is synced</numerusform>
            <numerusform>%Ln notes need review, all else is synced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connecting, %Ln change(s) saved on this computer will be sent</source>
        <translation>
            <numerusform>Connecting, %Ln change saved on this computer will be sent</numerusform>
            <numerusform>Connecting, %Ln changes saved on this computer will be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%Ln failed)</source>
        <translation>
            <numerusform>%1 (%Ln failed)</numerusform>
            <numerusform>%1 (%Ln failed)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline: %Ln change(s) saved on this computer, they will be sent when connected</source>
        <translation>
            <numerusform>Offline: %Ln change saved on this computer, it will be sent when connected</numerusform>
            <numerusform>Offline: %Ln changes saved on this computer, they will be sent when connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln change(s) saved on this computer</source>
        <translation>
            <numerusform>%1, %Ln change saved on this computer</numerusform>
            <numerusform>%1, %Ln changes saved on this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %Ln change(s) saved on this computer</source>
        <translation>
            <numerusform>%1. %Ln change saved on this computer</numerusform>
            <numerusform>%1. %Ln changes saved on this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign in again: %Ln change(s) saved on this computer wait to be sent</source>
        <translation>
            <numerusform>Sign in again: %Ln change saved on this computer waits to be sent</numerusform>
            <numerusform>Sign in again: %Ln changes saved on this computer wait to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, about %Ln minute(s) left</source>
        <translation>
            <numerusform>%1, about %Ln minute left</numerusform>
            <numerusform>%1, about %Ln minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for a network that costs nothing: %Ln change(s) saved on this computer</source>
        <translation>
            <numerusform>Waiting for a network that costs nothing: %Ln change saved on this computer</numerusform>
            <numerusform>Waiting for a network that costs nothing: %Ln changes saved on this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) would be removed, but only if you agree</source>
        <translation>
            <numerusform>%Ln note would be removed, but only if you agree</numerusform>
            <numerusform>%Ln notes would be removed, but only if you agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) of the server cannot be read</source>
        <translation>
            <numerusform>%Ln document of the server cannot be read</numerusform>
            <numerusform>%Ln documents of the server cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) would be replaced by other text, but only if you agree</source>
        <translation>
            <numerusform>%Ln note would be replaced by other text, but only if you agree</numerusform>
            <numerusform>%Ln notes would be replaced by other text, but only if you agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) would be removed</source>
        <translation>
            <numerusform>%Ln note would be removed</numerusform>
            <numerusform>%Ln notes would be removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced by other text</source>
        <comment>notes; follows “12 notes would be removed”</comment>
        <translation>
            <numerusform>%Ln replaced by other text</numerusform>
            <numerusform>%Ln replaced by other text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) were taken away already</source>
        <translation>
            <numerusform>%Ln note was taken away already</numerusform>
            <numerusform>%Ln notes were taken away already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln more would be removed, but only if you agree</source>
        <comment>notes</comment>
        <translation>
            <numerusform>%1; %Ln more would be removed, but only if you agree</numerusform>
            <numerusform>%1; %Ln more would be removed, but only if you agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln more would be replaced by other text, but only if you agree</source>
        <comment>notes</comment>
        <translation>
            <numerusform>%1; %Ln more would be replaced by other text, but only if you agree</numerusform>
            <numerusform>%1; %Ln more would be replaced by other text, but only if you agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more would be removed, %L1 replaced by other text</source>
        <comment>notes</comment>
        <translation>
            <numerusform>%Ln more would be removed, %L1 replaced by other text</numerusform>
            <numerusform>%Ln more would be removed, %L1 replaced by other text</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::StayingNotes</name>
    <message numerus="yes">
        <source>“%1” and %Ln other note(s) have changed since and stay as they are.</source>
        <translation>
            <numerusform>“%1” and %Ln other note have changed since and stay as they are.</numerusform>
            <numerusform>“%1” and %Ln other notes have changed since and stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” and %Ln other note(s) stay as they are: their texts are damaged on the disk; the command “cairn-cli doctor” says more.</source>
        <translation>
            <numerusform>“%1” and %Ln other note stay as they are: their texts are damaged on the disk; the command “cairn-cli doctor” says more.</numerusform>
            <numerusform>“%1” and %Ln other notes stay as they are: their texts are damaged on the disk; the command “cairn-cli doctor” says more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::SyncNews</name>
    <message numerus="yes">
        <source>Back online, sending %Ln change(s)</source>
        <translation>
            <numerusform>Back online, sending %Ln change</numerusform>
            <numerusform>Back online, sending %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You were offline for long: %Ln note(s) need(s) review</source>
        <translation>
            <numerusform>You were offline for long: %Ln note needs review</numerusform>
            <numerusform>You were offline for long: %Ln notes need review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” and %Ln other note(s) are kept: deleted on one device, but edited on another</source>
        <translation>
            <numerusform>“%1” and %Ln other note are kept: deleted on one device, but edited on another</numerusform>
            <numerusform>“%1” and %Ln other notes are kept: deleted on one device, but edited on another</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TagsEditor</name>
    <message numerus="yes">
        <source>%Ln more tag(s)</source>
        <translation>
            <numerusform>%Ln more tag</numerusform>
            <numerusform>%Ln more tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TakeBack</name>
    <message numerus="yes">
        <source>%Ln note(s) are as they were</source>
        <translation>
            <numerusform>%Ln note is as it was</numerusform>
            <numerusform>%Ln notes are as they were</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::TimeWords</name>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>%Ln min ago</numerusform>
            <numerusform>%Ln min ago</numerusform>
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
            <numerusform>in %Ln min</numerusform>
            <numerusform>in %Ln min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::WholeVersions</name>
    <message numerus="yes">
        <source>Keep all as %Ln note(s)</source>
        <translation>
            <numerusform>Keep all as %Ln note</numerusform>
            <numerusform>Keep all as %Ln notes</numerusform>
        </translation>
    </message>
</context>
</TS>
