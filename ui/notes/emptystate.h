// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/icons.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace cairn {

class IconLabel;

/// What stands where there is nothing to show: a sign, a sentence, what to do, at most one button.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);
    void show(Icon sign, const QString &title, const QString &hint, const QString &action = {});
    QString title() const;

signals:
    void actionClicked();

private:
    IconLabel *m_sign;
    QLabel *m_title;
    QLabel *m_hint;
    QPushButton *m_action;
};

} // namespace cairn
