// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/sourcefolder.h"

#include <QFile>
#include <QSet>

#include <algorithm>
#include <filesystem>

namespace cairn {

namespace {

namespace fs = std::filesystem;

constexpr int kMaxFiles = 1'000'000;
constexpr int kMaxFolders = 64; // one below the other; nobody's notes are deeper

bool isMarkdown(const QString &name)
{
    static const QSet<QString> suffixes{
        QStringLiteral("md"), QStringLiteral("markdown"), QStringLiteral("mdown"),
        QStringLiteral("txt")};
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot >= 0 && suffixes.contains(name.sliced(dot + 1).toLower());
}

/// A name as the system has it; `isText` false: the bytes that are no UTF-8 are written as \xNN.
struct Name {
    QString shown;
    bool isText = true;
};

#ifdef Q_OS_WIN

Name nameOf(const fs::path &path)
{
    const QString name = QString::fromStdWString(path.filename().wstring());
    return {name, name.isValidUtf16()};
}

fs::path nativePath(const QString &path) { return fs::path(path.toStdWString()); }

#else

Name nameOf(const fs::path &path)
{
    const QByteArray bytes = QByteArray::fromStdString(path.filename().native());
    if (bytes.isValidUtf8())
        return {QString::fromUtf8('.' + bytes).sliced(1), true}; // a U+FEFF at the start stays, too
    QString shown;
    for (const char byte : bytes) {
        if (uchar(byte) < 0x80)
            shown += QLatin1Char(byte);
        else
            shown += QStringLiteral("\\x%1").arg(uchar(byte), 2, 16, QLatin1Char('0'));
    }
    return {shown, false};
}

fs::path nativePath(const QString &path) { return fs::path(QFile::encodeName(path).toStdString()); }

#endif

class Walk {
public:
    Walk(ImportReport &report, const GoOn &goOn)
        : m_report(report)
        , m_goOn(goOn)
    {
    }

    /// `relative`: empty or ending with '/'. False: stopped.
    bool folder(const fs::path &path, const QString &absolute, const QString &relative, int depth)
    {
        std::error_code problem;
        fs::directory_iterator entries(path, problem);
        for (const fs::directory_iterator end; !problem && entries != end;
             entries.increment(problem)) {
            if (m_goOn && !m_goOn())
                return false;
            if (!entry(*entries, absolute, relative, depth))
                return false;
        }
        if (problem)
            skip(
                relative,
                QStringLiteral("the folder cannot be read: %1")
                    .arg(QString::fromLocal8Bit(problem.message().c_str())));
        return true;
    }

    QList<SourceFile> files;

private:
    void skip(const QString &item, const QString &reason)
    {
        m_report.skipped.append({item, reason, false});
    }

    bool entry(
        const fs::directory_entry &found, const QString &absolute, const QString &relative,
        int depth)
    {
        const Name name = nameOf(found.path());
        const QString item = relative + name.shown;
        if (name.shown.startsWith(u'.'))
            return true;
        std::error_code problem;
        const fs::file_type type = found.symlink_status(problem).type();
        if (!name.isText)
            skip(item, QStringLiteral("its name is not valid UTF-8"));
        else if (type == fs::file_type::symlink)
            skip(item, linkReason(found.path()));
        else if (type == fs::file_type::directory && depth >= kMaxFolders)
            skip(item, QStringLiteral("more than %1 folders inside each other").arg(kMaxFolders));
        else if (type == fs::file_type::directory)
            return folder(found.path(), absolute + u'/' + name.shown, item + u'/', depth + 1);
        else if (type == fs::file_type::none || type == fs::file_type::not_found)
            skip(item, QStringLiteral("it cannot be read"));
        else if (type != fs::file_type::regular)
            skip(item, QStringLiteral("a pipe, socket or device"));
        else if (!isMarkdown(name.shown))
            skip(item, QStringLiteral("not a Markdown or text file"));
        else if (files.size() >= kMaxFiles)
            skip(item, QStringLiteral("more than %1 files in one import").arg(kMaxFiles));
        else
            files.append({absolute + u'/' + name.shown, item});
        return true;
    }

    static QString linkReason(const fs::path &path)
    {
        std::error_code problem;
        return fs::exists(path, problem)
            ? QStringLiteral("a link to another place; links are not followed")
            : QStringLiteral("a link to something that is not there");
    }

    ImportReport &m_report;
    const GoOn &m_goOn;
};

} // namespace

Result<QList<SourceFile>> sourceFiles(const QString &root, ImportReport &report, const GoOn &goOn)
{
    Walk walk(report, goOn);
    if (!walk.folder(nativePath(root), root, {}, 0))
        return failure(ErrorKind::Cancelled, QStringLiteral("the import was stopped"));
    // The order of a directory is not defined; a sorted one makes an import the same everywhere.
    const auto less = [](const auto &a, const auto &b) { return a < b; };
    std::sort(walk.files.begin(), walk.files.end(), [&](const SourceFile &a, const SourceFile &b) {
        return less(a.relative, b.relative);
    });
    std::sort(
        report.skipped.begin(), report.skipped.end(),
        [&](const ImportReport::Skipped &a, const ImportReport::Skipped &b) {
            return less(a.item, b.item);
        });
    return std::move(walk.files);
}

} // namespace cairn
