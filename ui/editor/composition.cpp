// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/composition.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QWidget>

namespace cairn {

Composition::Composition(QWidget *widget)
    : QObject(widget)
    , m_widget(widget)
{
    widget->installEventFilter(this);
}

void Composition::commit()
{
    if (!isActive())
        return;
    const QString text = m_text;
    m_committed = false;
    // Some input methods commit when they are asked to, some do nothing, and those would bring the
    // text a second time if they were not told to forget it.
    if (m_widget->hasFocus()) {
        QGuiApplication::inputMethod()->commit();
        if (!m_committed)
            QGuiApplication::inputMethod()->reset();
    }
    if (m_committed)
        return;
    QInputMethodEvent accepted;
    accepted.setCommitString(text);
    QCoreApplication::sendEvent(m_widget, &accepted);
}

bool Composition::eventFilter(QObject *watched, QEvent *event)
{
    // A widget that is read only does not take it.
    if (watched == m_widget && event->type() == QEvent::InputMethod
        && m_widget->testAttribute(Qt::WA_InputMethodEnabled)) {
        const auto *input = static_cast<QInputMethodEvent *>(event);
        const bool before = isActive();
        m_text = input->preeditString();
        m_committed = m_committed || !input->commitString().isEmpty();
        if (before != isActive())
            emit activeChanged(isActive());
    }
    return QObject::eventFilter(watched, event);
}

} // namespace cairn
