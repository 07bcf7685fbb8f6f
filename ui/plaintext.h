// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QLabel>
#include <QMessageBox>

namespace cairn {

// Qt takes any text that looks like HTML for HTML, in labels, tooltips and message boxes, and then
// reads the files and servers that it names. Words in this program are words: whatever shows some
// goes through here, and tests/unit/tst_plaintext looks for places that do not.

/// A label that shows its text as it is.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    explicit PlainLabel(QWidget *parent = nullptr, Qt::WindowFlags flags = {});
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);

    /// A word without end does not make a window wider.
    QSize minimumSizeHint() const override;
};

/// The words of the buttons that every program has: OK, Cancel, Yes, No. Qt's own are translated by
/// a file of Qt's that may not be installed.
class StandardWords {
    Q_DECLARE_TR_FUNCTIONS(StandardWords)
public:
    static QString of(QMessageBox::StandardButton button);
};

/// A message box whose words, all three kinds of them, are words. It goes away when it is closed.
/// Cancel, where there is one, is what Enter means.
QMessageBox *plainMessageBox(
    const QString &title, const QString &text, const QString &consequence,
    QMessageBox::StandardButtons buttons, QWidget *parent);

/// A text that a tooltip shows as it is. Tooltips know no format of their own.
QString plainToolTip(const QString &text);

/// A text as the words of a button, an action or a menu, in which `&` would mark a key.
QString buttonWords(QString text);

/// A text as part of a window's title, in which `[*]` would stand for "modified".
QString windowWords(QString text);

} // namespace cairn
