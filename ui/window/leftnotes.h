// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/markdowneditor.h"

#include <QHash>
#include <QList>
#include <QString>

namespace cairn {

/// How the person left notes: where the caret was, and what can be taken back in them. In memory
/// only, and bounded: of what was left longest ago the place alone is known.
class LeftNotes {
public:
    void leave(const QString &id, const MarkdownEditor &editor);
    /// The editor shows this note's text, perhaps another one than when it was left.
    void comeBack(const QString &id, MarkdownEditor &editor);
    void forget(const QString &id);

private:
    struct Steps {
        QString id;
        MarkdownEditor::Steps steps;
    };
    void trim();

    QHash<QString, EditorPosition> m_positions;
    QList<Steps> m_steps; ///< left last is last
};

} // namespace cairn
