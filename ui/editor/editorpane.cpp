// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editorpane.h"

#include "editor/findbar.h"
#include "editor/markdowneditor.h"

#include <QVBoxLayout>

namespace cairn {

EditorPane::EditorPane(QWidget *parent)
    : QWidget(parent)
    , m_editor(new MarkdownEditor(this))
    , m_findBar(new FindBar(m_editor, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_findBar);
    setFocusProxy(m_editor);
    connect(m_editor, &MarkdownEditor::findRequested, m_findBar, [this] { m_findBar->open(); });
    connect(m_editor, &MarkdownEditor::findAgainRequested, m_findBar, [this](bool backwards) {
        backwards ? m_findBar->findPrevious() : m_findBar->findNext();
    });
}

} // namespace cairn
