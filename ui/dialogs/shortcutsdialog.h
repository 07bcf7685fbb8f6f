// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace cairn {

class MainActions;

/// All commands with their keys: searchable, and each can be given other keys: one press, and none
/// that is needed for writing.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(MainActions &actions, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void filter(const QString &text);
    void showCurrent(QTreeWidgetItem *item);
    void assign();
    QString faultOf(const QAction *action, const QKeySequence &keys) const;
    QAction *actionOf(const QTreeWidgetItem *item) const;

    MainActions &m_actions;
    QLineEdit *m_filter;
    QTreeWidget *m_list;
    QKeySequenceEdit *m_keys;
    QLabel *m_clash;
    QPushButton *m_usual; ///< while the command has other keys than at first
};

} // namespace cairn
