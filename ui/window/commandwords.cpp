// SPDX-License-Identifier: GPL-3.0-or-later
// What else people call the commands, for finding them in the palette.
#include "mainactions.h"

namespace cairn {

void MainActions::addKeywords()
{
    const struct {
        Id id;
        const char *words;
    } kWords[] = {
        {NewNote, QT_TR_NOOP("create add write")},
        {QuickNote, QT_TR_NOOP("create add jot memo")},
        {NewNotebook, QT_TR_NOOP("create add folder")},
        {Duplicate, QT_TR_NOOP("copy clone")},
        {Trash, QT_TR_NOOP("delete remove bin")},
        {Restore, QT_TR_NOOP("undelete recover bring back")},
        {RemoveForGood, QT_TR_NOOP("erase remove permanently")},
        {EmptyTrash, QT_TR_NOOP("erase delete remove all bin")},
        {Move, QT_TR_NOOP("folder file")},
        {Tags, QT_TR_NOOP("label keyword category")},
        {Pin, QT_TR_NOOP("favourite favorite star sticky")},
        {Emergency, QT_TR_NOOP("urgent important priority offline")},
        {CopyLink, QT_TR_NOOP("address url share reference")},
        {SaveAs, QT_TR_NOOP("export markdown copy disk")},
        {Import, QT_TR_NOOP("open file markdown folder load")},
        {Jump, QT_TR_NOOP("open find go title")},
        {Commands, QT_TR_NOOP("palette actions")},
        {Search, QT_TR_NOOP("find filter look for")},
        {Replace, QT_TR_NOOP("change words")},
        {Bold, QT_TR_NOOP("strong format")},
        {Italic, QT_TR_NOOP("emphasis format")},
        {Link, QT_TR_NOOP("url address web")},
        {ToggleTask, QT_TR_NOOP("todo checkbox check done")},
        {CycleView, QT_TR_NOOP("read view rendered markdown source")},
        {ShowSidebar, QT_TR_NOOP("hide sidebar panel")},
        {SortUpdated, QT_TR_NOOP("order newest modified date")},
        {SortCreated, QT_TR_NOOP("order date")},
        {SortTitle, QT_TR_NOOP("order name alphabet")},
        {SyncNow, QT_TR_NOOP("send receive refresh update")},
        {Pause1h, QT_TR_NOOP("stop offline")},
        {PauseToday, QT_TR_NOOP("stop offline")},
        {PauseLong, QT_TR_NOOP("stop offline")},
        {Resume, QT_TR_NOOP("continue start online")},
        {SyncCentre, QT_TR_NOOP("status outbox queue log errors export activity")},
        {Account, QT_TR_NOOP("server sign in sign out log in password connect")},
        {Review, QT_TR_NOOP("conflict differences merge")},
        {ReviewAll, QT_TR_NOOP("conflicts differences merge")},
        {History, QT_TR_NOOP("versions earlier older compare restore")},
        {DeletedNotes, QT_TR_NOOP("recover restore undelete lost removed missing gone")},
        {Settings,
         QT_TR_NOOP("preferences options dark light theme colours font size line width "
                    "history sync conflicts")},
        {Shortcuts, QT_TR_NOOP("keyboard keys bindings help")},
        {UndoLast, QT_TR_NOOP("take back revert")},
        {CloseWindow, QT_TR_NOOP("hide")},
        {Quit, QT_TR_NOOP("exit end")},
    };
    for (const auto &command : kWords)
        m_keywords[command.id] = QString::fromLatin1(command.words) + u' ' + tr(command.words);
}

} // namespace cairn
