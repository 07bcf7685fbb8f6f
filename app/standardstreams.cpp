// SPDX-License-Identifier: GPL-3.0-or-later
#include "standardstreams.h"

#include "files.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#include <windows.h>
#define fileno _fileno
#else
#include <unistd.h>
#endif

namespace cairn::streams {

namespace {

QByteArray firstLine(const QByteArray &text)
{
    QByteArray line = text.contains('\n') ? text.first(text.indexOf('\n')) : text;
    while (line.endsWith('\r'))
        line.chop(1);
    return line;
}

#ifdef Q_OS_WIN

HANDLE handleOf(FILE *stream) { return HANDLE(_get_osfhandle(fileno(stream))); }

bool isConsole(HANDLE handle)
{
    DWORD mode = 0;
    return GetConsoleMode(handle, &mode);
}

/// A console takes characters: bytes it would read in a code page of the computer's, not in UTF-8.
int showText(HANDLE console, const QByteArray &bytes)
{
    constexpr qsizetype kMost = 8'192; // characters; a console takes no more than 64 KiB at once
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype at = 0; at < text.size();) {
        qsizetype count = std::min(kMost, text.size() - at);
        if (at + count < text.size() && text.at(at + count - 1).isHighSurrogate())
            --count;
        DWORD shown = 0;
        const auto *from = reinterpret_cast<const wchar_t *>(text.utf16()) + at;
        if (!WriteConsoleW(console, from, DWORD(count), &shown, nullptr))
            return int(GetLastError());
        at += shown;
    }
    return 0;
}

/// Lines, until one begins with Ctrl+Z: so a console says that there is no more.
Result<QByteArray> typed(HANDLE console, qint64 maxBytes, bool oneLine)
{
    constexpr wchar_t kEnd = 0x1a;
    std::array<wchar_t, 2'048> part = {};
    QString text;
    bool lineBegins = true;
    while (text.size() <= maxBytes && !(oneLine && text.contains(u'\n'))) {
        DWORD count = 0;
        if (!ReadConsoleW(console, part.data(), DWORD(part.size()), &count, nullptr))
            return failure(
                ErrorKind::Storage,
                QStringLiteral("cannot read the input: %1")
                    .arg(qt_error_string(int(GetLastError()))));
        if (count == 0 || (lineBegins && part[0] == kEnd))
            break;
        text += QStringView(part.data(), qsizetype(count));
        lineBegins = part[count - 1] == L'\n';
    }
    const QByteArray bytes = text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).toUtf8();
    if (bytes.size() > maxBytes)
        return failure(ErrorKind::Invalid, QStringLiteral("what was typed is too long"));
    return bytes;
}

#endif

} // namespace

#ifdef Q_OS_WIN

void carryBytes()
{
    for (FILE *stream : {stdin, stdout, stderr})
        _setmode(fileno(stream), _O_BINARY);
    // Commands clear their line of progress by an escape sequence.
    for (FILE *stream : {stdout, stderr}) {
        DWORD mode = 0;
        if (GetConsoleMode(handleOf(stream), &mode))
            SetConsoleMode(handleOf(stream), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    }
}

void joinConsole()
{
    // A file or a pipe that was given stays.
    const bool given = GetFileType(GetStdHandle(STD_OUTPUT_HANDLE)) != FILE_TYPE_UNKNOWN;
    if (given || !AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    for (FILE *stream : {stdout, stderr})
        (void)std::freopen("CONOUT$", "w", stream);
}

bool isTerminal(FILE *stream) { return isConsole(handleOf(stream)); }

int writeWhole(FILE *stream, const QByteArray &bytes)
{
    const HANDLE handle = handleOf(stream);
    if (isConsole(handle))
        return showText(handle, bytes);
    for (qsizetype done = 0; done < bytes.size();) {
        DWORD now = 0;
        const qsizetype left = std::min<qsizetype>(bytes.size() - done, 1 << 30);
        if (!WriteFile(handle, bytes.constData() + done, DWORD(left), &now, nullptr))
            return int(GetLastError());
        done += now;
    }
    return 0;
}

#else

void carryBytes() { }
void joinConsole() { }
bool isTerminal(FILE *stream) { return isatty(fileno(stream)); }

int writeWhole(FILE *stream, const QByteArray &bytes)
{
    // The library would divide what is larger than its buffer.
    if (std::fflush(stream) != 0)
        return errno;
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t now =
            ::write(fileno(stream), bytes.constData() + done, size_t(bytes.size() - done));
        if (now < 0 && errno != EINTR)
            return errno;
        done += std::max<ssize_t>(now, 0);
    }
    return 0;
}

#endif

Result<QByteArray> readAll(qint64 maxBytes)
{
#ifdef Q_OS_WIN
    if (isTerminal(stdin))
        return typed(handleOf(stdin), maxBytes, false);
#endif
    QFile input;
    if (!input.open(fileno(stdin), QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(
            ErrorKind::Invalid, QStringLiteral("cannot read -: %1").arg(input.errorString()));
    return readStream(input, maxBytes);
}

Result<QByteArray> readLine(qint64 maxBytes)
{
#ifdef Q_OS_WIN
    if (isTerminal(stdin)) {
        CAIRN_ASSIGN(const QByteArray text, typed(handleOf(stdin), maxBytes, true));
        return firstLine(text);
    }
#endif
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorKind::Invalid, input.errorString());
    const QByteArray line = input.readLine(maxBytes);
    if (input.error() != QFileDevice::NoError)
        return failure(ErrorKind::Storage, input.errorString());
    return firstLine(line);
}

} // namespace cairn::streams
