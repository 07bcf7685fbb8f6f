// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/unitdiff.h"

#include <QByteArray>

#include <git2.h>

namespace cairn {
namespace {

/// libgit2 wants to be initialised before its first use; it counts users, so that others in the
/// process may too.
class LibGit2 {
public:
    LibGit2()
        : m_ready(git_libgit2_init() > 0)
    {
    }
    ~LibGit2()
    {
        if (m_ready)
            git_libgit2_shutdown();
    }
    Q_DISABLE_COPY_MOVE(LibGit2)
    bool isReady() const { return m_ready; }

    static bool ensure()
    {
        static const LibGit2 library;
        return library.isReady();
    }

private:
    bool m_ready;
};

/// One number a line: no unit can be mistaken for a line end, and comparing is quick.
QByteArray numbered(const QList<int> &units)
{
    QByteArray lines;
    lines.reserve(units.size() * 6);
    for (const int unit : units) {
        lines.append(QByteArray::number(unit));
        lines.append('\n');
    }
    return lines;
}

int appendHunk(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
{
    // An empty side names the line before it, counting from one.
    const qsizetype from = hunk->old_start - (hunk->old_lines > 0 ? 1 : 0);
    const qsizetype to = hunk->new_start - (hunk->new_lines > 0 ? 1 : 0);
    static_cast<QList<UnitHunk> *>(payload)->append(
        {from, from + hunk->old_lines, to, to + hunk->new_lines});
    return 0;
}

} // namespace

QList<int> UnitNumbers::of(const QList<QStringView> &units)
{
    QList<int> result;
    result.reserve(units.size());
    for (const QStringView unit : units) {
        auto known = m_numbers.constFind(unit);
        if (known == m_numbers.cend())
            known = m_numbers.insert(unit, int(m_numbers.size()));
        result.append(*known);
    }
    return result;
}

std::optional<QList<UnitHunk>> diffUnits(const QList<int> &before, const QList<int> &after)
{
    if (!LibGit2::ensure())
        return std::nullopt;
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_FORCE_TEXT;
    options.context_lines = 0;
    options.interhunk_lines = 0;
    const QByteArray oldLines = numbered(before);
    const QByteArray newLines = numbered(after);
    QList<UnitHunk> hunks;
    const int failed = git_diff_buffers(
        oldLines.constData(), size_t(oldLines.size()), nullptr, newLines.constData(),
        size_t(newLines.size()), nullptr, &options, nullptr, nullptr, appendHunk, nullptr, &hunks);
    if (failed != 0)
        return std::nullopt;
    return hunks;
}

} // namespace cairn
