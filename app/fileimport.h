// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "exchange/exchange.h"

#include <QObject>
#include <QStringList>
#include <QThread>

#include <atomic>
#include <memory>

namespace cairn {

class Clock;

/// What became of the files and folders that were handed over together.
struct FileImportOutcome {
    struct Failed {
        QString path;
        Error error;
    };
    ImportReport report; ///< of all that could be read
    QList<Failed> failed;
    QString openedId; ///< the note of the last file; empty: only folders, or nothing new
};

/// Imports Markdown files and folders on a thread of its own, with a store of its own, so that ten
/// thousand files do not stop the window. UI thread; one import at a time, further ones wait.
class FileImport : public QObject {
    Q_OBJECT
public:
    FileImport(QString storeFile, const Clock &clock, QObject *parent = nullptr);
    ~FileImport() override; ///< stops at the next file and waits for it

    void start(const QStringList &paths);

signals:
    void finished(const cairn::FileImportOutcome &outcome); ///< of all that waited

private:
    void next();
    void take(const QString &path, const Result<ImportReport> &imported);
    Result<ImportReport> import(const QString &path) const;

    QString m_storeFile;
    const Clock &m_clock;
    QStringList m_waiting;
    FileImportOutcome m_outcome; ///< so far
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_stop = false;
};

} // namespace cairn
