// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript.h"

#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace cairn {

Transcript::Transcript(const QDir &folder, int pauseMs)
    : m_folder(folder)
    , m_file(folder.filePath(QStringLiteral("transcript.txt")))
    , m_pauseMs(pauseMs)
{
    m_time.start();
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Text))
        line(QStringLiteral("The transcript cannot be written: ") + m_file.errorString());
}

void Transcript::line(const QString &text)
{
    QTextStream(stdout) << text << Qt::endl;
    if (m_file.isOpen()) {
        m_file.write(text.toUtf8() + '\n');
        m_file.flush();
    }
}

void Transcript::heading(const QString &text) { line(QStringLiteral("\n== ") + text); }

void Transcript::say(const QString &text)
{
    line(QStringLiteral("%1 s  %2").arg(double(m_time.elapsed()) / 1000, 6, 'f', 1).arg(text));
    if (m_pauseMs > 0)
        QTest::qWait(m_pauseMs);
}

bool Transcript::check(bool ok, const QString &text)
{
    m_failures += ok ? 0 : 1;
    say((ok ? QStringLiteral("[ok] ") : QStringLiteral("[FAILED] ")) + text);
    return ok;
}

void Transcript::shoot(QWidget *widget, const QString &name)
{
    const QString file =
        QStringLiteral("%1-%2.png").arg(++m_pictures, 2, 10, QLatin1Char('0')).arg(name);
    if (widget->grab().save(m_folder.filePath(file)))
        say(QStringLiteral("screenshot ") + file);
    else
        check(false, QStringLiteral("screenshot ") + file);
}

} // namespace cairn
