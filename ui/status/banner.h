// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace cairn {

class IconLabel;

/// A line above a note that says something about it and offers up to two ways on. Hidden until
/// shown.
class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Level { Info, Attention, Failed };

    explicit Banner(QWidget *parent = nullptr);

    /// Empty labels: no button.
    void show(
        Level level, const QString &text, const QString &primary = {},
        const QString &secondary = {});
    QString text() const;

signals:
    void primaryClicked();
    void secondaryClicked();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    IconLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_primary;
    QPushButton *m_secondary;
    QBoxLayout *m_parts; ///< words and buttons, beside or below each other
};

} // namespace cairn
