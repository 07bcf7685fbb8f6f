// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plaintext.h"

namespace cairn {

/// One line that is cut with "…" where there is no room for all of it, which the tooltip then
/// shows. text() and what a screen reader says stay whole.
class CutLabel : public PlainLabel {
    Q_OBJECT
public:
    explicit CutLabel(QWidget *parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownWords() const;
};

} // namespace cairn
