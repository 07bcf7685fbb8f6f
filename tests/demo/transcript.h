// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

class QWidget;

namespace cairn {

/// What the demo did, on the terminal and in transcript.txt, with screenshots beside it.
class Transcript {
public:
    /// `pauseMs`: how long each line and picture stays before the next step.
    Transcript(const QDir &folder, int pauseMs);

    void heading(const QString &text);
    void say(const QString &text);
    /// Says what was checked; a failed check makes the whole demo fail.
    bool check(bool ok, const QString &text);
    void shoot(QWidget *widget, const QString &name);
    int failures() const { return m_failures; }

private:
    void line(const QString &text);

    QDir m_folder;
    QFile m_file;
    int m_pauseMs;
    QElapsedTimer m_time;
    int m_failures = 0;
    int m_pictures = 0;
};

} // namespace cairn
