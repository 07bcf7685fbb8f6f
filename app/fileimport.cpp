#include "fileimport.h"

#include "exchange/markdownimporter.h"
#include "random.h"
#include "store/store.h"

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
    next();
}

void FileImport::next()
{
    if (m_thread || m_waiting.isEmpty())
        return;
    const QString path = m_waiting.takeFirst();
    m_thread.reset(QThread::create([this, path] {
        const auto outcome = import(path);
        QMetaObject::invokeMethod(
            this,
            [this, path, outcome] {
                m_thread->wait();
                m_thread.reset();
                if (outcome)
                    emit finished(*outcome);
                else
                    emit failed(path, outcome.error());
                next();
            },
            Qt::QueuedConnection);
    }));
    m_thread->start();
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
