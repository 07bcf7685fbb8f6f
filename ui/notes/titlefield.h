// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace cairn {

/// The title of the open note. While nobody writes in it, it shows what a list would: a long title
/// ends in "…", and no character in it turns the others round.
class TitleField : public QLineEdit {
    Q_OBJECT
public:
    using QLineEdit::QLineEdit;

    /// What is shown without the focus, as it is cut to the width.
    QString shownWords() const;

signals:
    void told(const QString &message); ///< why a paste gave nothing

protected:
    void keyPressEvent(QKeyEvent *event) override; ///< takes whole characters away
    void paintEvent(QPaintEvent *event) override;

private:
    QRect room() const;
};

} // namespace cairn
