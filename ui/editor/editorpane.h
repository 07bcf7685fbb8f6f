// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cairn {

class FindBar;
class MarkdownEditor;

/// The editor with its find bar below.
class EditorPane : public QWidget {
    Q_OBJECT
public:
    explicit EditorPane(QWidget *parent = nullptr);

    MarkdownEditor *editor() const { return m_editor; }
    FindBar *findBar() const { return m_findBar; }

private:
    MarkdownEditor *m_editor;
    FindBar *m_findBar;
};

} // namespace cairn
