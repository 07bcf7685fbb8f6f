// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QIcon>
#include <QPointer>

#include <functional>

class QLabel;
class QLineEdit;
class QListWidget;

namespace cairn {

/// A line offered by a QuickPicker.
struct PickerItem {
    QString id; ///< what is handed back
    QString title;
    QString detail; ///< quiet words behind the title: notebook, shortcut
    QIcon icon;
    QString keywords = {}; ///< other words that it is found by
};

/// Type a few letters, press Enter: the palette for notes (Ctrl+P), commands (Ctrl+Shift+P) and
/// notebooks. Not modal; goes away when something else is clicked.
class QuickPicker : public QFrame {
    Q_OBJECT
public:
    /// Items for what is typed, best first. Called on the UI thread at every key: must be quick.
    using Source = std::function<QList<PickerItem>(const QString &text)>;
    using Chosen = std::function<void(const QString &id)>;

    explicit QuickPicker(QWidget *parent);

    void ask(const QString &placeholder, Source source, Chosen chosen);

    /// Items whose title, or title and keywords together, have all words of `text`: first those
    /// whose title begins with it, last those that keywords are needed for.
    static QList<PickerItem> filtered(const QList<PickerItem> &items, const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void choose();
    void leave(); ///< gives the focus back
    void place();

    QLineEdit *m_field;
    QListWidget *m_list;
    QLabel *m_none;
    QPointer<QWidget> m_before; ///< had the focus
    Source m_source;
    Chosen m_chosen;
};

} // namespace cairn
