// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/conflicttext.h"

#include "theme/themecolors.h"

#include <QFrame>

namespace cairn {

/// One version's text of a place: a tinted box with a stripe and the version's name.
class VersionBox : public QFrame {
    Q_OBJECT
public:
    /// `note` stands beside the label (a time); an empty text is said in words (`whenEmpty`).
    VersionBox(
        const QString &label, const QString &note, const QString &text,
        const QList<TextSpan> &marks, ConflictSide side, const QString &whenEmpty,
        QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ConflictSide m_side;
};

/// The colour that stands for a version everywhere in the dialog.
QColor conflictSideColor(const ThemeColors &colors, ConflictSide side);

} // namespace cairn
