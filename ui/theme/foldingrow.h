// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace cairn {

/// Two groups of controls beside each other; the second goes below the first where there is no room
/// for both, so that a row of buttons never makes a window wider than a small screen.
class FoldingRow : public QWidget {
    Q_OBJECT
public:
    explicit FoldingRow(QWidget *parent);
    QBoxLayout *first() const { return m_first; }
    QBoxLayout *second() const { return m_second; } ///< at the right
    QSize sizeHint() const override; ///< of both beside each other
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    int wanted() const;
    void fold();

    QBoxLayout *m_both;
    QBoxLayout *m_first;
    QBoxLayout *m_second;
};

} // namespace cairn
