<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>cairn::StatusBar</name>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n to review</numerusform><numerusform>%n to review</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) need(s) review</source>
        <translation>
            <numerusform>%n note needs review</numerusform><numerusform>%n notes need review</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n not sent</numerusform><numerusform>%n not sent</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) could not be sent</source>
        <translation>
            <numerusform>%n note could not be sent</numerusform><numerusform>%n notes could not be sent</numerusform></translation>
    </message>
</context>
<context>
    <name>cairn::StatusSentence</name>
    <message numerus="yes">
        <source>%n note(s) saved on this computer, sending soon</source>
        <translation>
            <numerusform>%n note saved on this computer, sending soon</numerusform><numerusform>%n notes saved on this computer, sending soon</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) could not be sent and need(s) attention</source>
        <translation>
            <numerusform>%n note could not be sent and needs attention</numerusform><numerusform>%n notes could not be sent and need attention</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) saved on this computer, waiting to be sent</source>
        <translation>
            <numerusform>%n note saved on this computer, waiting to be sent</numerusform><numerusform>%n notes saved on this computer, waiting to be sent</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) need(s) review, all else is synced</source>
        <translation>
            <numerusform>%n note needs review, all else is synced</numerusform><numerusform>%n notes need review, all else is synced</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Connecting, %n note(s) saved on this computer will be sent</source>
        <translation>
            <numerusform>Connecting, %n note saved on this computer will be sent</numerusform><numerusform>Connecting, %n notes saved on this computer will be sent</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n failed)</source>
        <translation>
            <numerusform>%1 (%n failed)</numerusform><numerusform>%1 (%n failed)</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Offline: %n note(s) saved on this computer, they will be sent when connected</source>
        <translation>
            <numerusform>Offline: %n note saved on this computer, it will be sent when connected</numerusform><numerusform>Offline: %n notes saved on this computer, they will be sent when connected</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1, %n note(s) saved on this computer</source>
        <translation>
            <numerusform>%1, %n note saved on this computer</numerusform><numerusform>%1, %n notes saved on this computer</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1. %n note(s) saved on this computer</source>
        <translation>
            <numerusform>%1. %n note saved on this computer</numerusform><numerusform>%1. %n notes saved on this computer</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Sign in again: %n note(s) saved on this computer wait to be sent</source>
        <translation>
            <numerusform>Sign in again: %n note saved on this computer waits to be sent</numerusform><numerusform>Sign in again: %n notes saved on this computer wait to be sent</numerusform></translation>
    </message>
</context>
<context>
    <name>cairn::TimeWords</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform><numerusform>%n min ago</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>in %n s</source>
        <translation>
            <numerusform>in %n s</numerusform><numerusform>in %n s</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform><numerusform>in %n min</numerusform></translation>
    </message>
</context>
</TS>