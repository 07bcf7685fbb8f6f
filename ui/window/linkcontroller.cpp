// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkcontroller.h"

#include "editor/markdowneditor.h"
#include "linkquestion.h"
#include "notelink.h"
#include "notename.h"
#include "notepane.h"
#include "notesession.h"
#include "opennotecontroller.h"
#include "preview/previewpane.h"
#include "shownname.h"
#include "status/toast.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <QDesktopServices>
#include <QUrl>

namespace cairn {

LinkController::LinkController(const WindowParts &parts, OpenNoteController &open, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_open(open)
{
    const MarkdownEditor *editor = parts.pane.editor();
    const PreviewPane *preview = parts.pane.preview();
    const auto ask = [this](const QString &words, const QString &address) {
        askAboutLink(words, address, &m_parts.window, [this, address] { followLink(address); });
    };
    connect(editor, &MarkdownEditor::linkActivated, this, &LinkController::followLink);
    connect(preview, &PreviewPane::linkActivated, this, &LinkController::followLink);
    connect(editor, &MarkdownEditor::doubtfulLinkActivated, this, ask);
    connect(preview, &PreviewPane::doubtfulLinkActivated, this, ask);
    connect(editor, &MarkdownEditor::titleActivated, this, &LinkController::followTitle);
    connect(preview, &PreviewPane::titleActivated, this, &LinkController::followTitle);
    connect(editor, &MarkdownEditor::pasteTooLong, this, &LinkController::offerInPieces);
}

void LinkController::followLink(const QString &address)
{
    if (const auto link = NoteLink::parse(address))
        m_open.open(link->noteId);
    else
        QDesktopServices::openUrl(QUrl(address));
}

void LinkController::followTitle(const QString &title)
{
    // `[[path/name]]`: the folders are another program's.
    for (const QString &name : {title, title.section(u'/', -1)}) {
        const auto found = m_parts.store.notes().idOfTitle(name);
        if (found && *found)
            return m_open.open(**found);
    }
    m_parts.toast.show(
        tr("There is no note “%1”").arg(isolatedName(title)), tr("Write it"),
        [this, title] { emit noteWanted(title); });
}

void LinkController::offerInPieces(const QString &text)
{
    const auto &note = m_parts.session.note();
    const QString name = NoteName::of(note ? note->title : QString());
    m_parts.toast.show(
        tr("Not pasted into “%1”: a line of it is too long to be edited").arg(name),
        tr("Paste in shorter lines"), [this, text, name, into = m_open.id()] {
            m_open.open(into); // another one may be open by now
            if (m_open.id() == into)
                m_parts.pane.editor()->insertBroken(text);
            else
                m_parts.toast.show(tr("Not pasted: “%1” could not be opened").arg(name));
        });
}

} // namespace cairn
