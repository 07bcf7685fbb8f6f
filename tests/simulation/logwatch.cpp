// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwatch.h"

#include <cstdio>
#include <cstdlib>

namespace cairn::sim {

namespace {

LogWatch *g_watch = nullptr; // Qt's message handler is a plain function

} // namespace

LogWatch::LogWatch(std::function<bool(const QString &)> isSecret, Suspicious suspicious)
    : m_isSecret(std::move(isSecret))
    , m_suspicious(std::move(suspicious))
    , m_before(qInstallMessageHandler(onMessage))
    , m_outer(std::exchange(g_watch, this))
{
}

LogWatch::~LogWatch()
{
    g_watch = m_outer;
    qInstallMessageHandler(m_before);
}

void LogWatch::onMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (g_watch && g_watch->m_isSecret(text))
        g_watch->m_suspicious(QString::fromLatin1(context.category) + QStringLiteral(": ") + text);
    if (type != QtFatalMsg)
        return;
    std::fprintf(stderr, "%s\n", qPrintable(text));
    std::abort();
}

} // namespace cairn::sim
