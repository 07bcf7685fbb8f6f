// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkquestion.h"

#include "editor/linksafety.h"
#include "plaintext.h"
#include "shownname.h"

#include <QCoreApplication>
#include <QPushButton>

namespace cairn {

namespace {

constexpr qsizetype kMaxShownAddress = 300;

struct QuestionWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::LinkQuestion)
};

} // namespace

void askAboutLink(
    const QString &words, const QString &address, QWidget *window, std::function<void()> open)
{
    const QString place = placeOfLink(address);
    QMessageBox *box = plainMessageBox(
        QuestionWords::tr("Open link"), QuestionWords::tr("This link opens %1", "host").arg(place),
        QuestionWords::tr("It is written as “%1”. Open it only if you know where it leads:\n%2")
            .arg(isolatedName(words), oneLine(address, kMaxShownAddress)),
        QMessageBox::Cancel, window);
    box->setObjectName(QStringLiteral("linkBox"));
    box->setEscapeButton(QMessageBox::Cancel);
    QPushButton *yes = box->addButton(
        buttonWords(QuestionWords::tr("Open %1", "host").arg(place)), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirmYes"));
    QObject::connect(yes, &QPushButton::clicked, window, [open = std::move(open)] { open(); });
    box->open();
}

} // namespace cairn
