// SPDX-License-Identifier: GPL-3.0-or-later
#include "plaintext.h"

#include <QAbstractButton>
#include <QTextDocument>

namespace cairn {

namespace {
constexpr int kLongestWord = 30; ///< characters that a wrapped label has room for at least
} // namespace

PlainLabel::PlainLabel(QWidget *parent, Qt::WindowFlags flags)
    : QLabel(parent, flags)
{
    setTextFormat(Qt::PlainText);
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : PlainLabel(parent)
{
    setText(text);
}

QSize PlainLabel::minimumSizeHint() const
{
    QSize size = QLabel::minimumSizeHint();
    if (wordWrap())
        size.setWidth(qMin(size.width(), fontMetrics().averageCharWidth() * kLongestWord));
    return size;
}

QString StandardWords::of(QMessageBox::StandardButton button)
{
    switch (button) {
    case QMessageBox::Cancel:
        return tr("Cancel");
    case QMessageBox::Yes:
        return tr("Yes");
    case QMessageBox::No:
        return tr("No");
    default:
        return tr("OK");
    }
}

QMessageBox *plainMessageBox(
    const QString &title, const QString &text, const QString &consequence,
    QMessageBox::StandardButtons buttons, QWidget *parent)
{
    auto *box = new QMessageBox(parent);
    box->setWindowTitle(windowWords(title));
    box->setStandardButtons(buttons);
    for (QAbstractButton *button : box->buttons())
        button->setText(StandardWords::of(box->standardButton(button)));
    // Enter, pressed a moment early, does nothing that was not read.
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    // Blanks first: the label of the consequence exists from its first text on, and would read any
    // other as it likes.
    if (!consequence.isEmpty())
        box->setInformativeText(QStringLiteral(" "));
    const auto labels = box->findChildren<QLabel *>();
    for (QLabel *label : labels) {
        label->setTextFormat(Qt::PlainText);
        label->setOpenExternalLinks(false);
    }
    box->setText(text);
    if (!consequence.isEmpty())
        box->setInformativeText(consequence);
    return box;
}

QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

QString buttonWords(QString text) { return text.replace(u'&', QStringLiteral("&&")); }

QString windowWords(QString text)
{
    return text.replace(QStringLiteral("[*]"), QStringLiteral("[*][*]"));
}

} // namespace cairn
