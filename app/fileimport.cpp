// SPDX-License-Identifier: GPL-3.0-or-later
#include "fileimport.h"

#include "exchange/markdownimporter.h"
#include "random.h"
#include "store/store.h"

#include <utility>

namespace cairn {

FileImport::FileImport(QString storeFile, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_storeFile(std::move(storeFile))
    , m_clock(clock)
{
}

FileImport::~FileImport()
{
    m_stop = true;
    if (m_thread)
        m_thread->wait();
}

void FileImport::start(const QStringList &paths)
{
    m_waiting += paths;
    if (!m_waiting.isEmpty())
        next();
}

void FileImport::next()
{
    if (m_thread)
        return;
    if (m_waiting.isEmpty())
        return emit finished(std::exchange(m_outcome, {}));
    const QString path = m_waiting.takeFirst();
    m_thread.reset(QThread::create([this, path] {
        const auto outcome = import(path);
        QMetaObject::invokeMethod(
            this,
            [this, path, outcome] {
                m_thread->wait();
                m_thread.reset();
                take(path, outcome);
                next();
            },
            Qt::QueuedConnection);
    }));
    m_thread->start();
}

void FileImport::take(const QString &path, const Result<ImportReport> &imported)
{
    if (!imported) {
        m_outcome.failed.append({path, imported.error()});
        return;
    }
    ImportReport &all = m_outcome.report;
    all.notes += imported->notes;
    all.notebooks += imported->notebooks;
    all.tags += imported->tags;
    all.attachments += imported->attachments;
    all.alreadyHere += imported->alreadyHere;
    all.skipped += imported->skipped;
    all.remarks += imported->remarks;
    all.noteIds += imported->noteIds;
    if (imported->noteIds.size() == 1) // a file was opened, not a folder brought in
        m_outcome.openedId = imported->noteIds.first();
}

Result<ImportReport> FileImport::import(const QString &path) const
{
    SystemRandom random;
    Store::Options options;
    options.file = m_storeFile;
    options.clock = &m_clock;
    options.random = &random;
    CAIRN_ASSIGN(const auto store, Store::open(options));
    return MarkdownImporter(*store, QString()).run(path, [this](int, int) { return !m_stop; });
}

} // namespace cairn
