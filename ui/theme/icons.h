// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QStringView>

namespace cairn {

/// Our own symbols: drawn on a 24 px grid with one stroke width, as SVG in resources/icons, whose
/// `render` makes the masks that are shown here. The sync states differ by shape.
enum class Icon {
    Account,
    ArrowLeft,
    ArrowRight,
    Bold,
    Check,
    ChevronDown,
    ChevronRight,
    Close,
    Code,
    Command,
    Copy,
    Edit,
    Emergency,
    Export,
    Eye,
    File,
    Heading,
    Help,
    History,
    Image,
    Info,
    Italic,
    Keyboard,
    Link,
    List,
    Menu,
    Move,
    NewNote,
    Next,
    Notebook,
    NotebookNew,
    Notes,
    Offline,
    Pause,
    Pin,
    Play,
    Previous,
    Quote,
    Redo,
    Restore,
    Review,
    Search,
    Settings,
    Sort,
    SplitView,
    StateConflict,
    StateFailed,
    StatePending,
    StateResolved,
    StateRetrying,
    StateSynced,
    StateSyncing,
    Sync,
    Table,
    Tag,
    Task,
    Trash,
    Undo,
    Warning,
    kCount
};

/// What an icon's colour says; the colour itself comes from the palette when it is painted.
enum class Tint { Text, Quiet, Accent, OnAccent, Waiting, Attention, Failed };

/// Crisp at any size and scale, follows the palette of the application without being set again.
QIcon icon(Icon name, Tint tint = Tint::Quiet);
QStringView iconFileName(Icon name); ///< "new-note"
QIcon applicationIcon();

} // namespace cairn
