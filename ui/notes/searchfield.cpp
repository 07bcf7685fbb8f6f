// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchfield.h"

#include "theme/icons.h"
#include "theme/kind.h"

#include <QAction>
#include <QKeyEvent>

namespace cairn {

namespace {
constexpr int kPauseMs =
    60; // shorter than between two keys of a quick typist, too short to be felt
}

SearchField::SearchField(QWidget *parent)
    : QLineEdit(parent)
{
    setObjectName(QStringLiteral("searchField"));
    setKind(this, "search");
    setClearButtonEnabled(true);
    setAccessibleName(tr("Search all notes"));
    addAction(icon(Icon::Search), LeadingPosition);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            tell(); // clearing is an answer in itself: no waiting
        else
            m_pause.start();
    });
    connect(&m_pause, &QTimer::timeout, this, &SearchField::tell);
}

void SearchField::setSearch(const QString &text)
{
    setText(text);
    tell();
}

void SearchField::tell()
{
    m_pause.stop();
    const QString search = text().trimmed();
    if (search == m_told)
        return;
    m_told = search;
    emit searchChanged(search);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            emit left();
        else
            clear();
        return;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        tell();
        emit resultsRequested(event->key() != Qt::Key_Down);
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace cairn
