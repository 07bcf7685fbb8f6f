// SPDX-License-Identifier: GPL-3.0-or-later
#include "filecontroller.h"

#include "exchange/markdownexporter.h"
#include "mainactions.h"
#include "notepane.h"
#include "notesession.h"
#include "noticecontroller.h"
#include "status/banner.h"
#include "status/toast.h"
#include "store/care/namedfile.h"

#include <QAction>
#include <QFileDialog>

namespace cairn {

FileController::FileController(const WindowParts &parts, NoticeController &notice, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_notice(notice)
{
    connect(
        parts.actions[MainActions::SaveAs], &QAction::triggered, this, &FileController::saveCopy);
    connect(
        parts.actions[MainActions::Import], &QAction::triggered, this,
        &FileController::chooseImport);
    connect(parts.pane.saveBanner(), &Banner::secondaryClicked, this, &FileController::saveCopy);
}

void FileController::saveCopy()
{
    auto *dialog = new QFileDialog(&m_parts.window, tr("Save a copy"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const auto &note = m_parts.session.note();
    dialog->selectFile(fileNameOf(note ? note->title : QString()) + QStringLiteral(".md"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto saved = namedfile::write(path, m_parts.session.unsavedText().toUtf8());
        m_parts.toast.show(
            saved ? tr("Copy saved")
                  : tr("The copy could not be saved: %1").arg(saved.error().message));
    });
    dialog->open();
}

void FileController::chooseImport()
{
    if (m_notice.refusesWriting())
        return;
    auto *dialog = new QFileDialog(&m_parts.window, tr("Import notes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Markdown and text (*.md *.markdown *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, &FileController::importRequested);
    dialog->open();
}

} // namespace cairn
