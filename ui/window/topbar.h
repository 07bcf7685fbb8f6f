// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QMenu;
class QToolButton;

namespace cairn {

class MainActions;
class SearchField;

/// The line at the top of the window: back and forward, search, new note, view, everything else.
class TopBar : public QFrame {
    Q_OBJECT
public:
    TopBar(const MainActions &actions, QWidget *parent = nullptr);

    SearchField *search() const { return m_search; }
    void setMenu(QMenu *menu); ///< of the "more" button

private:
    QToolButton *makeButton(QAction *action, const QString &name, bool withText);

    SearchField *m_search;
    QToolButton *m_more;
};

} // namespace cairn
